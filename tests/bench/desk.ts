import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { addCard } from '../../shared/board/board.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { openBrowser } from '../browser/kit.ts'
import { chance, oneOf, percentile } from '../kit/chance.ts'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { SimulatedPerson } from '../kit/people.ts'
import { ServerProcess } from '../kit/server-process.ts'
import { until } from '../kit/waiting.ts'
import { labelledPairs } from './pairs/labelled.ts'

/**
 * The merge desk with a crowded room: twelve groups with 150 cards each, the real server, the real page in Chromium. How
 * long until the desk is drawn, and how long until a decision shows. Bars: a second, and a tenth of a second.
 *
 * `--groups 12`, `--cards 150`, `--decisions 15`, `--built` (the client is built already).
 */
const { values: flags } = parseArgs({
  options: {
    groups: { type: 'string', default: '12' },
    cards: { type: 'string', default: '150' },
    decisions: { type: 'string', default: '15' },
    built: { type: 'boolean', default: false },
  },
})
const [groups, cards, decisions] = [Number(flags.groups), Number(flags.cards), Number(flags.decisions)]
const titles = labelledPairs().flatMap(({ left, right }) => [left, right])

if (!flags.built) await build({ logLevel: 'error' })
const server = await ServerProcess.start({ script: 'server/main.ts' })
const browser = await openBrowser()
try {
  const facilitator = await SimulatedFacilitator.open(server.link)
  const made = await facilitator.makeSession('Desk', groups, ['crime-mapping'])
  const console = await facilitator.enter(made.id)
  await console.send({ do: 'open-step', step: 'choose', minutes: 60 })
  const random = chance(11)
  for (const [index, { id }] of console.view!.groups.entries()) {
    const person = await SimulatedPerson.join({ url: server.url, code: made.code, group: id, name: `P${index}`, seed: index + 1 })
    const line = await person.openBoard('crime-mapping')
    const exercise = await person.exercise('crime-mapping')
    fill(exercise, line.doc, random)
    await until(() => line.saved === line.edits, 'A board was not saved.', 60_000)
    person.leave()
  }
  const page = await (await browser.newContext({ locale: 'en', viewport: { width: 1366, height: 768 } })).newPage()
  page.on('pageerror', (error) => process.stderr.write(`The page broke: ${error.message}\n`))
  await page.goto(await facilitator.invite())
  await page.locator('main').first().waitFor()
  const drawn: number[] = []
  for (let at = 0; at < 3; at++) drawn.push(await drawDesk(page, made.id))
  const [shows, undos]: [number[], number[]] = [[], []]
  for (let at = 0; at < decisions; at++) shows.push(await decideOnce(page))
  for (let at = 0; at < decisions; at++) undos.push(await undoOnce(page))
  tell(`${groups} groups × ${cards} cards, ${await page.locator('article').count()} clusters on the desk`)
  tell(`| | p50 (ms) | p95 (ms) | worst (ms) | bar |\n|---|---:|---:|---:|---:|`)
  tell(`| from opening the desk until it is drawn | ${row(drawn)} | 1000 |`)
  tell(`| from "Join" until it shows | ${row(shows)} | 100 |`)
  tell(`| from "Undo" until it shows | ${row(undos)} | 100 |`)
  if (percentile(drawn, 0.5) > 1000 || percentile([...shows, ...undos], 0.95) > 100) process.exitCode = 1
  console.close()
} finally {
  await browser.close()
  await server.close()
}
process.exit()

/** Four in ten cards name a market of the list; the others have titles as officials write them. */
function fill(exercise: Exercise, doc: Parameters<typeof addCard>[0], random: () => number): void {
  const terms = exercise.vocabularies['markets']!.terms
  for (let card = 0; card < cards; card++) {
    const name =
      random() < 0.4 ? { code: oneOf(terms, random)!.code } : { own: `${oneOf(titles, random)!}${random() < 0.5 ? ` ${card}` : ''}` }
    const rated = () => 1 + Math.floor(random() * 5)
    addCard(doc, `c${card}`, exercise.kinds['market']!, { name, scale: rated(), impact: rated() }, null)
  }
}

/** From the moment the page begins to load until the cards that fit the screen stand on it. */
async function drawDesk(page: Page, session: string): Promise<number> {
  await page.goto(`${server.url}/merge?session=${session}`, { waitUntil: 'commit' })
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelectorAll('article').length >= 12 && document.querySelector('.proposal')) requestAnimationFrame(() => resolve(performance.now()))
          else requestAnimationFrame(look)
        }
        look()
      }),
  ) // prettier-ignore
}

/** Joins the first pair that looks alike: from the click until another pair stands in its place, painted. */
async function decideOnce(page: Page): Promise<number> {
  await page.locator('.proposal').first().waitFor()
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const first = document.querySelector('.proposal')!
        const before = first.textContent
        const start = performance.now()
        first.querySelector('button')!.click()
        const look = () => {
          if (document.querySelector('.proposal')?.textContent !== before) setTimeout(() => resolve(performance.now() - start))
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
  )
}

/** Takes the last decision back: from the click until there is a cluster more, painted. */
async function undoOnce(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const title = document.querySelector('#clusters-title')!
        const before = title.textContent
        const start = performance.now()
        document.querySelector<HTMLButtonElement>('.verbs button:last-child')!.click()
        const look = () => {
          if (title.textContent !== before) setTimeout(() => resolve(performance.now() - start))
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
  )
}

function row(times: readonly number[]): string {
  return [percentile(times, 0.5), percentile(times, 0.95), Math.max(...times)].map((ms) => ms.toFixed(0)).join(' | ')
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}
