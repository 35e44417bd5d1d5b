import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinTable, makeSession, openBrowser, openLaptop, runServer, type RunningRoom, type RunningServer } from './kit.ts'

/** One table works on something else than the others, with material of its own, and comes back. */
let browser: Browser
let server: RunningServer
let room: RunningRoom
beforeAll(async () => {
  browser = await openBrowser()
  server = await runServer()
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
  await joinTable(aida.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await joinTable(bek.page, server.url, { code: room.code, table: 1, name: 'Bek' })
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

  await apart.getByRole('button', { name: /back to/ }).click()
  await expect.poll(() => stepOf(bek.page)).toMatch(/^1/)
  expect(Math.abs((await clockOf(bek.page)) - (await clockOf(aida.page)))).toBeLessThanOrEqual(1)
  await expect.poll(() => apart.count()).toBe(0)
  // One press, and the table is where it was, with the time that it had.
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => stepOf(bek.page)).toMatch(/^2/)
  expect(await clockOf(bek.page)).toBeLessThan(8)
  for (const { faults } of [room.facilitator, aida, bek]) expect(faults).toEqual([])
})
