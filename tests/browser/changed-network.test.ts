import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arrange } from '../server/kit/server.ts'
import { translator } from '../../shared/i18n/messages.ts'
import { openBrowser, runServer, serveHere, watch, type RunningServer } from './kit.ts'

/** A browser that changes networks drops what is on its way and never asks for it again by itself. */
let server: RunningServer
let near: string
let code: string
let browser: Browser
beforeAll(async () => {
  server = await runServer()
  near = `http://127.0.0.1:${server.port}`
  browser = await openBrowser()
  const people = arrange(server.port, () => Promise.resolve(server.link), near)
  code = (await people.session(await people.facilitator('Ann'))).code
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

const lost = [
  { what: 'the first script', path: /\/assets\/index-.*\.js$/ },
  { what: 'the first style', path: /\/assets\/index-.*\.css$/ },
  { what: 'the script of the screen', path: /\/assets\/Join-.*\.js$/ },
  { what: 'the style of the screen', path: /\/assets\/Join-.*\.css$/ },
  { what: 'the question who sits here', path: /\/rt\/seat\/me$/ },
  { what: 'the tables of the session', path: /\/rt\/seat\/look$/ },
]
test.for(lost)('the page stands although $what was lost on the way', async ({ path }) => {
  const context = await browser.newContext({ locale: 'en' })
  const page = await context.newPage()
  const faults = watch(page)
  let times = 0
  await page.route(path, (route) => (times++ === 0 ? route.abort('connectionreset') : route.continue()))
  await page.goto(`${near}/j#${code}`)
  await page.locator('label.table').first().waitFor({ timeout: 15_000 })
  // The control: something was lost, and asked for again.
  await expect.poll(() => times, { timeout: 10_000 }).toBeGreaterThan(1)
  await page.locator('label.table').first().waitFor({ timeout: 15_000 })
  expect(faults).toEqual([])
  await context.close()
})

test('whoever changes what was asked for, or goes back, while the server is out of reach is seated as they want it then', async () => {
  const t = translator('en')
  const context = await browser.newContext({ locale: 'en' })
  const page = await context.newPage()
  const join = '**/rt/seat/join'
  await page.route(join, (route) => route.abort('connectionreset'))
  const unreachable = page.getByText(t('common.unreachable'))
  const name = page.getByLabel(t('join.who'))
  const press = () => page.getByRole('button', { name: 'Join Table' }).click()
  await page.goto(`${near}/j#${code}`)
  await page.locator('label.table').first().click()
  await name.fill('Aida')
  await press()
  await unreachable.waitFor()
  await page.locator('label.table').nth(1).click()
  await unreachable.waitFor({ state: 'detached' })
  await press()
  await unreachable.waitFor()
  await page.getByRole('button', { name: t('join.otherCode') }).click()
  expect(await unreachable.count()).toBe(0)
  await page.unroute(join)
  await page.getByRole('button', { name: t('join.next') }).click()
  await page.locator('label.table').nth(1).click()
  await name.fill('Ben')
  await press()
  await page.waitForURL('**/table')
  await page
    .getByText(t('words.table', { letter: 'B' }))
    .first()
    .waitFor()
  await context.close()
})

test('a facilitator’s link that has not been answered is not lost with the page: loaded again, it goes on with it', async () => {
  const t = translator('en')
  const own = await serveHere()
  const context = await browser.newContext({ locale: 'en' })
  const page = await context.newPage()
  const claim = '**/rt/facilitator/claim'
  await page.route(claim, (route) => route.abort('connectionreset'))
  await page.goto(own.link)
  await page.getByText(t('common.unreachable')).waitFor()
  expect(new URL(page.url()).hash).toBe('')
  await page.unroute(claim)
  await page.reload()
  await page.getByRole('button', { name: t('console.make') }).waitFor()
  // It has done its work: nothing of it stays in the tab.
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  await context.close()
  await own.kill()
})
