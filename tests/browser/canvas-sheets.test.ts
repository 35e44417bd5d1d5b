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

test('a statement, a sheet and a checklist are written by keyboard alone, and a second laptop sees it', async () => {
  const room = await makeRoom(server, { title: 'Strategy', tables: 1, exercise: 'strategy-building' })
  const [a, mate] = [await openLaptop(browser, 'en'), await openLaptop(browser, 'ru')]
  await takeSeat(a.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await takeSeat(mate.page, server.url, { code: room.code, table: 0, name: 'Тамара' })
  const { page } = a
  page.setDefaultTimeout(6000)
  const { keyboard } = page

  await room.open('plan-vision')
  await page.getByRole('button', { name: 'Write: sentence' }).focus()
  await keyboard.press('Enter')
  await page.locator('article textarea:focus, article input:focus').waitFor()
  await keyboard.type('A region without safe profit')
  await expect.poll(() => mate.page.locator('article').locator('textarea, input').first().inputValue()).toBe('A region without safe profit')

  await room.open('plan-actions')
  await page.getByRole('button', { name: 'Add: action' }).focus()
  await keyboard.press('Enter')
  await page.locator('.editor :focus').waitFor()
  await keyboard.type('Sign the order')
  await keyboard.press('Escape')
  await mate.page
    .getByRole('gridcell', { name: /Sign the order/ })
    .or(mate.page.getByText('Sign the order'))
    .first()
    .waitFor()
  // Along the row to the lead agency, which is chosen from a list.
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await keyboard.press(key)
  await page.locator('.editor :focus').waitFor()
  await keyboard.press('Escape')

  await room.open('plan-check')
  const line = page.getByRole('listitem').filter({ hasText: 'Human rights' })
  await line.getByRole('button', { name: 'Partly' }).focus()
  await keyboard.press('Enter')
  await expect.poll(() => line.getByRole('button', { name: 'Partly' }).getAttribute('aria-pressed')).toBe('true')
  const there = mate.page.getByRole('listitem').filter({ hasText: 'Права человека' }).getByRole('button', { name: 'Частично' })
  await expect.poll(() => there.getAttribute('aria-pressed')).toBe('true')
  // One undo takes the answer back.
  await page.getByRole('button', { name: 'Undo' }).focus()
  await keyboard.press('Enter')
  await expect.poll(() => there.getAttribute('aria-pressed')).toBe('false')
  expect([...a.faults, ...mate.faults]).toEqual([])
})
