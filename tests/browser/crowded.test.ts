import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeCard, readBoard } from '../../shared/board/board.ts'
import { fillBoard } from '../bench/canvases/fill.ts'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { SimulatedPerson } from '../kit/people.ts'
import { until } from '../kit/waiting.ts'
import { axeFaults } from './axe.ts'
import { openBrowser, openLaptop, serveHere, takeSeat, type RunningServer } from './kit.ts'

let browser: Browser
let server: RunningServer
let facilitator: SimulatedFacilitator
beforeAll(async () => {
  browser = await openBrowser()
  server = await serveHere()
  facilitator = await SimulatedFacilitator.open(server.link)
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

test('on a crowded sheet far rows are plain, the keyboard reaches each of them, and what is written in is never taken away', async () => {
  const { id, code } = await facilitator.makeSession('Crowded', 1, ['strategy-building'])
  const console = await facilitator.enter(id)
  const group = console.view!.groups[0]!.id
  const mate = await SimulatedPerson.join({ url: server.url, code, group, name: 'Mate', seed: 1 })
  const [line, exercise] = [await mate.openBoard('strategy-building'), await mate.exercise('strategy-building')]
  fillBoard(line.doc, exercise, [['aim', 4], ['action', 160]], 3) // prettier-ignore
  await console.send({ do: 'open-step', step: 'plan-actions', minutes: 60 })
  const { page, faults } = await openLaptop(browser, 'en')
  page.setDefaultTimeout(8000)
  await takeSeat(page, server.url, { code, table: 0, name: 'Aida' })

  const sheet = page.locator('.sheet')
  await sheet.locator('.row').nth(159).waitFor({ state: 'attached' })
  await expect.poll(() => sheet.locator('.row.full').count()).toBeGreaterThan(4)
  expect(await sheet.locator('.row.full').count()).toBeLessThan(60)
  expect(await axeFaults(page)).toEqual([])

  await sheet.locator('.row .cell').first().focus()
  await page.keyboard.press('Control+End')
  const last = sheet.locator('.row').last()
  await expect.poll(() => last.locator('.cell').last().evaluate((cell) => cell === document.activeElement)).toBe(true) // prettier-ignore
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await page.locator('.editor :focus').waitFor()
  await page.keyboard.type(' and the last')
  const inBoard = () => readBoard(line.doc, exercise).some((card) => Object.values(card.fields).some((value) => typeof value === 'string' && value.endsWith('and the last'))) // prettier-ignore
  await until(inBoard, 'What was typed in the last row did not arrive.')

  // The sheet is scrolled away under the one who writes.
  await sheet.evaluate((element) => element.scrollTo(0, 0))
  await expect.poll(() => sheet.locator('.row').first().getAttribute('class')).toContain('full')
  await page.keyboard.type(' of all')
  expect(await page.locator('.editor :focus').inputValue()).toContain('and the last of all')
  expect(faults).toEqual([])
  mate.leave()
  console.close()
})

test('of a crowd of statements only the chosen one is an editor, and it has the caret where the words were pressed', async () => {
  const { id, code } = await facilitator.makeSession('Papers', 1, ['crime-mapping'])
  const console = await facilitator.enter(id)
  const group = console.view!.groups[0]!.id
  const mate = await SimulatedPerson.join({ url: server.url, code, group, name: 'Mate', seed: 1 })
  const [line, exercise] = [await mate.openBoard('crime-mapping'), await mate.exercise('crime-mapping')]
  fillBoard(line.doc, exercise, [['message', 90]], 3)
  await console.send({ do: 'open-step', step: 'crime-messages', minutes: 60 })
  const { page, faults } = await openLaptop(browser, 'en')
  page.setDefaultTimeout(8000)
  await takeSeat(page, server.url, { code, table: 0, name: 'Aida' })

  const paper = (at: number) => page.locator('article').nth(at)
  await paper(89).waitFor({ state: 'attached' })
  expect(await page.locator('article textarea').count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])

  const words = paper(1).getByRole('textbox')
  const before = (await words.textContent())!
  const { x, y } = await words.evaluate((element) => {
    const range = document.createRange()
    const text = element.firstChild!
    range.setStart(text, 6)
    range.setEnd(text, 7)
    const { left, top, height } = range.getBoundingClientRect()
    return { x: left + 1, y: top + height / 2 }
  })
  await page.mouse.click(x, y)
  await page.keyboard.type('Zz')
  const editor = paper(1).locator('textarea')
  expect(await editor.inputValue()).toBe(`${before.slice(0, 6)}Zz${before.slice(6)}`)
  const caret = () => editor.evaluate((field: HTMLTextAreaElement) => field.selectionStart)
  expect(await caret()).toBe(8)
  expect(await page.locator('article textarea').count()).toBe(1)

  // Somebody else writes before the caret.
  const text = exercise.kinds['message']!.fields['text']!
  const stored = () => readBoard(line.doc, exercise).find((card) => card.id === 'message-1')!.fields['text'] as string
  await until(() => stored().includes('Zz'), 'What was typed did not arrive.')
  changeCard(line.doc, 'message-1', text, `Oh ${stored()}`, null)
  await expect.poll(() => editor.inputValue()).toContain('Oh ')
  expect(await caret()).toBe(11)

  // On by Tab over the buttons into the next sheet, where the first key is not lost; and back to the last button.
  const focused = (of: number, what: string) =>
    paper(of)
      .locator(what)
      .evaluate((one) => one === document.activeElement)
  for (let tabs = 0; tabs < 4; tabs++) await page.keyboard.press('Tab')
  await page.keyboard.type('Next')
  expect(await paper(2).locator('textarea').inputValue()).toMatch(/Next$/)
  await page.keyboard.press('Shift+Tab')
  expect(await focused(1, 'footer button:last-child')).toBe(true)
  expect(await page.locator('article textarea').count()).toBe(1)
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  mate.leave()
  console.close()
})
