import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sized } from '../kit/size.ts'
import { findBrowser } from '../setup/programs.ts'
import { makeSession, openBrowser, openLaptop, runServer, takeSeat, type RunningRoom, type RunningServer } from './kit.ts'
import { countdown } from './wrong-clock.ts'

/** What people do with laptops: two tabs, a tab that is closed in the middle of a word, a lid (C5, C6). */
let browser: Browser
let server: RunningServer
let room: RunningRoom
beforeAll(async () => {
  browser = await openBrowser()
  server = await runServer()
  room = await makeSession(browser, server, { title: 'Laptops', tables: 2 })
  await room.facilitator.page.getByRole('button', { name: /^Open 1/ }).click()
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

const sit = (page: Page, table: number, name: string) => takeSeat(page, server.url, { code: room.code, table, name })
const add = (page: Page, market: string) => page.getByRole('button', { name: market, exact: true }).first().click()
const card = (page: Page, market: string) => page.locator('[data-card]').filter({ hasText: market })
const saved = (page: Page) => page.getByText(/^Saved/).first().waitFor() // prettier-ignore

test('C5: two tabs of one laptop are one person, both write, and a tab closed in mid-word loses nothing older than half a second', async () => {
  const { page: first } = await openLaptop(browser, 'en')
  const { page: mate } = await openLaptop(browser, 'en')
  await sit(first, 0, 'Twice')
  await sit(mate, 0, 'Mate')
  const second = await first.context().newPage()
  await second.goto(first.url())
  await saved(second)
  await Promise.all([add(first, 'Heroin trade'), add(second, 'Human trafficking')])
  for (const page of [first, second, mate]) for (const market of ['Heroin trade', 'Human trafficking']) await card(page, market).waitFor()
  // One seat for both tabs.
  const answers = await room.facilitator.page.evaluate(() => fetch('/rt/facilitator/sessions').then((one) => one.json() as unknown))
  expect(JSON.stringify(answers)).toContain('"seats":2')

  const lost: number[] = []
  for (const waitMs of [0, 500, 1000]) {
    const tab = await first.context().newPage()
    await tab.goto(first.url())
    await card(tab, 'Heroin trade').click()
    const word = `word${waitMs}end`
    await tab.getByLabel('Note').pressSequentially(word)
    await tab.waitForTimeout(waitMs)
    await tab.close({ runBeforeUnload: false })
    await card(mate, 'Heroin trade').click()
    const has = await expect.poll(() => mate.getByLabel('Note').inputValue(), { timeout: 3000 }).toContain(word).then(() => true, () => false) // prettier-ignore
    if (!has) lost.push(waitMs)
  }
  expect(lost.filter((waitMs) => waitMs >= 500)).toEqual([])

  // Without a network nothing goes from tab to tab round the server, and what a tab held when it was closed is gone: the control.
  await first.context().setOffline(true)
  const away = second.getByLabel('Note')
  await card(second, 'Human trafficking').click()
  await away.pressSequentially('never-sent')
  await second.waitForTimeout(1000)
  await card(first, 'Human trafficking').click()
  expect(await first.getByLabel('Note').inputValue()).toBe('')
  await second.close({ runBeforeUnload: false })
  await first.context().setOffline(false)
  await saved(first)
  await card(mate, 'Human trafficking').click()
  expect(await mate.getByLabel('Note').inputValue()).toBe('')
})

/** 8 s in the quick suite, ten minutes in the long run. */
const lidMs = sized(8000, 600_000)
test(
  `C6: a lid closed for ${lidMs / 1000} s: back in step within five seconds, and the clock is right`,
  async () => {
    const laptop = await chromium.launchServer({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
    try {
      const { page } = await openLaptop(await chromium.connect(laptop.wsEndpoint()), 'en')
      const { page: mate } = await openLaptop(browser, 'en')
      await sit(page, 1, 'Lid')
      await sit(mate, 1, 'Mate')
      await saved(page)
      await page.evaluate(() => {
        const told = { last: Date.now(), longest: 0 }
        Object.assign(window, { told })
        setInterval(() => {
          told.longest = Math.max(told.longest, Date.now() - told.last)
          told.last = Date.now()
        }, 100)
      })
      // The browser and all that belongs to it stand still, as in a laptop that sleeps.
      const group = -(laptop.process().pid ?? 0)
      process.kill(group, 'SIGSTOP')
      await add(mate, 'Heroin trade')
      await mate.waitForTimeout(lidMs)
      process.kill(group, 'SIGCONT')
      const opened = performance.now()
      await card(page, 'Heroin trade').waitFor({ timeout: 5000 })
      const back = performance.now() - opened
      // The control: it did stand still.
      const longest = () => page.evaluate(() => (window as unknown as { told: { longest: number } }).told.longest)
      await expect.poll(longest, { timeout: 2000 }).toBeGreaterThan(lidMs - 1000)
      await expect.poll(async () => Math.abs((await countdown(page)) - (await countdown(mate))), { timeout: 3000 }).toBeLessThanOrEqual(1)
      await add(page, 'Human trafficking')
      await card(mate, 'Human trafficking').waitFor({ timeout: 5000 })
      process.stdout.write(`C6: back in step ${back.toFixed(0)} ms after the lid\n`)
    } finally {
      await laptop.kill()
    }
  },
  60_000 + 2 * lidMs,
)
