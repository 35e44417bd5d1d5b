import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { makeSession, openBrowser, openLaptop, picture, runServer, serveHere, takeSeat, type RunningServer } from './kit.ts'

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

const markets = ['Heroin trade', 'Human trafficking', 'Cyber-dependent crimes']
const pickMarket = (page: Page, label: string) => page.locator('.picker li button', { hasText: label }).first().click()

/** Rates every card by digits alone: the focus goes on by itself. */
async function rateByKeys(page: Page, digits: string): Promise<void> {
  await page.locator('.sheet .field button').first().focus()
  for (const digit of digits) await page.keyboard.press(digit)
}

/** Dots as they stand over the numbers of a scale, do-not-know last; a dot of one person says nothing. */
const dotsOn = (page: Page, card: number, field: number) =>
  page
    .locator('.compare li')
    .nth(card)
    .locator('fieldset')
    .nth(field)
    .locator('.column')
    .evaluateAll((columns) => columns.map((column) => column.querySelectorAll('.dot').length))

test('three laptops rate alone, see nothing of each other before the table looks, agree on medians, and a table of one goes straight to the grid', async () => {
  const { facilitator, code } = await makeSession(browser, server, { title: 'Blind', tables: 2 })
  const { page } = facilitator
  const aida = await openLaptop(browser, 'en')
  const tamara = await openLaptop(browser, 'ru')
  const nino = await openLaptop(browser, 'en', { width: 390, height: 844 })
  const single = await openLaptop(browser, 'en')
  for (const [laptop, table, name] of [
    [aida, 0, 'Aida'],
    [tamara, 0, 'Тамара'],
    [nino, 0, 'Nino'],
    [single, 1, 'Farhod'],
  ] as const)
    await takeSeat(laptop.page, server.url, { code, table, name })
  await page.getByRole('button', { name: /^Open 1/ }).click()
  for (const market of markets) await pickMarket(aida.page, market)
  await pickMarket(single.page, markets[0]!)
  await nino.page.locator('.list .title', { hasText: 'Cyber-dependent' }).waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Rate' }).getByRole('button').click()

  // With nobody to hide from, a table of one laptop rates on the grid.
  await single.page.locator('.grid').waitFor()
  expect(await single.page.locator('.sheet').count()).toBe(0)

  await rateByKeys(aida.page, '4520')
  await picture(aida.page, 'blind-sheet-en')
  for (const { page } of [aida, nino]) expect(await axeFaults(page)).toEqual([])
  await aida.page.keyboard.press('4')
  await aida.page.keyboard.press('5')
  await rateByKeys(tamara.page, '454243')
  await rateByKeys(nino.page, '2')
  await picture(tamara.page, 'blind-sheet-ru')
  await picture(nino.page, 'blind-sheet-phone-en')
  await nino.page.locator('.sheet .field button').first().focus()
  for (const digit of '454500') await nino.page.keyboard.press(digit)
  await aida.page.getByRole('button', { name: 'We have rated' }).click()
  await aida.page.getByText('1 of 3 laptops have rated').waitFor()
  await page.getByText('1 of 3 have rated').waitFor()
  await picture(page, 'blind-console-en')
  await tamara.page.getByRole('button', { name: 'Мы оценили' }).click()
  await tamara.page.getByText('Оценили 2 из 3 ноутбуков').waitFor()
  await picture(tamara.page, 'blind-waiting-ru')
  await picture(aida.page, 'blind-waiting-en')
  // Whoever does not hand in waits for all.
  expect(await tamara.page.getByRole('button', { name: /Показать/ }).count()).toBe(0)
  expect(await aida.page.locator('.compare').count()).toBe(0)
  await nino.page.getByRole('button', { name: 'We have rated' }).click()
  await picture(nino.page, 'blind-waiting-phone-en')
  await tamara.page.getByRole('button', { name: 'Показать все оценки' }).click()

  for (const laptop of [aida, tamara, nino]) await laptop.page.locator('.compare li').first().waitFor()
  expect(await dotsOn(aida.page, 0, 0)).toEqual([0, 0, 0, 3, 0, 0])
  expect(await dotsOn(aida.page, 1, 0)).toEqual([0, 1, 0, 2, 0, 0])
  expect(await dotsOn(tamara.page, 2, 1)).toEqual([0, 0, 1, 0, 1, 1])
  await picture(aida.page, 'blind-compare-en')
  await picture(tamara.page, 'blind-compare-ru')
  await nino.page.screenshot({ path: 'screenshots/blind-compare-phone-en.png', fullPage: true })

  // One action takes what is not disputed; what lies on both sides of the scale stays open.
  await aida.page.getByRole('button', { name: 'Take the medians' }).click()
  await tamara.page.getByText('Согласовано 2 из 3').waitFor()
  await picture(aida.page, 'blind-taken-en')
  for (const { page } of [tamara, nino]) expect(await axeFaults(page)).toEqual([])
  const disputed = tamara.page.locator('.compare li').nth(1).locator('fieldset').first()
  await disputed.getByText('мнения расходятся: от 2 до 4').waitFor()
  await disputed.getByRole('button', { name: /4/ }).click()
  await aida.page.getByRole('button', { name: 'On the canvas' }).click()
  await aida.page.locator('.list .short', { hasText: '4 × 5' }).waitFor()
  await picture(aida.page, 'blind-grid-en')

  // A second round starts from what was said, alone again.
  await aida.page.getByRole('button', { name: 'Rate again, each alone' }).click()
  for (const laptop of [aida, tamara]) await laptop.page.locator('.sheet li.done').nth(2).waitFor()
  await tamara.page.getByRole('button', { name: 'Мы оценили' }).click()
  await page.getByRole('button', { name: 'Show ratings at all tables' }).click()
  await tamara.page.locator('.compare li').first().waitFor()
  expect([aida, tamara, nino, single, facilitator].flatMap(({ faults }) => faults)).toEqual([])
})

test('ratings given while the server is dead stay on the laptop, which says so, and arrive when it is back', async () => {
  const own = await runServer()
  const { facilitator, code } = await makeSession(browser, own, { title: 'Blind without network', tables: 1 })
  const [one, other] = [await openLaptop(browser, 'en'), await openLaptop(browser, 'en')]
  await takeSeat(one.page, own.url, { code, table: 0, name: 'Aida' })
  await takeSeat(other.page, own.url, { code, table: 0, name: 'Nino' })
  const { page } = facilitator
  await page.getByRole('button', { name: /^Open 1/ }).click()
  await pickMarket(one.page, markets[0]!)
  await other.page.locator('.list .title', { hasText: markets[0]! }).waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Rate' }).getByRole('button').click()
  await rateByKeys(one.page, '22')
  await one.page.getByRole('button', { name: 'We have rated' }).click()
  await other.page.locator('.sheet').waitFor()

  await own.kill()
  await other.page.locator('p.lost').first().waitFor()
  await rateByKeys(other.page, '35')
  await rateByKeys(other.page, '5')
  await other.page.getByRole('button', { name: 'We have rated' }).click()
  await other.page.getByText('your ratings stay on this laptop').waitFor()
  await picture(other.page, 'blind-offline-en')

  const again = await runServer({ dataDir: own.dataDir, port: own.port })
  await one.page.getByRole('button', { name: 'Show all ratings' }).click({ timeout: 20_000 })
  await one.page.locator('.compare li').first().waitFor()
  expect(await dotsOn(one.page, 0, 0)).toEqual([0, 1, 0, 0, 1, 0])
  expect(await dotsOn(one.page, 0, 1)).toEqual([0, 1, 0, 0, 1, 0])
  await again.kill()
})
