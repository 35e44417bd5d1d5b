import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { translator } from '../../shared/i18n/messages.ts'
import { makeSession, openBrowser, openLaptop, serveHere, takeSeat, type RunningServer } from './kit.ts'

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

const note = (page: Page) => page.locator('.list textarea').first()
const caret = (page: Page) => note(page).evaluate((field: HTMLTextAreaElement) => [field.selectionStart, field.selectionEnd])

test('two people write in one note at the same time, and neither scrambles the other', async () => {
  const { code, facilitator } = await makeSession(browser, server, { title: 'Two in one', tables: 1 })
  const [aida, ben] = [(await openLaptop(browser, 'en')).page, (await openLaptop(browser, 'ru')).page]
  await takeSeat(aida, server.url, { code, table: 0, name: 'Aida' })
  await takeSeat(ben, server.url, { code, table: 0, name: 'Ben' })
  await facilitator.page.getByRole('button', { name: /^Open 1/ }).click()
  await aida.locator('.picker li button').first().click()
  await ben.locator('.list .row').first().click()
  await note(aida).fill('The crossing is open 😀')
  await expect.poll(() => note(ben).inputValue()).toBe('The crossing is open 😀')

  await note(aida).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(3, 12))
  await note(ben).press('Control+End')
  await ben.keyboard.type(' by day')
  await expect.poll(() => note(aida).inputValue()).toBe('The crossing is open 😀 by day')
  expect(await caret(aida)).toEqual([3, 12])

  await note(aida).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(3, 3))
  await Promise.all([aida.keyboard.type(' northern', { delay: 60 }), ben.keyboard.type(', say locals', { delay: 45 })])
  for (const page of [aida, ben])
    await expect.poll(() => note(page).inputValue()).toBe('The northern crossing is open 😀 by day, say locals')

  // A keyboard that composes: what Ben writes meanwhile waits, and is not lost when the word is done.
  const keys = await aida.context().newCDPSession(aida)
  await keys.send('Input.imeSetComposition', { text: ' かわ', selectionStart: 3, selectionEnd: 3 })
  await ben.keyboard.type('!')
  await expect.poll(() => note(ben).inputValue()).toBe('The northern かわ crossing is open 😀 by day, say locals!')
  expect(await note(aida).inputValue()).toBe('The northern かわ crossing is open 😀 by day, say locals')
  await keys.send('Input.insertText', { text: ' 川' })
  for (const page of [aida, ben])
    await expect.poll(() => note(page).inputValue()).toBe('The northern 川 crossing is open 😀 by day, say locals!')
  expect(await caret(aida)).toEqual([14, 14])

  // In the middle of a word the next step is pushed, and the one after: the words are still there.
  const typed = aida.locator('.picker input')
  await aida.locator('.list .row').first().click()
  if (!(await typed.isVisible())) await aida.getByRole('button', { name: /^Add/ }).first().click()
  await typed.fill('Our own half written market')
  const push = (step: string) => facilitator.page.getByRole('listitem').filter({ hasText: step }).getByRole('button').first().click()
  await push('Actors')
  await aida
    .getByText(/^\d+ Actors$/)
    .first()
    .waitFor()
  await push('Choose')
  await aida.getByText(/^1 /).first().waitFor()
  await expect.poll(() => typed.inputValue()).toBe('Our own half written market')

  // Both halves of a double click arrive, and it is one hand-in.
  await aida.getByRole('button', { name: 'Hand in' }).dblclick()
  await facilitator.page.getByText('Handed in').first().waitFor()
  await aida.getByRole('button', { name: 'Take back and go on' }).waitFor()
  expect(await aida.locator('footer .said').innerText()).toBe('')
  const clock = facilitator.page.locator('header .clock')
  const minutes = async () => Number.parseInt((await clock.innerText()).replace(/\D*/, ''), 10)
  const before = await minutes()
  await facilitator.page.getByRole('button', { name: '+5 min' }).dblclick()
  await expect.poll(minutes).toBeGreaterThanOrEqual(before + 9)

  // The first request of a reload fails: the page says so, and comes by itself.
  await ben.route('**/rt/seat/me', (route) => route.abort())
  await ben.reload()
  await ben.getByText(translator('ru')('common.unreachable')).waitFor()
  await ben.unroute('**/rt/seat/me')
  await ben.locator('.list .row').first().waitFor()
})
