import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SimulatedPerson, look } from '../kit/people.ts'
import { makeSession, openBrowser, openLaptop, picture, serveHere, takeSeat, type RunningServer, type Watched } from './kit.ts'

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

const pickMarket = (page: Page, label: string) => page.locator('.picker li button', { hasText: label }).first().click()

/** The projector opens from the console, in a tab of the same browser. */
async function openWall({ page }: Watched): Promise<Page> {
  const [wall] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Open the plenary screen' }).click()])
  await wall.setViewportSize({ width: 1920, height: 1080 })
  return wall
}

/** What is needed now and then is folded away on the console. */
const unfold = (page: Page, title: string) => page.locator('summary', { hasText: title }).click()

/** A laptop that a person simulates, for so many people. */
async function sitDown(code: string, table: number, people: number, seed: number): Promise<SimulatedPerson> {
  const { groups } = await look(server.url, code)
  const person = await SimulatedPerson.join({ url: server.url, code, group: groups[table]!.id, name: `Laptop ${seed}`, seed })
  await person.control.send({ do: 'set-seat', name: person.name, people })
  return person
}

/** `dots` by the code of a market. */
async function voteOf(person: SimulatedPerson, dots: Readonly<Record<string, number>>): Promise<void> {
  await expect.poll(() => person.view?.votes[0]?.id).toBeDefined()
  const vote = person.view!.votes[0]!
  const answers = vote.items.flatMap(({ cluster, title }) => {
    const value = title.by === 'code' ? (dots[title.code] ?? 0) : 0
    return value > 0 ? [{ item: cluster, value }] : []
  })
  expect(await person.control.send({ do: 'vote', vote: vote.id, done: true, answers })).toMatchObject({ ok: true })
}

test('twelve laptops vote for forty people: one comes late, the wall shows only how many, then the sums', async () => {
  const { facilitator, code } = await makeSession(browser, server, { title: 'Vote of the room', tables: 4 })
  const { page } = facilitator
  const [aida, tamara] = [await openLaptop(browser, 'en'), await openLaptop(browser, 'ru')]
  await takeSeat(aida.page, server.url, { code, table: 0, name: 'Aida' })
  await page.getByRole('button', { name: /^Open 1/ }).click()
  for (const market of ['Heroin trade', 'Human trafficking', 'Cyber-dependent crimes']) await pickMarket(aida.page, market)
  const heads = [4, 4, 4, 4, 4, 4, 4, 4, 3, 3]
  const people = await Promise.all(heads.map((count, index) => sitDown(code, 1 + (index % 3), count, index + 1)))
  const wall = await openWall(facilitator)
  await unfold(page, 'Vote of the room')
  await page.getByRole('button', { name: 'Put clusters to the vote' }).click()
  await page.getByLabel('Question').fill('What comes first?')
  await page.getByRole('dialog').getByRole('button', { name: '3', exact: true }).click()
  await page.getByRole('button', { name: 'Open the vote' }).click()

  // Nobody types at that moment, so the ballot stands there by itself.
  await aida.page.locator('.ballot').getByText('You vote for one person: 3 dots').waitFor()
  await wall.getByText('of 39 people have voted').waitFor()
  await Promise.all(people.map((person, index) => voteOf(person, { HE: index % 2 === 0 ? 6 : 0, HT: 3 })))
  await wall.locator('.people strong', { hasText: '38' }).waitFor()
  expect(await wall.locator('.outcome').count()).toBe(0)
  await picture(wall, 'vote-open-wall')
  // Three of the same weight stand in the order of their ids: entries are found by their names.
  const first = aida.page.locator('.ballot li', { hasText: 'Heroin' })
  for (let dot = 0; dot < 3; dot++) await first.getByRole('button', { name: /Put a dot/ }).click()
  await aida.page.getByRole('button', { name: 'We have voted' }).click()
  // A late laptop is called at once, and votes like all others as soon as it has the exercise.
  let come: () => void = () => undefined
  const held = new Promise<void>((resolve) => (come = resolve))
  await tamara.page.route('**/rt/seat/exercises/**', (route) => held.then(() => route.continue()))
  await takeSeat(tamara.page, server.url, { code, table: 3, name: 'Тамара' })
  await tamara.page.getByText('What comes first?').waitFor()
  expect(await tamara.page.locator('.ballot').count()).toBe(0)
  come()
  await tamara.page
    .locator('.ballot li', { hasText: 'Киберзависимые' })
    .getByRole('button', { name: /Поставить точку/ })
    .click()
  await tamara.page.getByRole('button', { name: 'Мы проголосовали' }).click()
  await page.getByText('12 of 12 laptops, 40 of 40 people').waitFor()

  await page.getByRole('button', { name: 'Close the vote' }).click()
  await wall.getByText('40 of 40 people voted').waitFor()
  // Five laptops gave six dots, Aida three; all ten gave three to the second; Tamara one to the third.
  expect(await wall.locator('.outcome .points').allInnerTexts()).toEqual(['33', '30', '1'])
  await aida.page.getByText('The room has voted').waitFor()
  await picture(wall, 'vote-closed-wall')
  people.forEach((person) => person.leave())
  expect([aida, tamara, facilitator].flatMap(({ faults }) => faults)).toEqual([])
})

