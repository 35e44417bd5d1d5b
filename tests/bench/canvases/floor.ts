import type { Browser } from 'playwright-core'
import { dragCard } from './gestures.ts'
import { watchFrames, type Frames } from './stopwatch.ts'

const box =
  '<div style="position:absolute;left:40px;top:40px;width:120px;height:60px;background:#888"></div><main style="position:fixed;inset:0;z-index:-1"></main>'

/** The least that can be had on this machine now: one box that follows the pointer over an empty page. */
export async function floorOf(browser: Browser, slowed: number, seconds: number): Promise<{ frames: Frames }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  await page.setContent(box)
  await page.evaluate(() => {
    const element = document.querySelector('div')!
    addEventListener('pointermove', ({ clientX, clientY }) => (element.style.transform = `translate(${clientX - 100}px, ${clientY - 70}px)`))
  })
  const line = await context.newCDPSession(page)
  await line.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  const { frames } = await watchFrames(page, () => dragCard('div', 'main')(page, seconds))
  await context.close()
  return { frames }
} // prettier-ignore
