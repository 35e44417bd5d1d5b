import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { makeSession, openBrowser, openLaptop, picture, serveHere, takeSeat, type RunningServer } from './kit.ts'

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

const pickMarket = (page: Page, label: string) => page.locator('.picker li button', { hasText: label }).first().click()
const choose = (page: Page, label: string) => page.locator('.list .row', { hasText: label }).click()
const notice = (page: Page, words: string) => page.locator('.notice', { hasText: words }).waitFor()

test('the facilitator lets laptops change their own cards only, then takes adding away; each laptop says so and offers no more', async () => {
  const { facilitator, code } = await makeSession(browser, server, { title: 'Own cards', tables: 1 })
  const { page } = facilitator
  const aida = await openLaptop(browser, 'en')
  const bek = await openLaptop(browser, 'ru')
  await takeSeat(aida.page, server.url, { code, table: 0, name: 'Aida' })
  await takeSeat(bek.page, server.url, { code, table: 0, name: 'Бек' })
  await page.getByRole('button', { name: /^Open 1/ }).click()
  await pickMarket(aida.page, 'Heroin trade')
  await pickMarket(bek.page, 'людьми')
  await bek.page.locator('.list .title', { hasText: 'героин' }).waitFor()

  await page.locator('summary', { hasText: 'What laptops may do' }).click()
  await page.getByLabel('Own cards only').check()
  await page.getByText('Each laptop can change only the cards that it added.').waitFor()
  await notice(bek.page, 'только карточки, добавленные на нём')
  await choose(bek.page, 'героин')
  await notice(bek.page, 'Эту карточку добавил(а): Aida')
  const fields = bek.page.locator('.list .fields')
  expect(await fields.getByRole('button', { name: 'Убрать' }).count()).toBe(0)
  expect(await fields.locator(':is(input, textarea, select, button):enabled').count()).toBe(0)
  expect(await bek.page.locator('.card[draggable="true"]').count()).toBe(1)
  await picture(bek.page, 'own-cards-foreign')
  expect(await axeFaults(bek.page)).toEqual([])
  // A key that moves a card on the canvas does nothing to hers.
  await bek.page.locator('.canvas .card', { hasText: 'героин' }).focus()
  await bek.page.keyboard.press('ArrowRight')
  await choose(bek.page, 'людьми')
  await fields.getByRole('button', { name: 'Убрать' }).waitFor()
  await bek.page.locator('.canvas .card', { hasText: 'людьми' }).focus()
  await bek.page.keyboard.press('ArrowRight')
  await aida.page.locator('.column .card', { hasText: 'Human trafficking' }).waitFor()
  expect(await aida.page.locator('.column .card').count()).toBe(1)

  await page.getByLabel('Add', { exact: true }).uncheck()
  await notice(aida.page, 'In this step cards can be changed, moved, and taken away.')
  expect(await aida.page.locator('.picker').count()).toBe(0)
  await page.locator('aside').evaluate((aside) => aside.scrollTo(0, 900))
  await picture(page, 'allowed-console')
  await picture(aida.page, 'allowed-table')
  await page.getByLabel('Own cards only').uncheck()
  await page.getByLabel('Add', { exact: true }).check()
  await bek.page.getByRole('button', { name: 'Добавить: рынок' }).click()
  await pickMarket(bek.page, 'Кибер')
  await aida.page.locator('.list .title', { hasText: 'Cyber' }).waitFor()
  for (const laptop of [facilitator, aida, bek]) expect(laptop.faults).toEqual([])
})
