import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { addCard } from '../../shared/board/board.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { openBrowser } from '../browser/kit.ts'
import { findBrowser } from '../setup/programs.ts'
import { chance, oneOf, percentile } from '../kit/chance.ts'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { SimulatedPerson } from '../kit/people.ts'
import { ServerProcess } from '../kit/server-process.ts'
import { until } from '../kit/waiting.ts'
import { kinds, type Kind } from './desk-kinds.ts'
import { labelledPairs } from './pairs/labelled.ts'

/**
 * The merge desk with a crowded room: twelve groups with 150 cards each, the real server, the real page in Chromium. How
 * long until the desk is drawn, and how long until a decision shows. Bars: a second, and a tenth of a second.
 *
 * `--groups 12`, `--cards 150`, `--decisions 15` of each kind, `--slow 4` (the page's processor that many times slower), `--pause 300`
 * (between decisions, ms), `--profile FILE` (of the page's processor, for Chromium), `--built` (the client is built already).
 */
const { values: flags } = parseArgs({
  options: {
    groups: { type: 'string', default: '12' },
    cards: { type: 'string', default: '150' },
    decisions: { type: 'string', default: '15' },
    slow: { type: 'string', default: '1' },
    pause: { type: 'string', default: '300' },
    profile: { type: 'string', default: '' },
    built: { type: 'boolean', default: false },
  },
})
const [groups, cards, decisions] = [Number(flags.groups), Number(flags.cards), Number(flags.decisions)]
const [slow, pauseMs] = [Number(flags.slow), Number(flags.pause)]
const titles = labelledPairs().flatMap(({ left, right }) => [left, right])

const begun = performance.now()
if (!flags.built) await build({ logLevel: 'error' })
progress('the client is built')
const server = await ServerProcess.start({ script: 'server/main.ts' })
const browser = await openBrowser(findBrowser())
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
    progress(`group ${index + 1} of ${groups} has its ${cards} cards on disk`)
  }
  const page = await (await browser.newContext({ locale: 'en', viewport: { width: 1366, height: 768 } })).newPage()
  page.on('pageerror', (error) => process.stderr.write(`The page broke: ${error.message}\n`))
  await page.goto(await facilitator.invite())
  await page.locator('main').first().waitFor()
  const drawn: number[] = []
  for (let at = 0; at < 3; at++) drawn.push(await drawDesk(page, made.id))
  progress(`the desk is drawn, three times: ${drawn.map((ms) => ms.toFixed(0)).join(', ')} ms`)
  if (slow > 1) await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slow })
  const stop = flags.profile === '' ? null : await profile(page, flags.profile)
  const shows: [string, number[]][] = []
  for (const kind of kinds) {
    const times: number[] = []
    const count = kind.name === 'undo' ? decisions * 3 : decisions
    for (let at = 0; at < count; at++) times.push(await timeOnce(page, kind))
    shows.push([kind.name, times])
    progress(`${kind.name}: ${times.length} times, in the middle ${percentile(times, 0.5).toFixed(0)} ms`)
  }
  await stop?.()
  tell(`${groups} groups × ${cards} cards, ${await page.locator('article').count()} clusters on the desk`)
  tell(`| | p50 (ms) | p95 (ms) | worst (ms) | bar |\n|---|---:|---:|---:|---:|`)
  tell(`| from opening the desk until it is drawn | ${row(drawn)} | 1000 |`)
  for (const [name, times] of shows) tell(`| ${name} | ${row(times)} | 100 |`)
  const all = shows.flatMap(([, times]) => times)
  tell(`| every decision | ${row(all)} | 100 |`)
  if (percentile(drawn, 0.5) > 1000 || percentile(all, 0.95) > 100) process.exitCode = 1
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

/** From the click until what it changes is painted. The next one waits until the server has answered and told. */
async function timeOnce(page: Page, { name, choose, act, seen }: Kind): Promise<number> {
  await page.evaluate(`(${choose.toString()})()`)
  await page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, pauseMs)))'.replace('pauseMs', `${pauseMs}`),
  )
  return page.evaluate<number>(`new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('${name}: nothing changed on the desk within 10 s')), 10_000)
    const seen = ${seen.toString()}
    const before = seen()
    const start = performance.now()
    ;(${act.toString()})()
    const look = () => (seen() !== before ? setTimeout(() => resolve(performance.now() - start)) : requestAnimationFrame(look))
    requestAnimationFrame(look)
  })`)
}

/** What the page's processor does from now until it is stopped. */
async function profile(page: Page, file: string): Promise<() => Promise<void>> {
  const line = await page.context().newCDPSession(page)
  await line.send('Profiler.enable')
  await line.send('Profiler.start')
  return async () => writeFile(file, JSON.stringify((await line.send('Profiler.stop')).profile))
}

function row(times: readonly number[]): string {
  return [percentile(times, 0.5), percentile(times, 0.95), Math.max(...times)].map((ms) => ms.toFixed(0)).join(' | ')
}

/** To the other stream, so that the table can be kept by itself. */
function progress(what: string): void {
  process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${what}\n`)
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}
