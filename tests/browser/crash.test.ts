import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser } from '../setup/programs.ts'
import { joinTable, openBrowser, openLaptop, runServer, type RunningServer } from './kit.ts'

/** docs/reliability.md, A14: the facilitator's browser is killed in each step of a run sheet, and opened again with its own profile. */
const resumeWithinMs = 5000
let server: RunningServer
let browser: Browser
let context: BrowserContext
beforeAll(async () => {
  server = await runServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await context.close()
  await browser.close()
  await server.kill()
})

const openProfile = (dir: string) =>
  chromium.launchPersistentContext(dir, {
    executablePath: findBrowser(),
    locale: 'en',
    viewport: { width: 1366, height: 768 },
    args: ['--no-sandbox', '--disable-gpu'],
  })

/** Every process of that browser, and of no other, as the power would end it. */
function killBrowserOf(dir: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${dir}`)) process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
}

test.skipIf(process.platform !== 'linux')(
  'A14: the console opens where it was, with what was not sent, and nobody else notices',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'roundtable-profile-'))
    context = await openProfile(dir)
    let page: Page = await context.newPage()
    await page.goto(server.link)
    await page.getByLabel('Title').fill('Crashes')
    await page.getByLabel('Number of tables').fill('2')
    await page.getByRole('button', { name: 'Make the session' }).click()
    await page.waitForURL('**/console?session=*')
    const address = page.url()
    const shown = await page
      .getByText(/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/)
      .first()
      .innerText()
    const code = (/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/.exec(shown)?.[0] ?? '').replace(' ', '')
    // A browser writes its cookies every half minute; closing it writes them now.
    await context.close()
    context = await openProfile(dir)
    page = await context.newPage()
    await page.goto(address)
    const table = await openLaptop(browser, 'en')
    await joinTable(table.page, server.url, { code, table: 0, name: 'Aida' })
    await page.getByText(/of 1 here/).waitFor()
    const marker = await table.page.evaluate(() => Object.assign(window, { sameDocument: true }) && true)
    expect(marker).toBe(true)

    const took: number[] = []
    /** What is older than half a second is kept, as at tables. */
    async function crash(): Promise<void> {
      await page.waitForTimeout(500)
      killBrowserOf(dir)
      await context.close().catch(() => undefined)
      context = await openProfile(dir)
      page = await context.newPage()
      const start = performance.now()
      await page.goto(address)
      await page.getByText(/of 1 here/).waitFor()
      took.push(performance.now() - start)
    }

    // Before the first step: the agenda is being changed.
    await page.getByRole('button', { name: 'Change the agenda' }).click()
    await page.getByRole('button', { name: 'Add to “Day 1”' }).click()
    await page.getByRole('button', { name: 'Add “Drivers of change' }).click()
    await page.getByRole('button', { name: 'Add to “Day 1”' }).click()
    await page.getByRole('button', { name: 'Speech' }).click()
    await page.getByLabel('Title').last().fill('The minister speaks')
    await page.keyboard.press('Tab')
    await crash()
    await expect.poll(() => page.getByRole('dialog').getByLabel('Title').last().inputValue()).toBe('The minister speaks')
    await page.getByRole('button', { name: 'Save the agenda' }).click()
    await page.locator('nav').getByText('The minister speaks').waitFor()
    await page.locator('nav').getByText('Drivers of change').waitFor()

    // A step is open, and a message half written.
    await page
      .getByRole('button', { name: /^Open 1/ })
      .first()
      .click()
    await table.page.locator('.picker').waitFor()
    await page.getByText('Message to tables').click()
    await page.getByLabel('What the laptops shall show').fill('Coffee is rea')
    await page.getByLabel('Who gets the message').selectOption({ label: 'Table B' })
    const until = await page.locator('header .clock').innerText()
    await crash()
    await expect.poll(() => page.getByLabel('What the laptops shall show').inputValue()).toBe('Coffee is rea')
    expect(await page.getByLabel('Who gets the message').evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.label)).toBe(
      'Table B',
    )
    const minutes = (text: string) => Number.parseInt(/(\d+):\d\d/.exec(text)?.[1] ?? '', 10)
    expect(minutes(until) - minutes(await page.locator('header .clock').innerText())).toBeLessThanOrEqual(1)
    expect(await page.getByLabel('What the laptops shall show').isVisible()).toBe(true)
    await page.getByLabel('What the laptops shall show').fill('')

    // Paused, then closed.
    await page.getByRole('button', { name: 'Stop the clock' }).click()
    await table.page.getByText(/has stopped the clock/).waitFor()
    await crash()
    await page.getByRole('button', { name: 'Let it run' }).click()
    await page.getByRole('button', { name: 'Close step' }).click()
    await crash()
    await page.getByRole('button', { name: /^Open 2/ }).first().waitFor() // prettier-ignore
    expect(await page.getByLabel('What the laptops shall show').count()).toBe(1)
    expect(await table.page.getByText('Coffee').count()).toBe(0)

    process.stdout.write(`A14: at work again at most ${Math.max(...took).toFixed(0)} ms after opening the page, ${took.length} crashes\n`)
    expect(Math.max(...took)).toBeLessThan(resumeWithinMs)
    // The table saw none of it, and each push was one.
    expect(await table.page.evaluate(() => 'sameDocument' in window)).toBe(true)
    expect(table.faults).toEqual([])

    // The control: a browser that was never here is asked to sign in.
    const stranger = await openLaptop(browser, 'en')
    await stranger.page.goto(address)
    await stranger.page.getByRole('alert').waitFor()
  },
  120_000,
)
