import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeExercise } from '../../server/exercises/starter.ts'
import { openBrowser, openLaptop, picture, serveHere, takeSeat, type RunningServer } from './kit.ts'

let browser: Browser
let server: RunningServer
let dir = ''
beforeAll(async () => {
  browser = await openBrowser()
  server = await serveHere()
  dir = await mkdtemp(join(tmpdir(), 'roundtable-upload-'))
})
afterAll(async () => {
  await browser.close()
  await server.kill()
  await rm(dir, { recursive: true, force: true })
})

/** As a file manager does it; `change` sees every file. */
async function zipOf(folder: string, name: string, change = (_path: string, text: string) => text): Promise<string> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.yaml'))
  const files = await Promise.all(
    paths.map(async (path) => [`obstacles/${path}`, Buffer.from(change(path, await readFile(join(folder, path), 'utf8')))] as const),
  )
  await writeFile(join(dir, name), zipSync(Object.fromEntries(files)))
  return join(dir, name)
}

const upload = (page: Page, path: string) => page.locator('input[type=file][accept*=zip]').setInputFiles(path)
const row = (page: Page, title: string) => page.locator('section li', { hasText: title })

test('a folder goes up as a zip, a session is made from it and a table sees its step; a broken one is told in both languages', async () => {
  expect(await makeExercise(join(dir, 'obstacles'))).toBeNull()
  const { page, faults } = await openLaptop(browser, 'en')
  await page.goto(server.link)
  await page.getByRole('button', { name: 'Upload a zip' }).waitFor()
  await page.getByLabel('Title').fill('Typed before the upload')

  const broken = await zipOf(join(dir, 'obstacles'), 'broken.zip', (path, text) =>
    path === 'exercise.yaml' ? text.replace('from: sorts', 'from: sort') : text,
  )
  await upload(page, broken)
  const wrong = page.locator('.problems')
  await wrong.getByText(/obstacles\/exercise\.yaml, line \d+: .*the vocabulary "sort", which does not exist\. .+/).waitFor()
  await picture(page, 'console-upload-broken-en')
  await page.getByLabel('Language').selectOption('ru')
  await wrong.getByText(/obstacles\/exercise\.yaml, строка \d+: .*имя словаря «sort», но такого нет\. .+/).waitFor()
  await wrong.getByText('ничего не изменилось').waitFor()
  await picture(page, 'console-upload-broken-ru')
  await page.getByLabel('Язык').selectOption('en')

  await upload(page, await zipOf(join(dir, 'obstacles'), 'whole.zip'))
  await page.getByText('“Obstacles to working together” is uploaded').waitFor()
  expect(await wrong.count()).toBe(0)
  await picture(page, 'console-upload-en')
  await row(page, 'Obstacles to working together')
    .getByText(/^Uploaded /)
    .waitFor()
  await page.getByRole('button', { name: 'Use it in the session' }).click()
  expect(await page.getByLabel('Title').inputValue()).toBe('Typed before the upload')
  await page.getByRole('button', { name: 'Make the session' }).click()
  await page.waitForURL('**/console?session=*')
  await page.getByRole('button', { name: /^Open 1/ }).click()
  const shown = await page.getByText(/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/).first().innerText() // prettier-ignore
  const code = (/[A-Z2-9]{3} [A-Z2-9]{3}/.exec(shown)?.[0] ?? '').replace(' ', '')
  const table = await openLaptop(browser, 'ru')
  await takeSeat(table.page, server.url, { code, table: 0, name: 'Азиз' })
  await table.page.getByText('Что мешает работать вместе?').first().waitFor()
  expect([...faults, ...table.faults]).toEqual([])
})

test('an organiser’s own boundaries are given as a file, taken away again, and say on every map whose they are', async () => {
  const { page, faults } = await openLaptop(browser, 'en')
  await page.goto(server.link)
  const file = page.locator('input[type=file][accept*=geojson]')
  const lines = { type: 'LineString', coordinates: [[64, 38], [66, 40], [68, 41]] } // prettier-ignore
  const given = (name: string, content: unknown) => ({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) })
  await page.getByRole('radio', { name: /Exercises of your choice/ }).check()
  for (const box of await page.getByRole('checkbox', { checked: true }).all()) await box.uncheck()
  await page.getByRole('checkbox', { name: 'Routes and hotspots' }).check()
  await file.setInputFiles(given('point.geojson', { type: 'Point', coordinates: [64, 38] }))
  await page.getByText('point.geojson cannot be used:').waitFor()
  await file.setInputFiles(given('border.geojson', lines))
  await page.getByText(/^border\.geojson: 1 line\./).waitFor()
  expect(await page.getByText('point.geojson').count()).toBe(0)
  expect(await page.getByLabel('Boundaries on maps').count()).toBe(0)
  await page.getByRole('button', { name: 'Take the file away' }).click()
  await page.getByLabel('Boundaries on maps').waitFor()
  await file.setInputFiles(given('border.geojson', lines))
  await page.getByText(/^border\.geojson: 1 line\./).waitFor()
  await page.getByRole('button', { name: 'Make the session' }).click()
  await page.waitForURL('**/console?session=*')
  await page.locator('nav li').filter({ hasText: 'On the map' }).getByRole('button').click()
  const shown = await page.getByText(/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/).first().innerText() // prettier-ignore
  const code = (/[A-Z2-9]{3} [A-Z2-9]{3}/.exec(shown)?.[0] ?? '').replace(' ', '')
  const table = await openLaptop(browser, 'ru')
  await takeSeat(table.page, server.url, { code, table: 0, name: 'Азиз' })
  await table.page.getByText(/Границы нанесены по файлу организатора\. .*Boundaries as given by the organiser\./).waitFor()
  await picture(table.page, 'map-own-boundaries-ru')
  expect([...faults, ...table.faults]).toEqual([])
})

test('a shipped exercise goes down, is changed, comes up in its own place, and removing it brings the shipped one back', async () => {
  const { page, faults } = await openLaptop(browser, 'en', { width: 390, height: 844 })
  await page.goto(server.link)
  // What the test before uploaded is still there.
  await row(page, 'Obstacles to working together').waitFor()
  const title = 'Support wanted'
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: `Download “${title}” as a zip` }).click(),
  ])
  expect(download.suggestedFilename()).toBe('support-wanted.zip')
  const files = unzipSync(new Uint8Array(await readFile(await download.path())))
  const text = Buffer.from(files['support-wanted/texts/en.yaml'] ?? []).toString()
  files['support-wanted/texts/en.yaml'] = Buffer.from(text.replace(title, 'Help wanted'))
  await writeFile(join(dir, 'support-wanted.zip'), zipSync(files))
  await upload(page, join(dir, 'support-wanted.zip'))
  await page.getByText('It takes the place of the one that came with Roundtable, until you remove it.').waitFor()
  await row(page, 'Help wanted')
    .getByText(/in place of the one that came with Roundtable/)
    .waitFor()
  expect(await row(page, title).count()).toBe(0)
  await picture(page, 'console-upload-phone-en')
  await page.getByRole('button', { name: 'Remove “Help wanted”' }).click()
  await row(page, 'Help wanted').getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByText('“Help wanted” is removed.').waitFor()
  await row(page, title).getByText('Came with Roundtable').waitFor()
  expect(faults).toEqual([])
})
