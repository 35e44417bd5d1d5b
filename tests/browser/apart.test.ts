import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { table as words } from '../../shared/i18n/en/table.ts'
import { makeSession, openBrowser, openLaptop, serveHere, takeSeat, type RunningRoom, type RunningServer } from './kit.ts'

/** One table works on something else than the others, with material of its own, and comes back. */
let browser: Browser
let server: RunningServer
let room: RunningRoom
beforeAll(async () => {
  browser = await openBrowser()
  server = await serveHere()
  room = await makeSession(browser, server, { title: 'Apart', tables: 3 })
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

const stepOf = (page: Page) => page.locator('header [aria-current=step]').innerText()
const clockOf = async (page: Page) => Number((await page.locator('.clock').innerText()).match(/(\d+):\d\d/)?.[1])

test('a table is sent to another step, reads what it alone was given, and is brought back with the time of the others', async () => {
  const { page } = room.facilitator
  const aida = await openLaptop(browser, 'en')
  const bek = await openLaptop(browser, 'en')
  await takeSeat(aida.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await takeSeat(bek.page, server.url, { code: room.code, table: 1, name: 'Bek' })
  await page.getByRole('button', { name: /^Open 1/ }).click()
  await expect.poll(() => stepOf(bek.page)).toMatch(/^1/)

  await page.getByRole('button', { name: 'A step for some tables' }).click()
  const some = page.getByRole('dialog')
  await some.getByLabel('Step').selectOption({ index: 1 })
  await some.getByLabel('Minutes').fill('7')
  await some.getByRole('checkbox', { name: /Table B/ }).check()
  await some.getByRole('button', { name: 'Open for one table' }).click()
  await expect.poll(() => stepOf(bek.page)).toMatch(/^2/)
  expect(await stepOf(aida.page)).toMatch(/^1/)
  expect(await clockOf(bek.page)).toBeLessThan(8)
  expect(await clockOf(aida.page)).toBeGreaterThan(8)
  const apart = page.getByRole('list', { name: 'Tables work on different steps' })
  await apart.getByText(/^2 /).waitFor()

  await page.getByRole('button', { name: 'Open the board of Table B' }).click()
  await page.getByRole('button', { name: 'Own material' }).click()
  await page.getByLabel('Text for this table').fill('Start from the case of March. <b>Not</b> markup.')
  await page.getByRole('button', { name: 'Give it to the table' }).click()
  await bek.page.getByText('Start from the case of March. <b>Not</b> markup.').waitFor()
  expect(await aida.page.getByText('Start from the case of March').count()).toBe(0)

  await apart.getByRole('button', { name: /^Back to the others/ }).click()
  await expect.poll(() => stepOf(bek.page)).toMatch(/^1/)
  expect(Math.abs((await clockOf(bek.page)) - (await clockOf(aida.page)))).toBeLessThanOrEqual(1)
  await expect.poll(() => apart.count()).toBe(0)
  // One press, and the table is where it was, with the time that it had.
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => stepOf(bek.page)).toMatch(/^2/)
  expect(await clockOf(bek.page)).toBeLessThan(8)
  for (const { faults } of [room.facilitator, aida, bek]) expect(faults).toEqual([])
})

test('the clock of one table is stopped and ended by itself, and what was done is taken back', async () => {
  const { page } = room.facilitator
  const aida = await openLaptop(browser, 'en')
  const chen = await openLaptop(browser, 'en')
  await takeSeat(aida.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await takeSeat(chen.page, server.url, { code: room.code, table: 2, name: 'Chen' })
  await page.getByRole('button', { name: /^Open 2/ }).click()
  await expect.poll(() => stepOf(chen.page)).toMatch(/^2/)
  await page.getByText(/is open at all tables/).waitFor()
  const panel = page.getByRole('complementary')
  await panel.getByLabel('For which tables').selectOption({ label: 'Table C' })
  await panel.getByRole('button', { name: 'Stop the clock' }).click()
  const standing = 'The facilitator has stopped the clock. You may go on working.'
  await chen.page.getByText(standing).waitFor()
  expect(await aida.page.getByText(standing).count()).toBe(0)
  await page
    .getByRole('article', { name: 'Table C' })
    .getByText(/^stopped · \d/)
    .waitFor()
  await panel.getByLabel('For which tables').selectOption({ label: 'All tables' })
  await panel.getByText('Table C: the clock is stopped').waitFor()
  await panel.getByRole('button', { name: 'Let it run' }).click()
  await chen.page.getByText(standing).waitFor({ state: 'detached' })

  await panel.getByLabel('For which tables').selectOption({ label: 'Table C' })
  await panel.getByRole('button', { name: 'End its time now' }).click()
  await chen.page.getByText(words.timeUp).waitFor()
  expect(await aida.page.getByText(words.timeUp).count()).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await chen.page.getByText(words.timeUp).waitFor({ state: 'detached' })
  // Whole minutes are read one after the other.
  expect(Math.abs((await clockOf(chen.page)) - (await clockOf(aida.page)))).toBeLessThanOrEqual(1)
  for (const { faults } of [room.facilitator, aida, chen]) expect(faults).toEqual([])
})

test('of a step of two tables one is ended and the other goes on; with the last one it closes, and Undo gives that its time back', async () => {
  const { page } = room.facilitator
  const aida = await openLaptop(browser, 'en')
  const bek = await openLaptop(browser, 'en')
  await takeSeat(aida.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await takeSeat(bek.page, server.url, { code: room.code, table: 1, name: 'Bek' })
  await page.getByRole('button', { name: 'A step for some tables' }).click()
  const some = page.getByRole('dialog')
  await some.getByLabel('Step').selectOption({ index: 2 })
  await some.getByLabel('Minutes').fill('9')
  for (const table of ['Table A', 'Table B']) await some.getByRole('checkbox', { name: table }).check()
  await some.getByRole('button', { name: 'Open for 2 tables' }).click()
  for (const { page: laptop } of [aida, bek]) await expect.poll(() => stepOf(laptop)).toMatch(/^3/)

  const panel = page.getByRole('complementary')
  const end = async (table: string) => {
    const clocks = panel.getByLabel('Clock of which step')
    await clocks.selectOption(await clocks.locator('option', { hasText: /^3 / }).getAttribute('value'))
    await panel.getByLabel('For which tables').selectOption({ label: table })
    await panel.getByRole('button', { name: 'End its time now' }).click()
  }
  const isOver = (laptop: Page) => laptop.getByText(words.timeUp)
  await end('Table A')
  await isOver(aida.page).waitFor()
  expect(await isOver(bek.page).count()).toBe(0)
  const before = await clockOf(bek.page)

  await end('Table B')
  await isOver(bek.page).waitFor()
  const ofTwo = page.getByRole('listitem').filter({ hasText: /\b3 / })
  await ofTwo.getByText('closed', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await isOver(bek.page).waitFor({ state: 'detached' })
  expect(Math.abs(before - (await clockOf(bek.page)))).toBeLessThanOrEqual(1)
  // It had ended for the other one before: there it stays ended.
  expect(await isOver(aida.page).count()).toBe(1)
  for (const { faults } of [room.facilitator, aida, bek]) expect(faults).toEqual([])
})

test('an exercise that begins at some tables, in whichever step, asks first what is handed on to it; once', async () => {
  const { facilitator } = await makeSession(browser, server, { title: 'Handed on', tables: 2, later: ['response-mapping'] })
  const { page } = facilitator
  const some = page.getByRole('dialog', { name: 'A step for some tables' })
  const asked = page.getByRole('dialog', { name: /what is handed on/ })
  const openFor = async (step: string, table: string) => {
    await page.getByRole('button', { name: 'A step for some tables' }).click()
    await some.getByLabel('Step').selectOption(step)
    await some.getByRole('checkbox', { name: table }).check()
    await some.getByRole('button', { name: 'Open for one table' }).click()
  }
  await openFor('resp-fill', 'Table A')
  await asked.getByRole('button', { name: 'Not yet' }).click()
  // Nothing is open, and the choice stands as it was.
  await asked.waitFor({ state: 'detached' })
  expect(await some.getByRole('checkbox', { name: 'Table A' }).isChecked()).toBe(true)
  expect(await page.getByText(/is open for Table A/).count()).toBe(0)
  await some.getByRole('button', { name: 'Open for one table' }).click()
  await asked.getByRole('button', { name: 'Open without handing on' }).click()
  await some.waitFor({ state: 'detached' })
  await page.getByText(/is open for Table A/).waitFor()
  await openFor('resp-strength', 'Table B')
  await some.waitFor({ state: 'detached' })
  expect(await asked.count()).toBe(0)
  expect(facilitator.faults).toEqual([])
})
