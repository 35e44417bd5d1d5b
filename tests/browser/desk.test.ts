import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCard } from '../../shared/board/board.ts'
import type { ControlLine } from '../kit/control-line.ts'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { SimulatedPerson } from '../kit/people.ts'
import { until } from '../kit/waiting.ts'
import { openBrowser, openLaptop, serveHere, type RunningServer, type Watched } from './kit.ts'

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

const own = ['Heroin trade', 'Scam call centres', 'Scam call centers', 'Cash couriers']
const titles = (page: Page) => page.locator('.list .title').allTextContents()
const pick = (page: Page, title: string) => page.locator('.pick', { hasText: title })
const log = (page: Page) => page.locator('section[aria-labelledby=decisions-title] li')
const press = (page: Page, name: string) => page.locator('.tools').getByRole('button', { name, exact: true }).click()

/** Two tables with the same four markets in their own words, which nothing joins by itself; all is saved when this is over. */
async function fill(control: ControlLine, code: string): Promise<SimulatedPerson[]> {
  await control.send({ do: 'open-step', step: 'choose', minutes: 60 })
  return Promise.all(
    control.view!.groups.slice(0, 2).map(async ({ id }, at) => {
      const person = await SimulatedPerson.join({ url: server.url, code, group: id, name: `P${at}`, seed: at + 1 })
      const [line, exercise] = [await person.openBoard('crime-mapping'), await person.exercise('crime-mapping')]
      for (const [index, title] of own.entries())
        addCard(line.doc, `c${at}${index}`, exercise.kinds['market']!, { name: { own: title } }, null)
      await until(() => line.saved === line.edits, 'A board was not saved.')
      return person
    }),
  )
}

/** Counts from here on how often a desk asks what was worked on: it does every five seconds. */
function countAsks(page: Page): () => { asked: number; due: number } {
  const at: number[] = []
  page.on('request', (request) => request.url().includes('/rt/facilitator/worked/') && at.push(performance.now()))
  return () => ({ asked: at.length, due: 1 + Math.floor((performance.now() - (at[0] ?? Infinity)) / 5000) })
}

/** A laptop of their own at the desk: the first comes by the facilitator's link, the second by the one that the first makes. */
async function sitDown(link: string): Promise<Watched> {
  const laptop = await openLaptop(browser, 'en')
  await laptop.page.goto(link)
  await laptop.page.waitForURL('**/merge?session=*')
  await laptop.page.locator('article').first().waitFor()
  return laptop
}

async function linkFor(page: Page, name: string): Promise<string> {
  await page.getByText('Invite a helper').click()
  await page.getByLabel('Name of the helper').fill(name)
  await page.getByRole('button', { name: 'Make a link' }).click()
  return page.getByLabel('To be opened on the helper’s laptop').inputValue()
}

