import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crowdedArchive } from '../kit/crowded-archive.ts'
import { twoDayReport } from '../kit/two-day-report.ts'
import { openBrowser, openLaptop, serveHere, type RunningServer } from './kit.ts'

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

test('of a long writing it is shown how far it is; it is cancelled, begun again, and downloads', { timeout: 240_000 }, async () => {
  const input = await twoDayReport({ groups: 6, cards: 1000, language: 'en' })
  const buffer = Buffer.from(crowdedArchive(input))
  const { page, faults } = await openLaptop(browser, 'en')
  await page.goto(server.link)
  await page.locator('input[type=file][accept=".json"]').setInputFiles({ name: 'crowded.json', mimeType: 'application/json', buffer })
  await page.getByText(/ is here again/).waitFor({ timeout: 120_000 })
  const link = page.getByRole('link', { name: new RegExp(input.session.title) }).first()
  const session = new URL((await link.getAttribute('href'))!, page.url()).searchParams.get('session')!
  await page.goto(`${new URL(server.link).origin}/report?session=${session}`)
  // One file is written at a time: the preview first.
  await page.frameLocator('iframe').locator('h1').first().waitFor({ timeout: 120_000 })

  const word = page.getByRole('button', { name: 'Download Word document' })
  await word.click()
  const progress = page.getByRole('progressbar')
  await progress.waitFor()
  expect(await word.isDisabled()).toBe(true)
  // It has begun in earnest: the server has said how far it is.
  await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.position), { timeout: 120_000 }).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await progress.waitFor({ state: 'detached' })
  await page.getByText('Cancelled. Nothing was written.').first().waitFor()
  expect(await word.isEnabled()).toBe(true)

  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 180_000 }), word.click()])
  const file = await readFile(await download.path())
  expect(file.subarray(0, 2).toString()).toBe('PK')
  expect(file.length).toBeGreaterThan(1_000_000)
  await progress.waitFor({ state: 'detached' })
  expect(faults).toEqual([])
}) // prettier-ignore