test('a board comes to the wall only after its table agreed, the room walks from board to board, and a key blanks the wall', async () => {
  const { facilitator, code } = await makeSession(browser, server, { title: 'Gallery walk', tables: 3 })
  const { page } = facilitator
  const laptops = [await openLaptop(browser, 'en'), await openLaptop(browser, 'ru'), await openLaptop(browser, 'en')] as const
  const [one, two, late] = laptops
  await takeSeat(one.page, server.url, { code, table: 0, name: 'Aida' })
  await takeSeat(two.page, server.url, { code, table: 1, name: 'Тамара' })
  await page.getByRole('button', { name: /^Open 1/ }).click()
  await pickMarket(one.page, 'Heroin trade')
  await pickMarket(two.page, 'Торговля людьми')
  const wall = await openWall(facilitator)

  await unfold(page, 'Boards of tables')
  await page.getByRole('button', { name: 'Table A: ask' }).click()
  await one.page.getByText('May the other tables see your board').waitFor()
  await page.getByRole('button', { name: 'Table A: asked' }).waitFor()
  await one.page.getByRole('button', { name: 'Yes, they may' }).click()
  await page.getByRole('button', { name: 'Table A: agreed, show' }).click()
  await wall.locator('.board li', { hasText: 'Heroin trade' }).waitFor()
  await one.page.getByRole('button', { name: 'Take this back' }).click()
  await wall.locator('.big-clock').waitFor()
  expect(await wall.getByText('Heroin trade').count()).toBe(0)

  await unfold(page, 'Gallery walk')
  await page.getByRole('button', { name: 'Start the gallery walk' }).click()
  await two.page.getByRole('button', { name: 'Да, можно' }).click()
  await one.page.locator('nav button', { hasText: 'Table B' }).click()
  await one.page.locator('.board .card', { hasText: 'Human trafficking' }).click()
  await one.page.getByText('On “Human trafficking”:').waitFor()
  await one.page.getByLabel('A question, an addition, an example').fill('We see <b>the same</b> route.')
  await one.page.getByRole('button', { name: 'Put it beside the board' }).click()
  await one.page.locator('.text', { hasText: 'We see <b>the same</b> route.' }).waitFor()
  await picture(one.page, 'walk-en')
  // Table A keeps its board, so nobody gets there.
  await two.page.locator('nav button', { hasText: 'Стол A' }).and(two.page.locator(':disabled')).waitFor()
  await two.page.locator('nav button', { hasText: 'Наша доска' }).click()
  await two.page.locator('.text', { hasText: 'We see <b>the same</b> route.' }).waitFor()
  await two.page.getByText('К «Торговля людьми»:').waitFor()
  // The card is taken away: what was said about it stays, about a card that is gone, until it is back.
  await two.page.getByRole('button', { name: 'Вернуться к доске' }).click()
  await two.page.locator('.card', { hasText: 'Торговля людьми' }).click()
  await two.page.locator('.list .fields').getByRole('button', { name: 'Убрать' }).click()
  await two.page.getByRole('button', { name: 'Посмотреть' }).click()
  await two.page.locator('nav button', { hasText: 'Наша доска' }).click()
  await two.page.locator('.about').getByText('К карточке, которой уже нет:', { exact: true }).waitFor()
  await two.page.getByRole('button', { name: 'Вернуться к доске' }).click()
  await two.page.getByRole('button', { name: 'Отменить' }).click()
  await two.page.getByRole('button', { name: 'Посмотреть' }).click()
  await two.page.locator('nav button', { hasText: 'Наша доска' }).click()
  await two.page.getByText('К «Торговля людьми»:').waitFor()
  // A table that comes late walks with the others.
  await takeSeat(late.page, server.url, { code, table: 2, name: 'Late' })
  await late.page.locator('.board', { hasText: 'Human trafficking' }).waitFor()
  await page.getByRole('button', { name: 'End the walk' }).click()
  await two.page.getByText('Осмотр досок закончен').waitFor()
  await two.page.locator('.text', { hasText: 'the same' }).waitFor()

  await page.getByRole('button', { name: 'All tables' }).click()
  await wall.locator('main ol li', { hasText: 'Human trafficking' }).waitFor()
  await wall.keyboard.press('.')
  await expect.poll(() => wall.locator('.plenary > :not(.unseen)').count()).toBe(0)
  await wall.keyboard.press('b')
  await wall.locator('main li').first().waitFor()
  await page.getByRole('button', { name: 'Blank screen' }).click()
  await expect.poll(() => wall.locator('.plenary > :not(.unseen)').count()).toBe(0)
  await page.getByRole('button', { name: 'Blank screen' }).click()
  await wall.locator('main li').first().waitFor()
  expect([...laptops, facilitator].flatMap(({ faults }) => faults)).toEqual([])
})