test('two people decide at the same moment, one undoes what the other decided, and both see the same in the end', async () => {
  const facilitator = await SimulatedFacilitator.open(server.link)
  const made = await facilitator.makeSession('Two at the desk', 3, ['crime-mapping', 'response-mapping'])
  const control = await facilitator.enter(made.id)
  const people = await fill(control, made.code)
  const invited = (await facilitator.invite()).replace('/console#', `/console?session=${made.id}&helper=Ann#`)
  const first = await sitDown(invited)
  const desks = [first, await sitDown(await linkFor(first.page, 'Bob'))]
  const [ann, bob] = desks.map(({ page }) => page) as [Page, Page]

  // Both take the same two clusters and decide: one joins them, the other titles one of them.
  for (const page of [ann, bob]) await pick(page, 'Scam call centres').first().click()
  await pick(ann, 'Scam call centers').first().click()
  await press(bob, 'Title')
  await bob.locator('.list form input').fill('Fraud by telephone')
  await Promise.all([press(ann, 'Join'), bob.keyboard.press('Enter')])
  await expect.poll(() => log(ann).allTextContents()).toHaveLength(2)
  await expect.poll(async () => (await titles(ann)).includes('Fraud by telephone')).toBe(true)
  await expect.poll(() => titles(bob)).toEqual(await titles(ann))
  const said = await log(bob).allTextContents()
  expect(said.find((line) => line.includes('Joined'))).toContain('Ann')
  expect(said.find((line) => line.includes('Titled'))).toContain('Bob')

  // Bob takes Ann's join back from the log: both see it, the title that he wrote stays.
  await log(bob).filter({ hasText: 'Joined' }).getByRole('button', { name: 'Undo' }).click()
  await log(ann).filter({ hasText: 'Joined' }).getByRole('button', { name: 'Redo' }).waitFor()
  await expect.poll(async () => (await titles(ann)).some((one) => one.startsWith('Scam call centers'))).toBe(true)
  await expect.poll(() => titles(bob)).toEqual(await titles(ann))
  expect(await titles(ann)).toContain('Fraud by telephone')

  // By keyboard alone: the last cluster is moved up, two are chosen on the way and marked for the vote.
  const last = (await titles(ann)).at(-1)!
  await pick(ann, last).last().press('Alt+ArrowUp')
  await expect.poll(async () => (await titles(bob)).at(-2)).toBe(last)
  // It is still under the hand that moved it.
  await ann.keyboard.press('Shift+ArrowUp')
  await ann.keyboard.press('v')
  await expect.poll(() => bob.locator('.for-vote').count()).toBe(2)

  // Whatever comes from now on is new; one look takes it in, for both.
  await ann.getByRole('button', { name: 'Mark what comes from now on' }).click()
  await bob.getByText('Nothing new since the last look').waitFor()
  const line = await people[0]!.openBoard('crime-mapping')
  addCard(line.doc, 'late', (await people[0]!.exercise('crime-mapping')).kinds['market']!, { name: { own: 'Late word' } }, null)
  await bob.getByText('1 contribution new or changed').waitFor()
  await bob.getByRole('button', { name: 'Only what is new' }).click()
  expect(await titles(bob)).toEqual(['Late word'])
  await bob.getByRole('button', { name: 'All seen' }).click()
  await ann.getByText('Nothing new since the last look').waitFor()
  await expect.poll(() => titles(bob)).toEqual(await titles(ann))

  // Ann looks at another exercise, which does not come: she is told why, can go back meanwhile, and asks once more.
  await control.send({ do: 'hand-on', exercise: 'response-mapping', cards: [{ kind: 'threat', title: { own: 'Handed on' }, from: { exercise: 'crime-mapping', cluster: 'a:b', groups: 2, of: 3 } }] }) // prettier-ignore
  const chosen = ann.getByLabel('Exercise', { exact: true })
  const merge = /\/rt\/facilitator\/merged\//
  await ann.route(merge, (route) => route.fulfill({ status: 500, json: { refused: 'something-broke', details: {} } }))
  await expect.poll(() => chosen.locator('option').count()).toBe(2)
  await chosen.selectOption('response-mapping')
  await ann.getByText('Something broke on the server.', { exact: false }).waitFor()
  await chosen.selectOption('crime-mapping')
  await expect.poll(() => titles(ann)).toContain('Fraud by telephone')
  await chosen.selectOption('response-mapping')
  await ann.getByText('Something broke on the server.', { exact: false }).waitFor()
  await ann.unroute(merge)
  await ann.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => titles(ann)).toEqual(['Handed on'])
  // What the room goes on with meanwhile comes by itself: she asks no more often for it.
  const asks = countAsks(ann)
  for (const title of ['Card skimming', 'Illegal logging', 'Fake medicines']) {
    addCard(line.doc, title.slice(0, 4), (await people[0]!.exercise('crime-mapping')).kinds['market']!, { name: { own: title } }, null)
    await expect.poll(() => titles(bob)).toContain(title)
  }
  await expect.poll(() => asks().asked).toBeGreaterThan(0)
  const { asked, due } = asks()
  expect(asked).toBeLessThanOrEqual(due)

  expect(desks.flatMap(({ faults }) => faults)).toEqual([])
  for (const person of people) person.leave()
  control.close()
})
