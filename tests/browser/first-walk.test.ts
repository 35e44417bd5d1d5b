import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinTable, makeSession, openBrowser, openLaptop, picture, runServer, serveHere, takeSeat, type RunningServer } from './kit.ts'

let browser: Browser
let server: RunningServer
beforeAll(async () => {
  browser = await openBrowser()
  server = await serveHere()
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

/** The facilitator's hand: every click counts, and so does every field that is clicked to be filled in. */
class Hand {
  clicks = 0

  async click(target: Locator): Promise<void> {
    this.clicks += 1
    await target.click()
  }

  async fill(field: Locator, text: string): Promise<void> {
    this.clicks += 1
    await field.fill(text)
  }

  /** One click opens the list, one takes the entry. */
  async choose(list: Locator, entry: string): Promise<void> {
    this.clicks += 2
    await list.selectOption({ label: entry })
  }
}

const codeOn = async (page: Page) => {
  const code = page.getByText(/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/).first()
  return (/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/.exec(await code.innerText())?.[0] ?? '').replace(' ', '')
}

async function sitDown(code: string, table: number, name: string) {
  const laptop = await openLaptop(browser, 'en')
  await takeSeat(laptop.page, server.url, { code, table, name })
  return laptop
}

const pick = (page: Page, market: string) => page.locator('.picker li button', { hasText: market }).first().click()
const saved = (page: Page) =>
  page
    .getByText(/^Saved/)
    .first()
    .waitFor()

test('a facilitator who has never seen it runs six tables and leaves with the report, in under forty clicks', async () => {
  const hand = new Hand()
  let own = await runServer()
  const { page, faults } = await openLaptop(browser, 'en')
  await page.goto(own.link)
  await hand.fill(page.getByLabel('Title'), 'Strategies against organized crime')
  await hand.fill(page.getByLabel('Number of tables'), '6')
  await picture(page, 'walk-1-make')
  await hand.click(page.getByRole('button', { name: 'Make the session' }))
  await page.waitForURL('**/console?session=*')
  const code = await codeOn(page)
  const laptops = [await openLaptop(browser, 'en'), await openLaptop(browser, 'en')]
  const [a, c] = laptops.map((one) => one.page) as [Page, Page]
  await joinTable(a, own.url, { code, table: 0, name: 'Aida' })
  await joinTable(c, own.url, { code, table: 2, name: 'Rustam' })

  await hand.click(page.getByRole('button', { name: /^Open 1/ }).first())
  await pick(a, 'Heroin trade')
  await pick(c, 'Human trafficking')
  await saved(a)

  // Table C asks for more time, and gets it alone.
  await c.getByRole('button', { name: 'Raise hand' }).click()
  await page.getByText('Hand up, no. 1').waitFor()
  await picture(page, 'walk-2-hand')
  await hand.click(page.getByRole('button', { name: 'Answered' }))
  await c.getByRole('button', { name: 'Raise hand' }).waitFor()
  await hand.choose(page.getByLabel('For which tables'), 'Table C')
  await hand.click(page.getByRole('button', { name: '+5 min' }))
  await c.getByText('+5 · your table has more time').waitFor()
  expect(await a.getByText('your table has more time').count()).toBe(0)

  await hand.click(page.getByRole('button', { name: /^Open 2/ }).first())
  await a.locator('header li[aria-current=step]', { hasText: /^\s*2/ }).waitFor()

  // The power goes; the laptop comes up again on the same data, and nobody does anything about it.
  await own.kill()
  await page
    .getByText(/Not connected/)
    .first()
    .waitFor()
  await picture(page, 'walk-3-killed')
  own = await runServer({ dataDir: own.dataDir, port: own.port })
  await page
    .getByText(/Not connected/)
    .first()
    .waitFor({ state: 'detached' })

  await hand.click(page.getByRole('button', { name: /^Open 3/ }).first())
  await a.locator('header li[aria-current=step]', { hasText: /^\s*3/ }).waitFor()
  await hand.click(page.getByRole('button', { name: 'Close step' }))
  await picture(page, 'walk-4-closed')
  await hand.click(page.getByRole('link', { name: 'Report' }).first())
  await page
    .frameLocator('iframe')
    .getByText(/heroin/i)
    .first()
    .waitFor()
  await picture(page, 'walk-5-report')
  hand.clicks += 1
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /Download/ }).click()])
  const word = unzipSync(new Uint8Array(await readFile(await download.path())))
  const text = new TextDecoder().decode(word['word/document.xml'])
  expect(text).toContain('Heroin')
  expect(text).toContain('Human trafficking')

  process.stdout.write(`The walk took ${String(hand.clicks)} clicks\n`)
  expect(hand.clicks).toBeLessThan(40)
  expect([...faults, ...laptops.flatMap((one) => one.faults)]).toEqual([])
  await own.kill()
})

