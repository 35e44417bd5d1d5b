import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSession, openBrowser, openLaptop, serveHere, takeSeat, type RunningServer } from './kit.ts'

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

const rows = (page: Page) => page.locator('.list > ol > li')

test('a board is looked at as it was, put back by keyboard and forward again, and its table is told', async () => {
  const { code, facilitator } = await makeSession(browser, server, { title: 'Back in time', tables: 1 })
  const table = await openLaptop(browser, 'ru')
  await takeSeat(table.page, server.url, { code, table: 0, name: 'Aida' })
  const console = facilitator.page
  await console.getByRole('button', { name: /^Open 1/ }).click()
  const back = console.getByRole('button', { name: 'Earlier versions · Table A' })
  await back.click()
  await console.getByText('No earlier version yet.').waitFor()
  await console.keyboard.press('Escape')

  for (const _ of [1, 2]) await table.page.locator('.picker li button').first().click()
  await expect.poll(() => rows(table.page).count()).toBe(2)
  await table.page.getByRole('button', { name: 'Сдать' }).click()
  await table.page.getByRole('button', { name: 'Забрать и продолжить' }).click()
  await rows(table.page).first().locator('.row').click()
  await rows(table.page)
    .first()
    .getByRole('button', { name: /^Убрать/ })
    .click()
  await expect.poll(() => rows(table.page).count()).toBe(1)

  const dialog = console.getByRole('dialog')
  // The window compares with what the server has when it is opened, and the removal may be on its way still.
  const tellsOfRemoval = async () => {
    await back.focus()
    await console.keyboard.press('Enter')
    await dialog.getByText('handed in').waitFor()
    const isTold = await dialog.getByText('1 card comes back').waitFor({ timeout: 3000 }).then(() => true, () => false) // prettier-ignore
    if (!isTold) await console.keyboard.press('Escape')
    return isTold
  }
  await expect.poll(tellsOfRemoval, { timeout: 30_000 }).toBe(true)
  const restore = dialog.getByRole('button', { name: /^Put back to/ })
  await restore.focus()
  await console.keyboard.press('Enter')
  await expect.poll(() => rows(table.page).count()).toBe(2)
  await table.page.getByText(/^Модератор вернул доску к версии/).waitFor()

  await console.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => rows(table.page).count()).toBe(1)
  await table.page.getByText(/^Модератор отменил возврат/).waitFor()
  await table.page.getByRole('button', { name: 'Понятно' }).click()
  await expect.poll(() => table.page.getByText(/^Модератор/).count()).toBe(0)
  expect([facilitator.faults, table.faults]).toEqual([[], []])
})
