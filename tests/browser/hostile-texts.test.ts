import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer } from '../server/kit/server.ts'
import { hostileTexts } from './hostile-texts.ts'
import { walkHostileSession } from './hostile-walk.ts'
import { openBrowser } from './kit.ts'
import { probe } from './probe.ts'

/** The quick form; `npm run test:long -- --only texts` shows each text alone in every field of every step. */
const seed = Number(process.env['SEED'] ?? Date.now() % 300)
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test(
  `I2: more than 300 hostile texts in every field and name run, load and make nothing on any screen (seed ${seed})`,
  { timeout: 120_000 },
  async () => {
    expect(new Set(hostileTexts).size).toBeGreaterThan(300)
    const { views, seen, wrong } = await walkHostileSession(browser, { whole: false, seed })
    expect(wrong).toEqual([])
    expect(views).toBeGreaterThan(60)
    expect(seen).toBeGreaterThan(10_000)
  },
)

test('I2, control: a page that takes the same texts as markup runs them, asks other hosts and is seen to', async () => {
  const page = await browser.newPage()
  const eye = await probe(page)
  await page.route('**/*', (route) => (route.request().url().includes('evil') ? route.abort() : route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }))) // prettier-ignore
  await page.goto('http://127.0.0.1/')
  await page.evaluate((texts) => {
    for (const text of texts.filter((one) => !one.includes('http-equiv')))
      document.body.appendChild(document.createElement('div')).innerHTML = text
  }, hostileTexts)
  await expect.poll(async () => (await eye.look('careless'), eye.wrong.join('\n')), { timeout: 20_000 }).toMatch(/a text ran/)
  for (const found of [/asked another host/, /a handler: onerror/, /an element: <object/, /an address: javascript/])
    expect(eye.wrong.join('\n')).toMatch(found)
  await page.close()
})

test('I2, control: even where our own page takes a text as markup, its policy refuses that and the probe says so', async () => {
  const server = await startServer()
  const page = await browser.newPage()
  const eye = await probe(page)
  await page.goto(`http://127.0.0.1:${server.serving.port}/`)
  await page.locator('h1').first().waitFor()
  const thrown = await page.evaluate((text) => {
    try {
      document.body.innerHTML = text
      return ''
    } catch (error) {
      return String(error)
    }
  }, '<img src=x onerror=window.hit=1>')
  expect(thrown).toMatch(/TrustedHTML/)
  await eye.look('our page')
  expect(eye.wrong.join('\n')).toMatch(/refused by the policy: require-trusted-types-for/)
  expect(eye.wrong.join('\n')).not.toMatch(/a text ran/)
  await page.close()
  await server.close()
})
