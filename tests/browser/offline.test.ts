import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openLaptop, runServer, type RunningServer } from './kit.ts'

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

test('a table goes on typing while the server is dead, and nothing is lost or doubled when it is back', async () => {
  const { page } = await openLaptop(browser, 'en')
  await page.goto(server.link)
  await page.getByLabel('Title').fill('A bad room')
  await page.getByLabel('Number of tables').fill('1')
  await page.getByRole('button', { name: 'Make the session' }).click()
  const code =
    (
      await page
        .getByText(/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/)
        .first()
        .innerText()
    )
      .match(/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/)?.[0]
      .replace(' ', '') ?? ''
  const laptops = [await openLaptop(browser, 'en'), await openLaptop(browser, 'en')]
  for (const [index, laptop] of laptops.entries()) {
    await laptop.page.goto(`${server.url}/j#${code}`)
    await laptop.page.locator('label.table').first().click()
    await laptop.page.locator('input:not([type=radio]):not([type=checkbox]):not([type=number])').fill(`Seat ${String(index)}`)
    await laptop.page.locator('button[type=submit]').click()
    await laptop.page.waitForURL('**/table')
  }
  await page.getByRole('button', { name: /^Open 1/ }).click()
  const [typing, looking] = laptops.map((one) => one.page) as [Page, Page]
  const add = (page_: Page, market: string) => page_.locator('.picker li button', { hasText: market }).first().click()
  await add(typing, 'Heroin trade')
  await looking.locator('.list .title', { hasText: 'Heroin trade' }).waitFor()

  await page.getByRole('button', { name: 'Ask for attention' }).click()
  const front = 'Please look to the front'
  for (const one of [typing, looking]) await one.getByText(front, { exact: true }).waitFor()
  await server.kill()
  await typing
    .getByText(/Not connected/)
    .first()
    .waitFor({ timeout: 5000 })
  // Nobody could tell them now that they may go on.
  for (const one of [typing, looking]) await one.getByText(front).waitFor({ state: 'detached', timeout: 15_000 })
  await add(typing, 'Human trafficking')
  await add(typing, 'Cyber-dependent crimes')
  await add(looking, 'Arms trafficking')
  // "Saved" would be a lie now.
  await typing.getByText(/not saved yet/).waitFor()

  server = await runServer({ dataDir: server.dataDir, port: server.port })
  await typing
    .getByText(/^Saved/)
    .first()
    .waitFor({ timeout: 15_000 })
  await looking
    .getByText(/^Saved/)
    .first()
    .waitFor({ timeout: 15_000 })
  // The server has not forgotten it.
  await typing.getByText(front, { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Let them go on' }).click()
  await typing.getByText(front).waitFor({ state: 'detached' })
  const all = ['Arms trafficking', 'Cyber-dependent crimes', 'Heroin trade', 'Human trafficking']
  for (const one of [typing, looking]) await expect.poll(async () => (await titles(one)).sort(), { timeout: 10_000 }).toEqual(all)
  // What the server has, and not only what the pages remember: a reload reads the board from the disk.
  await typing.reload()
  await expect.poll(async () => (await titles(typing)).sort(), { timeout: 10_000 }).toEqual(all)
})
