import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openLaptop, picture, runServer, watch, type RunningServer, type Watched } from './kit.ts'

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

async function join(laptop: Watched, code: string, table: number, name: string): Promise<void> {
  const { page } = laptop
  await page.goto(`${server.url}/j#${code}`)
  await page.locator('label.table').nth(table).click()
  await page.locator('input:not([type=radio]):not([type=checkbox]):not([type=number])').fill(name)
  await page.locator('button[type=submit]').click()
  await page.waitForURL('**/table')
}

const pick = (page: Page, label: string) => page.locator('.picker li button', { hasText: label }).first().click()

async function rate(page: Page, row: number, scale: number, impact: number): Promise<void> {
  const item = page.locator('.list > ol > li').nth(row)
  if ((await item.getAttribute('class'))?.includes('open') !== true) await item.locator('.row').click()
  await item
    .locator('fieldset')
    .nth(0)
    .locator('button')
    .nth(scale - 1)
    .click()
  await item
    .locator('fieldset')
    .nth(1)
    .locator('button')
    .nth(impact - 1)
    .click()
}

/** A laptop rates alone: digits go from rating to rating. */
async function rateAlone(page: Page, digits: string, finish: string): Promise<void> {
  await page.locator('.sheet .field button').first().focus()
  for (const digit of digits) await page.keyboard.press(digit)
  await page.getByRole('button', { name: finish }).click()
}

test('from the printed link to a Word report: two tables, two languages, one merged result', async () => {
  const console_ = await openLaptop(browser, 'en')
  const { page } = console_
  await page.goto(server.link)
  await page.getByLabel('Title').fill('Strategies against organized crime')
  await page.getByLabel('Place').fill('Tashkent')
  await page.getByRole('radio', { name: /Exercises of your choice/ }).check()
  await page.getByLabel('Number of tables').fill('2')
  await picture(page, 'console-make-en')
  await page.getByRole('button', { name: 'Make the session' }).click()
  await page.waitForURL('**/console?session=*')
  const session = new URL(page.url()).searchParams.get('session') ?? ''
  await page
    .getByText(/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/)
    .first()
    .waitFor()
  const code = ((await page.locator('body').innerText()).match(/\b([A-Z2-9]{3}) ([A-Z2-9]{3})\b/) ?? []).slice(1).join('')
  expect(code).toHaveLength(6)

  const a = await openLaptop(browser, 'en')
  const b = await openLaptop(browser, 'ru')
  const mate = await openLaptop(browser, 'ru')
  await join(a, code, 0, 'Aida')
  await join(b, code, 1, 'Рустам')
  await join(mate, code, 0, 'Тамара')

  await page.getByRole('button', { name: /^Open 1/ }).click()
  for (const market of ['Human trafficking', 'Heroin trade', 'Cyber-dependent crimes']) await pick(a.page, market)
  // The mate at table A sees the same cards in the other language within a second.
  await mate.page
    .locator('.list li', { hasText: 'Торговля героином' })
    .or(mate.page.locator('.list li', { hasText: 'торговля героином' }))
    .waitFor({ timeout: 1000 })
  // And where somebody is working, as soon.
  await a.page.locator('[data-card]', { hasText: 'Heroin trade' }).click()
  await mate.page.locator('[data-card] .here', { hasText: 'Aida' }).waitFor({ timeout: 1000 })
  for (const market of ['орговля героином', 'орговля людьми']) await pick(b.page, market)
  await b.page.locator('.picker input').fill('Колл-центры мошенников')
  await b.page.locator('.picker .own').click()
  await a.page
    .getByText(/^Saved/)
    .first()
    .waitFor()
  await picture(a.page, 'table-choose-en')
  await picture(b.page, 'table-choose-ru')

  await page.getByRole('listitem').filter({ hasText: 'Rate' }).getByRole('button').click()
  // Table A has two laptops: they rate alone, then the table takes the medians. Table B has one and rates on the grid.
  await b.page.locator('.grid').waitFor()
  await rateAlone(a.page, '455423', 'We have rated')
  await rateAlone(mate.page, '455423', 'Мы оценили')
  await a.page.getByRole('button', { name: 'Show all ratings' }).click()
  await a.page.getByRole('button', { name: 'Take the medians' }).click()
  await a.page.getByText('3 of 3 agreed').waitFor()
  await a.page.getByRole('button', { name: 'On the canvas' }).click()
  await a.page.locator('.grid').waitFor()
  for (const [row, scale, impact] of [
    [0, 4, 4],
    [1, 3, 5],
    [2, 5, 3],
  ] as const)
    await rate(b.page, row, scale, impact)
  await picture(a.page, 'table-rate-en')
  await picture(b.page, 'table-rate-ru')
  await a.page.getByRole('button', { name: 'Hand in' }).click()
  await b.page.getByRole('button', { name: 'Сдать работу' }).click()
  await a.page.getByText('Handed in').first().waitFor()
  await b.page.getByText('Работа сдана').first().waitFor()
  await picture(page, 'console-en')

  const desk = await page.context().newPage()
  const deskFaults = watch(desk)
  await desk.goto(`${server.link.split('/console')[0] ?? ''}/merge?session=${session}`)
  await desk.getByText('2 of 2').first().waitFor()
  await picture(desk, 'merge-en')
  await desk.getByRole('button', { name: 'Show result in plenary' }).click()

  const [plenary] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Open the plenary screen' }).click(),
  ])
  const plenaryFaults = watch(plenary)
  await plenary.setViewportSize({ width: 1920, height: 1080 })
  await plenary.locator('svg').first().waitFor()
  await plenary
    .getByText(/heroin/i)
    .first()
    .waitFor()
  await picture(plenary, 'plenary-merged-en')

  await desk.goto(`${server.link.split('/console')[0] ?? ''}/report?session=${session}`)
  await desk
    .frameLocator('iframe')
    .getByText(/heroin/i)
    .first()
    .waitFor()
  await picture(desk, 'report-en')
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: /Download/ }).click()])
  const word = unzipSync(new Uint8Array(await readFile(await download.path())))
  const text = new TextDecoder().decode(word['word/document.xml'])
  expect(text).toContain('Heroin')
  expect(text).toContain('Колл-центры')
  expect(text).not.toContain('Aida')

  expect([...console_.faults, ...a.faults, ...b.faults, ...mate.faults, ...deskFaults, ...plenaryFaults]).toEqual([])
})