test('a message is read, a clock stands still, a board is locked, and a call to the front keeps the caret', async () => {
  const { code, facilitator } = await makeSession(browser, server, { title: 'The facilitator speaks', tables: 2 })
  const { page, faults } = facilitator
  const laptops = [await sitDown(code, 0, 'Aida'), await sitDown(code, 1, 'Rustam')]
  const [a, b] = laptops.map((one) => one.page) as [Page, Page]
  await page
    .getByRole('button', { name: /^Open 1/ })
    .first()
    .click()

  await page.getByText('Message to tables').click()
  await page.getByLabel('What the laptops shall show').fill('Coffee is ready')
  await page.getByRole('button', { name: 'Send' }).click()
  await b.getByText('Coffee is ready').waitFor()
  await a.getByRole('button', { name: 'We have read it' }).click()
  await a.getByText('Coffee is ready').waitFor({ state: 'detached' })
  await page.getByText('read at 1 of 2 laptops').waitFor()
  await page.getByText('Not read at: Table B').waitFor()
  await picture(page, 'room-message-en')
  await picture(b, 'table-message-en')

  const field = a.locator('.picker input')
  await field.fill('Call centres of')
  await a.keyboard.press('ArrowLeft')
  await page.getByRole('button', { name: 'Ask for attention' }).click()
  await a.getByText('Please look to the front', { exact: true }).waitFor()
  await picture(a, 'table-summons-en')
  await a.keyboard.type('lost')
  await page.getByRole('button', { name: 'Let them go on' }).click()
  await a.getByText('Please look to the front', { exact: true }).waitFor({ state: 'detached' })
  await a.keyboard.type('!')
  expect(await field.inputValue()).toBe('Call centres o!f')
  await a.locator('.picker .own').click()
  await saved(a)

  await page.getByRole('button', { name: 'Stop the clock' }).click()
  await a.getByText(/has stopped the clock/).waitFor()
  await page.getByRole('button', { name: 'Let it run' }).click()
  await a.getByText(/has stopped the clock/).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Lock the board · Table A' }).click()
  await a.getByText(/has locked this board/).waitFor()
  expect(await b.getByText(/has locked this board/).count()).toBe(0)
  await a.locator('.picker').waitFor({ state: 'detached' })
  await picture(a, 'table-locked-en')
  await picture(page, 'room-locked-en')
  await page.getByRole('button', { name: 'Unlock the board · Table A' }).click()
  await a.locator('.picker').waitFor()

  // What was written without a network comes back to a board that is locked by then: it waits, and goes on the board by itself.
  await a.context().setOffline(true)
  await a
    .getByText(/Not connected/)
    .first()
    .waitFor()
  await pick(a, 'Heroin trade')
  await page.getByRole('button', { name: 'Lock the board · Table A' }).click()
  await a.context().setOffline(false)
  await a.getByText('1 change that you had just made waits', { exact: false }).waitFor()
  await picture(a, 'table-locked-waiting-en')
  await page.getByRole('button', { name: 'Unlock the board · Table A' }).click()
  await saved(a)
  await page.getByText('Heroin trade').first().waitFor()

  await page.getByRole('button', { name: 'One minute, then close' }).click()
  await b.getByText(/One minute left/).waitFor()
  expect([...faults, ...laptops.flatMap((one) => one.faults)]).toEqual([])
})

