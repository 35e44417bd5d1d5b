import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../server/kit/server.ts'
import { axeFaults } from './axe.ts'
import { openBrowser, openLaptop, picture, takeSeat } from './kit.ts'

let browser: Browser
let server: TestServer
let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'roundtable-fixed-'))
  await cp('exercises', dir, { recursive: true })
  const add = async (name: string, text: string) => {
    const file = join(dir, 'crime-mapping', name)
    await writeFile(file, (await readFile(file, 'utf8')) + text)
  }
  await add('exercise.yaml', '\nstart:\n  - { id: held, kind: market, fields: { name: HE, trend: growing }, fixed: true }\n')
  browser = await openBrowser()
  server = await startServer({ exercisesDir: dir })
})
afterAll(async () => {
  await browser.close()
  await server.close()
  await rm(dir, { recursive: true })
})

test('a fixed card of the exercise stands on the board with a sign, can be filled in, and neither moved nor taken away', async () => {
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann, 1)
  const console_ = await ann.connect('facilitator', made.id)
  await console_.send({ id: 'open', turn: 0, command: { do: 'open-step', step: made.step } })
  const { page, faults } = await openLaptop(browser, 'ru')
  await takeSeat(page, ann.base, { code: made.code, table: 0, name: 'Тамара' })
  const card = page.locator('.column .card', { hasText: 'Торговля героином' })
  await card.waitFor()
  expect(await card.getAttribute('draggable')).toBe('false')
  await card.getByText('Карточка входит в упражнение: её текст не меняется.').waitFor({ state: 'attached' })
  await card.click()
  await page.keyboard.press('ArrowRight')
  const fields = page.locator('.list .fields')
  expect(await fields.getByRole('button', { name: 'Убрать' }).count()).toBe(0)
  expect(await fields.getByLabel('Тенденция').isDisabled()).toBe(true)
  await fields.getByLabel('Пояснение').fill('Наше дополнение')
  await picture(page, 'fixed-card-ru')
  expect(await axeFaults(page)).toEqual([])
  expect(await page.locator('.column').first().locator('.card').count()).toBe(1)
  expect(faults).toEqual([])
  console_.socket.close()
})
