import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinTable, makeSession, openBrowser, openLaptop, serveHere, takeSeat, type RunningServer } from './kit.ts'

/** Setting up tables before the day and during it: a list, codes and cards, seats that change hands. */
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

let page: Page
async function sessionOf(title: string, tables: number): Promise<string> {
  const room = await makeSession(browser, server, { title, tables })
  page = room.facilitator.page
  return room.code
}

test('a list of tables is read, shown first, refused with its line where it is wrong, and then stands on the wall', async () => {
  const code = await sessionOf('List', 2)
  await page.getByRole('button', { name: 'Tables from a list' }).click()
  const dialog = page.getByRole('dialog')
  const set = dialog.getByRole('button', { name: /^(Set up|No table)/ })
  await dialog.getByLabel('List of tables').fill('North; Klingon')
  await dialog.getByText('Line 1: “Klingon” is not a language').waitFor()
  expect(await set.isDisabled()).toBe(true)
  const file = 'table;language;delegation\n"North; east";English;\nЮг;Russian;Uzbekistan\nWest;;<i>Kyrgyzstan</i>\n'
  await dialog.locator('input[type=file]').setInputFiles({ name: 'tables.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
  await dialog.getByText('North; east').waitFor()
  await set.click()
  const wall = page.getByRole('region', { name: 'Tables' })
  for (const name of ['Table A · North; east', 'Table B · Юг', 'Table C · West']) await wall.getByRole('article', { name }).waitFor()
  // The laptop of the second table begins in its language.
  const { page: laptop } = await openLaptop(browser, 'en')
  await joinTable(laptop, server.url, { code, table: 1, name: 'Dilshod' })
  await laptop.getByRole('button', { name: 'Поднять руку' }).waitFor()

  // For round two it sits elsewhere and goes on speaking for its delegation; the table that it came to is mixed.
  await page.getByRole('button', { name: 'Who sits where' }).click()
  const plan = page.getByRole('dialog')
  await plan.getByText('Uzbekistan').waitFor()
  await plan.getByLabel('Table of Dilshod').selectOption({ label: 'Table C · West' })
  await plan.getByRole('button', { name: 'Move one laptop' }).click()
  const west = wall.getByRole('article', { name: 'Table C' })
  await west.getByText('mixed table').waitFor()
  await west.locator('summary').click()
  const speaks = west.getByLabel('Delegation of Dilshod')
  expect(await speaks.inputValue()).toBe('Uzbekistan')
  await speaks.fill('Georgia')
  await speaks.press('Enter')
  await page.getByText('Dilshod speaks for Georgia.').waitFor()
})

test('a laptop goes on as the seat that was there before, and whoever hands in passes that on', async () => {
  const code = await sessionOf('Seats', 2)
  const old = await openLaptop(browser, 'en')
  await takeSeat(old.page, server.url, { code, table: 0, name: 'Aida' })
  const fresh = await openLaptop(browser, 'en')
  await takeSeat(fresh.page, server.url, { code, table: 0, name: 'Spare laptop' })
  const mate = await openLaptop(browser, 'en')
  await takeSeat(mate.page, server.url, { code, table: 0, name: 'Bek' })
  await fresh.page.getByText('Aida hands in').waitFor()

  const card = page.getByRole('article', { name: 'Table A' })
  await card.locator('summary').click()
  await card.getByLabel('Spare laptop takes over the seat of …').selectOption({ label: 'Aida' })
  await card.getByText('The seat “Aida” is gone then.').waitFor()
  await card.getByRole('button', { name: 'Spare laptop takes over the seat of Aida' }).click()
  // The new laptop is Aida and hands in; the old one has to join again.
  await fresh.page.getByLabel('Pass on the right to hand in').waitFor()
  await expect.poll(() => card.getByRole('list').getByText('Spare laptop').count()).toBe(0)
  await old.page.getByText('The server no longer knows this laptop.').waitFor()

  await fresh.page.getByLabel('Pass on the right to hand in').selectOption({ label: 'Bek hands in from now' })
  await mate.page.getByLabel('Pass on the right to hand in').waitFor()
  await fresh.page.getByText('Bek hands in').waitFor()
  expect(await fresh.page.getByLabel('Pass on the right to hand in').count()).toBe(0)
})

test('each table joins by its own code: the session’s is refused in words, the card of a table leads there, and cards are printed', async () => {
  const code = await sessionOf('Codes', 3)
  await page.getByLabel('How laptops come to their tables').selectOption('code')
  const codes = page.getByRole('list', { name: 'Codes of the tables' }).getByRole('listitem')
  await expect.poll(() => codes.count()).toBe(3)
  const own = ((await codes.nth(1).innerText()).match(/[A-Z2-9]{3} [A-Z2-9]{3}/)?.[0] ?? '').replace(' ', '')

  const { page: laptop, faults } = await openLaptop(browser, 'en')
  await laptop.goto(`${server.url}/j`)
  await laptop.getByLabel('Code').fill(code)
  await laptop.getByRole('button', { name: 'Find the tables' }).click()
  await laptop.getByText('Here each table joins by its own code').waitFor()
  await laptop.getByLabel('Code').fill(own)
  await laptop.getByRole('button', { name: 'Find the tables' }).click()
  await laptop.getByRole('heading', { name: 'Take a seat at Table B' }).waitFor()
  expect(await laptop.getByRole('radio').count()).toBe(0)
  // The card of another table was taken: back to the code by the keyboard alone, and on with the right one.
  await laptop.getByRole('button', { name: 'Another code' }).focus()
  await laptop.keyboard.press('Enter')
  expect(await laptop.getByLabel('Code').evaluate((field) => field === document.activeElement)).toBe(true)
  await laptop.keyboard.type(((await codes.nth(2).innerText()).match(/[A-Z2-9]{3} [A-Z2-9]{3}/)?.[0] ?? '').replace(' ', ''))
  await laptop.keyboard.press('Enter')
  await laptop.getByRole('heading', { name: 'Take a seat at Table C' }).waitFor()
  await laptop.getByRole('button', { name: 'Another code' }).click()
  await laptop.keyboard.type(own)
  await laptop.keyboard.press('Enter')
  await laptop.getByRole('heading', { name: 'Take a seat at Table B' }).waitFor()
  await laptop.getByLabel('Who sits at this laptop?').fill('Bek')
  await laptop.getByRole('button', { name: 'Join Table B' }).click()
  await laptop.waitForURL('**/table')

  const session = new URL(page.url()).searchParams.get('session') ?? ''
  const cards = await page.context().newPage()
  await cards.goto(new URL(`/cards?session=${session}`, page.url()).href)
  await expect.poll(() => cards.getByRole('article').count()).toBe(3)
  expect(await cards.getByRole('article').nth(1).innerText()).toContain(`${own.slice(0, 3)} ${own.slice(3)}`)
  const pagesOf = async () => ((await cards.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length
  expect(await pagesOf()).toBe(3)
  await cards.getByLabel('Signs on a page').selectOption('4')
  expect(await pagesOf()).toBe(1)
  expect(faults).toEqual([])
})
