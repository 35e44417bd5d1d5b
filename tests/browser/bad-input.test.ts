import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { translator, type TextKey } from '../../shared/i18n/messages.ts'
import { joinTable, makeSession, openBrowser, openLaptop, serveHere, type RunningServer } from './kit.ts'

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

const says = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words }).waitFor()
let code = ''
let usedLink = ''

test.for(['en', 'ru'] as const)('bad input gets a sentence in %s, and what was there stays', async (language) => {
  const t = translator(language)
  const say = (key: TextKey) => t(key)
  if (code === '') {
    usedLink = server.link
    ;({ code } = await makeSession(browser, { ...server, link: usedLink }, { title: 'Bad input', tables: 1 }))
  }
  const { page } = await openLaptop(browser, language)
  page.setDefaultTimeout(12_000)

  await page.goto(`${server.url}/j`)
  await page.getByLabel(say('join.code')).fill('QQQQQQ')
  await page.getByRole('button', { name: say('join.next') }).click()
  await says(page, say('refusals.unknown-code'))
  expect(await page.getByLabel(say('join.code')).inputValue()).toBe('QQQQQQ')

  await page.goto(usedLink)
  await says(page, say('refusals.link-used'))

  await joinTable(page, server.url, { code, table: 0, name: 'Aida' })
  const facilitator = browser.contexts()[0]?.pages()[0]
  const open = facilitator?.getByRole('button', { name: /^Open 1/ })
  if (await open?.isVisible()) await open?.click()
  await page.getByPlaceholder(say('canvas.pickPlaceholder')).fill(`Own ${language}`)
  await page.getByRole('button', { name: t('canvas.addOwn', { words: `Own ${language}` }) }).click()
  const note = page.locator('textarea').first()
  await note.fill('What was there')
  await note.focus()
  await page.keyboard.press('End')
  await page.keyboard.insertText('я'.repeat(1_000_000))
  await says(page, t('canvas.tooLong', { length: 1_000_014, max: 2000 }))
  expect(await note.inputValue()).toBe('What was there')
  await note.press('End')
  await note.pressSequentially(', and more')
  await page
    .getByText(new RegExp(`^${say('common.saved')}`))
    .first()
    .waitFor()
  await page.reload()
  await page
    .getByRole('button', { name: `Own ${language}` })
    .last()
    .click()
  await expect.poll(() => page.locator('textarea').first().inputValue()).toBe('What was there, and more')
})
