import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { makeSession, openBrowser, openLaptop, picture, runServer, takeSeat, type RunningServer } from './kit.ts'

let browser: Browser
let server: RunningServer
beforeAll(async () => {
  browser = await openBrowser()
  server = await runServer()
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

const pickMarket = (page: Page, label: string) => page.locator('.picker li button', { hasText: label }).first().click()
const titles = (page: Page) => page.locator('.list .title').allInnerTexts()

test('two laptops write alone, the server ends in between, and the facilitator shows the table all cards at once', async () => {
  const { facilitator, code } = await makeSession(browser, server, { title: 'Alone', tables: 2 })
  const { page } = facilitator
  const aida = await openLaptop(browser, 'en')
  const bek = await openLaptop(browser, 'ru', { width: 390, height: 844 })
  await takeSeat(aida.page, server.url, { code, table: 0, name: 'Aida' })
  await takeSeat(bek.page, server.url, { code, table: 0, name: 'Бек' })
  await page.getByRole('button', { name: /^Open 1/ }).click()
  await page.locator('summary', { hasText: 'What laptops may do' }).click()
  await page.getByRole('button', { name: 'Let each laptop write alone first' }).click()
  await aida.page.locator('.notice', { hasText: 'Only this laptop sees these cards' }).waitFor()
  await bek.page.locator('.notice', { hasText: 'видны только на этом ноутбуке' }).waitFor()
  await pickMarket(aida.page, 'Heroin trade')
  await bek.page.getByRole('button', { name: 'Добавить: рынок' }).click()
  await pickMarket(bek.page, 'людьми')
  await bek.page.getByRole('button', { name: 'Готово' }).first().click()
  await page.locator('summary', { hasText: '2 of 2 here' }).waitFor()
  await picture(aida.page, 'alone-table-en')
  await picture(bek.page, 'alone-phone-ru')
  await page.locator('aside').evaluate((aside) => aside.scrollTo(0, 900))
  await picture(page, 'alone-console-en')
  for (const laptop of [aida, bek]) expect(await axeFaults(laptop.page)).toEqual([])

  await server.kill()
  await aida.page.locator('p.lost').first().waitFor()
  // Written while the server is away.
  await pickMarket(aida.page, 'Smuggling of migrants')
  server = await runServer({ dataDir: server.dataDir, port: server.port })
  await page.getByRole('button', { name: 'Show the cards to all tables' }).waitFor()
  await aida.page.getByText(/^Saved/).waitFor({ timeout: 20_000 })
  expect([await titles(aida.page), await titles(bek.page)]).toEqual([['Heroin trade', 'Smuggling of migrants'], ['Торговля людьми']])

  // Half a word is typed when the cards are shown: it is still there.
  await aida.page.locator('.picker input').fill('Timb')
  await page.getByRole('button', { name: 'Show the cards to all tables' }).click()
  await aida.page.locator('.list .title').nth(2).waitFor()
  await bek.page.locator('.list .title').nth(2).waitFor()
  expect((await titles(aida.page)).sort()).toEqual(['Heroin trade', 'Human trafficking', 'Smuggling of migrants'])
  expect(await aida.page.locator('.picker input').inputValue()).toBe('Timb')
  await picture(aida.page, 'alone-shown-en')
  for (const laptop of [facilitator, aida, bek]) expect(laptop.faults).toEqual([])
})
