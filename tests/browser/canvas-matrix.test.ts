import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeRoom, openBrowser, openLaptop, serveHere, takeSeat, type RunningServer } from './kit.ts'

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

test('a matrix is filled, moved about and rated by keyboard alone, and a second laptop sees it', async () => {
  const room = await makeRoom(server, { title: 'Responses', tables: 1, exercise: 'response-mapping' })
  const [a, mate] = [await openLaptop(browser, 'en'), await openLaptop(browser, 'ru')]
  await takeSeat(a.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await takeSeat(mate.page, server.url, { code: room.code, table: 0, name: 'Тамара' })
  await room.open('resp-fill')
  const { page } = a
  page.setDefaultTimeout(6000)
  const { keyboard } = page

  // The rows come first.
  await page.getByRole('textbox').focus()
  for (const words of ['Heroin trade', 'Precursors']) {
    await keyboard.type(words)
    await keyboard.press('Enter')
    await page.getByRole('region', { name: words, exact: true }).waitFor()
    await page.locator('.picker input:focus').waitFor()
  }

  // From the first + to the cell of the second row, third column.
  await page.getByRole('button', { name: 'Add to Heroin trade, Prevent' }).focus()
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter']) await keyboard.press(key)
  await keyboard.type('Border liaison offices')
  await keyboard.press('Enter')
  const cell = (row: string, column: string) => page.getByRole('group', { name: `${row}, ${column}`, exact: true })
  const card = (row: string, column: string) => cell(row, column).getByRole('button', { name: /^Border liaison offices/ })
  await card('Precursors', 'Protect').waitFor()

  for (const key of ['ArrowUp', 'ArrowRight']) await keyboard.press(key)
  await card('Heroin trade', 'Promote').waitFor()
  expect(await card('Heroin trade', 'Promote').evaluate((element) => element === document.activeElement)).toBe(true)
  await mate.page.getByRole('group', { name: 'Торговля героином, Содействовать' }).getByText('Border liaison offices').waitFor()

  // What is put down and left without a name goes again.
  await page.getByRole('button', { name: 'Add to Heroin trade, Pursue' }).focus()
  await keyboard.press('Enter')
  await cell('Heroin trade', 'Pursue').getByRole('textbox').waitFor()
  await keyboard.press('Escape')
  await cell('Heroin trade', 'Pursue').locator('[data-card]').waitFor({ state: 'detached' })

  await room.open('resp-strength')
  await page.getByText('Strength: not rated').waitFor({ state: 'attached' })
  await card('Heroin trade', 'Promote').focus()
  await keyboard.press('4')
  await mate.page.getByText('Сила: 4').waitFor({ state: 'attached' })
  await keyboard.press('Enter')
  await keyboard.press('End')
  await keyboard.type(' (two)')
  await keyboard.press('Enter')
  await mate.page.locator('.list').getByText('Border liaison offices (two)').waitFor()
  expect([...a.faults, ...mate.faults]).toEqual([])
})
