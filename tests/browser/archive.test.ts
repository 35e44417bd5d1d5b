import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

test('a session is saved as one file, wiped by typing its title, and is there again when the file is opened', async () => {
  const title = 'Strategies of two days'
  const { facilitator, code } = await makeSession(browser, server, { title, tables: 1 })
  const { page } = facilitator
  const laptop = await openLaptop(browser, 'en')
  await takeSeat(laptop.page, server.url, { code, table: 0, name: 'Aida' })
  await page
    .getByRole('button', { name: /^Open 1/ })
    .first()
    .click()
  await laptop.page.locator('.picker li button', { hasText: 'Heroin trade' }).first().click()
  await laptop.page
    .getByText(/^Saved/)
    .first()
    .waitFor()

  await page.getByRole('link', { name: 'All sessions' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: `Download the archive of “${title}”` }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.roundtable\.json$/)
  const file = await download.path()

  await page.getByRole('button', { name: `Wipe “${title}”` }).click()
  const now = page.getByRole('button', { name: 'Wipe for good' })
  expect(await now.isDisabled()).toBe(true)
  await page.getByLabel('Type the title of the session to confirm').fill('Another title')
  expect(await now.isDisabled()).toBe(true)
  await page.getByLabel('Type the title of the session to confirm').fill(title)
  await picture(page, 'console-wipe-en')
  await now.click()
  await page.getByText(`“${title}” is wiped.`).waitFor()
  await expect.poll(() => page.getByRole('link', { name: new RegExp(title) }).count()).toBe(0)
  await laptop.page.getByRole('button', { name: /join/i }).first().waitFor()

  // Something else is refused in words, and nothing happens.
  const field = page.locator('input[type=file][accept=".json"]')
  await field.setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') })
  await page.getByText(/This file is not a session of Roundtable/).waitFor()
  await field.setInputFiles({ name: 'saved.json', mimeType: 'application/json', buffer: await readFile(file) })
  await page.getByText(`“${title}” is here again`).waitFor()
  await picture(page, 'console-archive-en')

  // Saved in a gap, a day waits for the server, and the window says so.
  let isAway = true
  await page.routeWebSocket(/\/rt\/facilitator\/io/, (near) => void (isAway || near.connectToServer()))
  await page.route(/\/rt\/(health|facilitator\/io)/, (route) => (isAway ? route.abort() : route.continue()))
  await page.reload()
  await page.getByRole('button', { name: `Keep until … “${title}”` }).click()
  await page.getByLabel('Last day').fill('2099-12-31')
  await page.getByRole('button', { name: 'Keep until this day' }).click()
  await page.getByText('Not connected. This is saved as soon as the server answers').waitFor()
  isAway = false
  await page.getByText(/December 31, 2099|31 December 2099/).waitFor()

  await page
    .getByRole('link', { name: new RegExp(`“${title}”|${title}`) })
    .first()
    .click()
  await page.getByText('Heroin trade').first().waitFor()
  expect(await page.locator('body').innerText()).not.toContain(`${code.slice(0, 3)} ${code.slice(3)}`)
  expect([...facilitator.faults, ...laptop.faults]).toEqual([])
})
