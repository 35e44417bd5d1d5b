import { mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Browser } from 'playwright-core'

const [width, height] = [480, 270]

/** Keeps a picture of the projector under the same name in a folder, as small as it looks from the last row. */
export async function reduce(browser: Browser, picture: string, folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height } })
  const data = (await readFile(picture)).toString('base64')
  await page.setContent(`<body style="margin:0"><img alt="" width="${width}" height="${height}" src="data:image/png;base64,${data}">`)
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, basename(picture)) })
  await page.close()
}