test('an exercise of the library comes into the day while it runs, and two tables work in it', async () => {
  const { code, facilitator } = await makeSession(browser, server, { title: 'A day that grows', tables: 2 })
  const { page, faults } = facilitator
  const laptops = [await sitDown(code, 0, 'Aida'), await sitDown(code, 1, 'Rustam')]
  const [a, b] = laptops.map((one) => one.page) as [Page, Page]
  await page
    .getByRole('button', { name: /^Open 1/ })
    .first()
    .click()
  await pick(a, 'Heroin trade')
  await saved(a)

  // By keyboard alone: into the window, to the exercise, back to its line.
  await page.getByRole('button', { name: 'Change the agenda' }).click()
  await page.getByRole('button', { name: 'Add to “Day 1”' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Add “Strengths' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Comes into the session when you save.').waitFor()
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toMatch(/^Strengths/)
  // What was not meant is taken back, and what was meant is not.
  const plan = page.getByRole('dialog')
  await plan.getByRole('button', { name: 'Add a day' }).click()
  await plan.getByText('Nothing stands on this day yet', { exact: false }).waitFor()
  await plan.getByRole('button', { name: 'Undo' }).click()
  expect(await plan.getByLabel('Name of the day').count()).toBe(1)
  await plan.getByRole('button', { name: 'Add a day' }).click()
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('Day 2')
  await plan.getByLabel('Name of the day').nth(1).fill('Wednesday')
  await page.keyboard.press('Enter')
  await plan.getByLabel(/^Day of “Strengths/).selectOption({ label: 'Wednesday' })
  await plan.getByRole('button', { name: 'Save the agenda' }).click()
  const nav = page.locator('nav')
  await nav.getByRole('heading', { name: 'Wednesday' }).waitFor()
  // Who works goes on working.
  await a.locator('[data-card]', { hasText: 'Heroin trade' }).waitFor()

  const first = nav.locator('li', { hasText: 'Collect' }).first()
  await first.hover()
  await first.getByRole('button', { name: 'Open' }).click()
  for (const [table, words] of [
    [a, 'Good laws'],
    [b, 'Trained people'],
  ] as const) {
    await table.getByText('What helps us and what holds us back').first().waitFor()
    await table.locator('.picker input').fill(words)
    await table.keyboard.press('Enter')
    await table.locator('[data-card]', { hasText: words }).waitFor()
    await saved(table)
  }
  await page.locator('article', { hasText: 'Good laws' }).first().waitFor()

  // It was worked on: it stays. One that nobody has touched goes, and comes back by one press.
  await page.getByRole('button', { name: 'Change the agenda' }).click()
  await plan.getByRole('button', { name: /^Remove “Strengths/ }).click()
  await plan.getByText('It was worked on, so it stays in the session.').waitFor()
  await plan.getByRole('button', { name: 'Undo' }).click()
  await plan.getByRole('button', { name: 'Add to “Wednesday”' }).click()
  await page.getByRole('button', { name: 'Add “Drivers of change' }).click()
  await plan.getByRole('button', { name: 'Save the agenda' }).click()
  await nav.getByText('Drivers of change').first().waitFor()
  await page.getByRole('button', { name: 'Change the agenda' }).click()
  await plan.getByRole('button', { name: /^Remove “Drivers/ }).click()
  await plan.getByRole('button', { name: /^Take out of the session: “Drivers/ }).click()
  await plan.getByRole('button', { name: 'Save the agenda' }).click()
  await nav.getByText('Drivers of change').first().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await nav.getByText('Drivers of change').first().waitFor()
  expect([...faults, ...laptops.flatMap((one) => one.faults)]).toEqual([])
})

test('the order of the day is changed while it runs, and laptops change their tables', async () => {
  const { code, facilitator } = await makeSession(browser, server, { title: 'A day that changes', tables: 2 })
  const { page, faults } = facilitator
  const { page: a, faults: ofA } = await sitDown(code, 0, 'Aida')
  await page
    .getByRole('button', { name: /^Open 1/ })
    .first()
    .click()
  await pick(a, 'Heroin trade')
  await saved(a)

  // The second step is left out, and coffee comes in: the next one to open is the third.
  await page.getByRole('button', { name: 'Change the agenda' }).click()
  await picture(page, 'console-agenda-plan-en')
  await page.getByRole('button', { name: 'Leave out “Place”' }).click()
  await page.getByRole('button', { name: 'Add to “Day 1”' }).click()
  await page.getByRole('dialog').last().getByRole('button', { name: 'Coffee' }).click()
  await page.getByRole('button', { name: 'Save the agenda' }).click()
  await page
    .getByRole('button', { name: /^Open 3/ })
    .first()
    .waitFor()
  await page.locator('nav').getByText('Coffee').last().waitFor()
  await page.getByRole('button', { name: 'Change the agenda' }).click()
  await page.getByRole('button', { name: 'Take in “Place”' }).click()
  await page.getByRole('button', { name: 'Save the agenda' }).click()

  await page.getByRole('button', { name: 'Open the board of Table A' }).click()
  await page.getByRole('dialog').getByText('Heroin trade').waitFor()
  await picture(page, 'console-live-board-en')
  await page.getByRole('button', { name: 'Close', exact: true }).click()

  // Aida moves to table B; her card stays at table A.
  await page.getByRole('button', { name: 'Who sits where' }).click()
  await page.getByLabel('Table of Aida').selectOption({ label: 'Table B' })
  await picture(page, 'console-seating-en')
  await page.getByRole('button', { name: 'Move one laptop' }).click()
  await a.locator('header strong', { hasText: 'Table B' }).waitFor()
  await a.getByText('Heroin trade').first().waitFor()
  expect(await a.locator('[data-card]').count()).toBe(0)
  await pick(a, 'Human trafficking')
  await saved(a)
  await page.getByRole('button', { name: 'Undo' }).click()
  await a.locator('[data-card]', { hasText: 'Heroin trade' }).waitFor()
  expect([...faults, ...ofA]).toEqual([])
})
