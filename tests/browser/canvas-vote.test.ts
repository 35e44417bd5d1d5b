import type { Browser, Page } from 'playwright-core'
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

const row = (page: Page, words: string) => page.locator('li[data-card]', { hasText: words })
const places = (page: Page) => page.locator('ol li[data-card] .title').allInnerTexts()

test('a table writes candidates, shares out dots and puts them in order by keyboard alone; a second laptop sees it', async () => {
  const room = await makeRoom(server, { title: 'Vote', tables: 1, exercise: 'priorities' })
  const [a, mate] = await Promise.all([openLaptop(browser, 'en'), openLaptop(browser, 'ru')])
  for (const { page } of [a, mate]) page.setDefaultTimeout(5000)
  await takeSeat(a.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await takeSeat(mate.page, server.url, { code: room.code, table: 0, name: 'Тамара' })
  for (const step of ['priorities-collect', 'priorities-dots']) await room.open(step)

  const { keyboard } = a.page
  await a.page.getByText('Nothing to vote on yet').waitFor()
  await a.page.getByRole('textbox', { name: 'Own words' }).focus()
  for (const words of ['Joint training', 'Shared register', 'Hotline']) {
    await keyboard.type(words)
    await keyboard.press('Enter')
    await row(a.page, words).waitFor()
  }
  await row(a.page, 'Shared register').getByRole('button').first().focus()
  const left = Number(/^(\d+) of/.exec(await a.page.locator('.left').innerText())?.[1])
  expect(left).toBe(10)
  for (let dot = 0; dot < 3; dot++) await keyboard.press('+')
  await keyboard.press('-')
  await row(mate.page, 'Shared register').locator('output', { hasText: /^2/ }).waitFor()
  await row(mate.page, 'Shared register').locator('.here', { hasText: 'Aida' }).waitFor()
  // Both at once: neither dot is lost.
  await row(mate.page, 'Shared register').getByRole('button').first().focus()
  await Promise.all([keyboard.press('+'), mate.page.keyboard.press('+')])
  for (const page of [a.page, mate.page]) await row(page, 'Shared register').locator('output', { hasText: /^4/ }).waitFor()
  await keyboard.press('ArrowDown')
  for (let dot = 0; dot < 6; dot++) await keyboard.press('+')
  await a.page.getByText('0 of 10 dots left').waitFor()
  await keyboard.press('+')
  await a.page.getByText('All 10 dots are on cards. Take one back').waitFor()
  await row(a.page, 'Hotline').locator('output', { hasText: /^6/ }).waitFor()

  await room.open('priorities-rank')
  await a.page.getByText('0 of 3 in order').waitFor()
  await row(a.page, 'Hotline').getByRole('button').first().focus()
  await keyboard.press('1')
  await a.page.getByText('1 of 3 in order').waitFor()
  await row(a.page, 'Joint training').getByRole('button').first().focus()
  await keyboard.press('1')
  await expect.poll(() => places(a.page)).toEqual(['Joint training', 'Hotline'])
  // The keyboard stays on the card that moves.
  await keyboard.press('ArrowDown')
  await expect.poll(() => places(mate.page)).toEqual(['Hotline', 'Joint training'])
  await keyboard.press('ArrowUp')
  await expect.poll(() => places(mate.page)).toEqual(['Joint training', 'Hotline'])
  await keyboard.press('Delete')
  await expect.poll(() => places(mate.page)).toEqual(['Hotline'])
  await keyboard.press('2')
  await expect.poll(() => places(mate.page)).toEqual(['Hotline', 'Joint training'])
  await keyboard.press('=')
  await mate.page.getByText('Место 1, общее').first().waitFor({ state: 'attached' })
  expect([...a.faults, ...mate.faults]).toEqual([])
}, 30_000)
