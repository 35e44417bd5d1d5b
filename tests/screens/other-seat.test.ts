import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openLaptop, runServer, type RunningServer } from '../browser/kit.ts'

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

const titles = (page: Page) => page.locator('.list .title').allInnerTexts()
const add = (page: Page, market: string) => page.locator('.picker li button', { hasText: market }).first().click()

async function sit(page: Page, code: string, name: string): Promise<void> {
  await page.goto(`${server.url}/j#${code}`)
  await page.locator('label.table').first().click()
  await page.getByLabel('Who sits at this laptop?').fill(name)
  await page.locator('button[type=submit]').click()
  await page.waitForURL('**/table')
  await page.locator('footer').waitFor()
}

test('what was written while another person took the seat of this laptop is saved in a fresh document', async () => {
  const { page } = await openLaptop(browser, 'en')
  await page.goto(server.link)
  await page.getByLabel('Title').fill('Two seats, one laptop')
  await page.getByLabel('Number of tables').fill('1')
  await page.getByRole('button', { name: 'Make the session' }).click()
  const shown = page.getByText(/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/).first()
  const code =
    /([A-Z2-9]{3}) ([A-Z2-9]{3})/
      .exec(await shown.innerText())
      ?.slice(1)
      .join('') ?? ''

  const laptop = await openLaptop(browser, 'en')
  await sit(laptop.page, code, 'Aida')
  await page.getByRole('button', { name: /^Open 1/ }).click()
  await add(laptop.page, 'Heroin trade')
  await laptop.page
    .getByText(/^Saved/)
    .first()
    .waitFor()

  // A second tab of the same browser: from now on the cookie is Rustam's, while the first page still writes as Aida.
  const second = await laptop.page.context().newPage()
  await sit(second, code, 'Rustam')
  await second.locator('.list .title', { hasText: 'Heroin trade' }).waitFor()
  await server.kill()
  await laptop.page
    .getByText(/Not connected/)
    .first()
    .waitFor()
  await add(laptop.page, 'Human trafficking')
  await laptop.page.locator('.list .row', { hasText: 'Heroin trade' }).click()
  await laptop.page.locator('.list textarea').fill('The northern route')
  server = await runServer({ dataDir: server.dataDir, port: server.port })
  await laptop.page
    .getByText(/^Saved/)
    .first()
    .waitFor({ timeout: 20_000 })

  const all = ['Heroin trade', 'Human trafficking']
  await expect.poll(() => titles(second), { timeout: 10_000 }).toEqual(all)
  await second.reload()
  await expect.poll(() => titles(second), { timeout: 10_000 }).toEqual(all)
  await second.locator('.list .row', { hasText: 'Heroin trade' }).click()
  await expect.poll(() => second.locator('.list textarea').inputValue()).toBe('The northern route')
  expect(laptop.faults).toEqual([])
})
