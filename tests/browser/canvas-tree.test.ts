import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
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

const item = (page: Page, name: string | RegExp, level: number) =>
  page.locator(`[role=treeitem][aria-level="${level}"]`).and(page.getByRole('treeitem', { name }))

test('a problem tree grows to both sides and is rearranged by keyboard alone, and a second laptop sees it', async () => {
  const room = await makeRoom(server, { title: 'Problems', tables: 1, exercise: 'problem-tree' })
  const [a, mate] = [await openLaptop(browser, 'en'), await openLaptop(browser, 'ru')]
  await takeSeat(a.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await takeSeat(mate.page, server.url, { code: room.code, table: 0, name: 'Тамара' })
  await room.open('problem-draw')
  const { page } = a
  page.setDefaultTimeout(6000)
  const { keyboard } = page
  const write = async (words: string) => {
    await page.locator('.box input').waitFor()
    await keyboard.type(words)
    await keyboard.press('Enter')
    await page.locator('[role=treeitem]:focus', { hasText: words }).waitFor()
  }
  const press = async (...keys: string[]) => {
    for (const key of keys) await keyboard.press(key)
  }

  await page.getByRole('button', { name: 'Put down: Core problem' }).focus()
  await press('Enter')
  await write('Proceeds of crime stay with the groups')
  await press('Insert')
  await write('Nobody follows the money')
  await page.getByRole('button', { name: 'Add beside it' }).focus()
  await press('Enter')
  await write('Corruption')
  await item(page, 'Cause Corruption', 2).waitFor()
  // The words of a term are that term, whoever reads them.
  await mate.page.getByRole('treeitem', { name: 'Причина Коррупция' }).waitFor()

  await press('Alt+ArrowRight')
  await item(page, 'Cause Corruption', 3).waitFor()
  await press('Alt+ArrowLeft')
  await item(page, 'Cause Corruption', 2).waitFor()
  await press('Alt+ArrowUp')
  const order = () =>
    page
      .locator('[role=treeitem][aria-level="2"]')
      .evaluateAll((all) => all.map((one) => one.textContent.trim().replace(/^Cause\s*/, 'Cause ')))
  await expect.poll(order).toEqual(['Cause Corruption', 'Cause Nobody follows the money'])

  // To the core problem, and what follows from it to its other side.
  await press('ArrowLeft')
  await page.locator('[role=treeitem][aria-level="1"]:focus').waitFor()
  await page.getByRole('button', { name: 'Add: Effect' }).focus()
  await press('Enter')
  await write('Profit pays for new crime')
  await mate.page.locator('ul.before').getByRole('treeitem', { name: 'Следствие Прибыль оплачивает новые преступления' }).waitFor()

  // Taking away the fork leaves its branches; one undo brings it back.
  await press('ArrowRight')
  const before = await page.evaluate(() => performance.now())
  // What happens within 0.4 s is one step of undo, and no person types as fast as this test.
  await page.waitForFunction((since) => performance.now() - since > 450, before)
  await press('Delete')
  await expect.poll(() => page.locator('[role=treeitem][aria-level="1"]').count()).toBe(3)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => page.locator('[role=treeitem][aria-level="1"]').count()).toBe(1)
  await mate.page.locator('.list').getByText('Nobody follows the money').waitFor()

  // A window that is too narrow for the tree says how much of it stands outside, and goes there by keys.
  await page.setViewportSize({ width: 920, height: 768 })
  const onRight = page.getByRole('button', { name: /To the right: \d+ more card/ })
  await onRight.waitFor()
  expect(await axeFaults(page)).toEqual([])
  const scrolled = () => page.locator('[role=tree]').evaluate((tree) => tree.scrollLeft)
  const at = await scrolled()
  await onRight.focus()
  await press('Enter')
  await expect.poll(scrolled).toBeGreaterThan(at)
  await page.getByRole('button', { name: /To the left: \d+ more card/ }).waitFor()
  await page.setViewportSize({ width: 1366, height: 768 })

  await item(page, /Proceeds/, 1).focus()
  await press('Space')
  await expect.poll(() => page.getByRole('treeitem').count()).toBe(1)
  await press('ArrowRight')
  await expect.poll(() => page.getByRole('treeitem').count()).toBe(4)
  expect([...a.faults, ...mate.faults]).toEqual([])
})
