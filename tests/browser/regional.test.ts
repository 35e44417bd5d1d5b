import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import { nationalArchive } from '../kit/nationals.ts'
import { makeSession, openBrowser, picture, serveHere, type RunningServer } from './kit.ts'

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

test('archives of national sessions are chosen, looked at and brought together; desk and log tell by session', async () => {
  const exercises = (await loadExercises('exercises')).exercises.filter(({ id }) => id === 'crime-mapping')
  const file = (title: string, tables: number) => ({
    name: `${title}.roundtable.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(nationalArchive({ title, tables, exercises })),
  })
  const { facilitator } = await makeSession(browser, server, { title: 'Something else', tables: 1 })
  const { page } = facilitator
  await page.getByRole('link', { name: 'All sessions' }).click()
  await page.getByRole('button', { name: 'Bring sessions together' }).click()
  const window = page.getByRole('dialog')
  const make = window.getByRole('button', { name: 'Make the regional session' })
  const files = window.locator('input[type=file]')
  await files.setInputFiles([file('Kazakhstan', 3), file('Kyrgyzstan', 2), file('Kazakhstan', 3)])
  await window.getByText('“Kazakhstan” is opened and chosen.').waitFor()
  await window.getByText('“Kazakhstan” is chosen already. Each session comes in once.').waitFor()
  await window.getByText('2 sessions, 5 tables, 25 cards.').waitFor()
  await files.setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
  await window.getByText(/This file is not a session of Roundtable/).waitFor()
  expect(await make.isDisabled()).toBe(true)
  await window.getByLabel('Title of the regional session').fill('The region')
  await picture(page, 'console-regional-en')
  await make.click()

  await page.waitForURL('**/console?session=*')
  await page.goto(page.url().replace('/console?', '/merge?'))
  const shared = page.locator('article', { hasText: 'Human trafficking' }).first()
  await shared.getByText('2 of 2 sessions').waitFor()
  await shared.getByText('5 of 5 tables').waitFor()
  await shared.getByRole('button', { name: /^Where this comes from/ }).click()
  await shared.getByRole('row', { name: /Kyrgyzstan 2 of 2 tables/ }).waitFor()
  const log = page.getByRole('region', { name: 'Decisions' })
  await log.getByText('Ann, in “Kazakhstan”').first().waitFor()
  await log.getByRole('button', { name: 'Undo' }).first().click()
  await log.locator('s').first().waitFor()
  expect(facilitator.faults).toEqual([])
})
