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

test('a route and a place are put on the map by keyboard alone, and a second laptop reads them in its own language', async () => {
  const room = await makeRoom(server, { title: 'Routes', tables: 1, exercise: 'routes' })
  const [a, mate] = [await openLaptop(browser, 'en'), await openLaptop(browser, 'ru')]
  await takeSeat(a.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await takeSeat(mate.page, server.url, { code: room.code, table: 0, name: 'Тамара' })
  await room.open('routes-map')
  const { page } = a
  const { keyboard } = page
  const find = page.getByLabel('Find a place in any language')
  const put = async (words: string, place: string) => {
    await find.focus()
    await keyboard.type(words)
    await page.locator(`[data-found="${place}"]`).waitFor()
    await keyboard.press('Enter')
    await page.locator(`[data-place="${place}"]:focus`).waitFor()
    await keyboard.press('Enter')
  }

  await page.getByRole('button', { name: 'Add: route' }).focus()
  await keyboard.press('Enter')
  // By its name in another language than the laptop's.
  await put('хайратон', 'termez-hairaton')
  await put('samarkand', 'samarkand')
  await put('Osh', 'osh')
  await mate.page.locator('.list li', { hasText: 'Термез / Айритом – Хайратон → Самарканд → Ош' }).waitFor()
  await page.locator('.view [data-card]', { hasText: '1' }).waitFor()

  // The stop that is pressed again is taken out; the field in the list puts it first.
  await keyboard.press('Enter')
  await mate.page.locator('.list li', { hasText: 'Хайратон → Самарканд' }).waitFor()
  const stop = page.getByRole('textbox', { name: 'Add a stop' })
  await stop.focus()
  await keyboard.type('osh')
  await keyboard.press('Enter')
  for (const step of ['Osh', 'Osh']) {
    await page.getByRole('button', { name: `Move up: ${step}` }).focus()
    await keyboard.press('Enter')
  }
  await mate.page.locator('.list li', { hasText: 'Ош → Термез / Айритом – Хайратон → Самарканд' }).waitFor()

  // A point of one's own in the middle of the map, and its name.
  await page.getByRole('button', { name: 'Add: hotspot' }).focus()
  await keyboard.press('Enter')
  await page.locator('.view').focus()
  for (const key of ['ArrowLeft', '+', 'Enter']) await keyboard.press(key)
  await page.getByLabel('Name of the point').focus()
  await keyboard.type('The old depot')
  await keyboard.press('Tab')
  await mate.page.locator('.view [data-card][title="The old depot"]').waitFor()

  // An area: a whole State, then an outline of three corners and a name.
  await page.getByRole('button', { name: 'Add: area' }).focus()
  await keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Uzbekistan' }).focus()
  await keyboard.press('Space')
  await mate.page.locator('.list li', { hasText: 'Узбекистан' }).waitFor()
  await keyboard.press('Space')
  for (const [words, place] of [
    ['Osh', 'osh'],
    ['Batken', 'batken'],
    ['Khujand', 'khujand'],
  ] as const)
    await put(words, place)
  await page.getByLabel('Name of the area').focus()
  await keyboard.type('The valley')
  await keyboard.press('Tab')
  await mate.page.locator('.view [data-card][title="The valley"]', { hasText: 'I' }).waitFor()
  await page.getByText('Outline: 3 corners').waitFor()

  // Arrow keys lead from place to place.
  await find.focus()
  await keyboard.type('tashkent')
  await keyboard.press('Enter')
  await page.locator('[data-place="tashkent"]:focus').waitFor()
  await keyboard.press('ArrowUp')
  await page.locator('[data-place]:focus:not([data-place="tashkent"])').waitFor()

  // The disclaimer stands on the map in both languages.
  for (const words of ['do not imply official endorsement', 'не означают их официального одобрения'])
    expect(await page.getByText(words).isVisible()).toBe(true)
  expect([...a.faults, ...mate.faults]).toEqual([])
})
