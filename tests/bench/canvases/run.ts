import { mkdir, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { openBrowser } from '../../browser/kit.ts'
import { findBrowser } from '../../setup/programs.ts'
import { percentile } from '../../kit/chance.ts'
import { SimulatedFacilitator } from '../../kit/facilitator.ts'
import { SimulatedPerson } from '../../kit/people.ts'
import { ServerProcess } from '../../kit/server-process.ts'
import { until } from '../../kit/waiting.ts'
import { cases, stepOf, type Case } from './cases.ts'
import { fillBoard } from './fill.ts'
import { floorOf } from './floor.ts'
import { workBeside } from './mate.ts'
import { profiled } from './profile.ts'
import { memoryOf, watchFrames, whenDrawn, whenStill } from './stopwatch.ts'
import { tableOf, type Measured } from './report.ts'

/**
 * How smooth every canvas stays on a slow laptop when a board is crowded: the real server, the real page in Chromium
 * with its processor slowed down, and somebody else at the table who types. Prints one table; medians of `--repeat` runs.
 *
 * `--canvas NAME` (several times), `--cards 500,2000`, `--repeat 3`, `--slowed 4`, `--built` (the client is built
 * already), `--profile` (where the time goes).
 */
const { values: flags } = parseArgs({
  options: {
    canvas: { type: 'string', multiple: true, default: [] },
    cards: { type: 'string', default: '500,2000' },
    repeat: { type: 'string', default: '3' },
    slowed: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '4' },
    built: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    label: { type: 'string', default: 'canvases' },
  },
})
const sizes = flags.cards.split(',').map(Number)
const [repeat, slowed, seconds] = [Number(flags.repeat), Number(flags.slowed), Number(flags.seconds)]
const chosen = cases.filter(({ name, canvas }) => flags.canvas.length === 0 || flags.canvas.includes(name) || flags.canvas.includes(canvas))
const folder = 'tests/bench/results'
const say = (line: string) => void process.stdout.write(`${line}\n`)

await mkdir(folder, { recursive: true })
if (!flags.built) await build({ logLevel: 'error', ...(flags.profile ? { build: { minify: false } } : {}) })
const server = await ServerProcess.start({ script: 'server/main.ts' })
const browser = await openBrowser(findBrowser())
const facilitator = await SimulatedFacilitator.open(server.link)
try {
  const floor = await median(() => floorOf(browser, slowed, seconds))
  const rows: Measured[] = []
  for (const one of chosen)
    for (const cards of sizes) {
      rows.push({ name: one.name, cards, ...(await median(() => measure(one, cards))) })
      process.stderr.write(`${tableOf(floor, rows.slice(-1)).split('\n').at(-2) ?? ''}\n`)
    }
  const file = `${folder}/${flags.label}.json`
  await writeFile(
    file,
    JSON.stringify({ at: new Date().toISOString(), slowed, repeat, seconds, node: process.version, floor, rows }, null, 2),
  )
  say(`Processor slowed ${slowed} times, medians of ${repeat}. The floor is a box that is dragged over an empty page in the same run.\n`)
  say(tableOf(floor, rows))
} finally {
  await browser.close()
  await server.close()
}
process.exit()

/** A session of its own: nothing that was done before stands on the board or in the page. */
async function measure(one: Case, cards: number): Promise<Omit<Measured, 'name' | 'cards'>> {
  const made = await facilitator.makeSession(one.name, 1, [one.exercise])
  const console = await facilitator.enter(made.id)
  const group = console.view!.groups[0]!.id
  const mate = await SimulatedPerson.join({ url: server.url, code: made.code, group, name: 'Mate', seed: 1 })
  const line = await mate.openBoard(one.exercise)
  const exercise = await mate.exercise(one.exercise)
  fillBoard(line.doc, exercise, one.kinds(cards), 5)
  await until(() => line.saved === line.edits, 'The board was not saved.', 60_000)
  const page = await sitDown(browser, made.code, group)
  const context = page.context()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  let drawn = 0
  const open = async () => {
    const opened = Date.now()
    const drawnAt = one.windowed ? whenStill(page, one.drawn) : whenDrawn(page, one.drawn, one.canvas === 'grid' ? cards : Math.floor(cards * 0.98))
    await console.send({ do: 'open-step', step: one.step, minutes: 60 })
    drawn = (await drawnAt) - opened
  }
  const heavyOpening = flags.profile ? await profiled(page, `${folder}/${one.name}-${cards}-opening.cpuprofile`, open) : (await open(), [])
  const stop = await workBeside(mate, exercise, stepOf(exercise, one))
  await page.waitForFunction(() => document.fonts.ready.then(() => true))
  let gesture: Awaited<ReturnType<typeof watchFrames>> | null = null
  const act = async () => void (gesture = await watchFrames(page, () => one.gesture(page, seconds)))
  const heavy = flags.profile ? await profiled(page, `${folder}/${one.name}-${cards}.cpuprofile`, act) : (await act(), [])
  let typing: Awaited<ReturnType<typeof watchFrames>> | null = null
  const write = async () => void (typing = await watchFrames(page, () => type(page, one)))
  const heavyTyping = flags.profile ? await profiled(page, `${folder}/${one.name}-${cards}-typing.cpuprofile`, write) : (await write(), [])
  if (flags.profile) say([`${one.name}, ${cards} cards: opening`, ...heavyOpening, 'the gesture', ...heavy, 'typing', ...heavyTyping].join('\n'))
  stop()
  const memory = await memoryOf(page)
  await context.close()
  mate.leave()
  console.close()
  return { drag: gesture!.frames, typing: typing!.frames, key: { p50: percentile(typing!.keys, 0.5), p95: percentile(typing!.keys, 0.95) }, drawn, ...memory }
} // prettier-ignore

async function sitDown(from: Browser, code: string, group: string): Promise<Page> {
  const context = await from.newContext({ locale: 'en', viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => process.stderr.write(`The page broke: ${error.message}\n`))
  await page.goto(server.url)
  await page.evaluate(
    async (body) => {
      const headers = { 'x-roundtable': '1', 'content-type': 'application/json' }
      await fetch('/rt/seat/join', { method: 'POST', headers, body: JSON.stringify(body) })
    },
    { code, group, name: 'Aida', people: 4, rapporteur: true },
  )
  await page.goto(`${server.url}/table`)
  await page.locator('main .middle p').first().waitFor()
  return page
}

/** Opens a field and writes in it as a quick typist does. */
async function type(page: Page, { opens, field }: Case): Promise<void> {
  if (opens !== null && (await page.locator(field).count()) === 0) await page.locator(opens).nth(1).click({ timeout: 60_000 })
  const input = page.locator(field).first()
  await input.focus({ timeout: 60_000 })
  await page.keyboard.type(' and so it goes on with them', { delay: 110 })
}

/** Of several runs the middle of each figure. */
async function median<Result extends object>(run: () => Promise<Result>): Promise<Result> {
  const results: Result[] = []
  for (let turn = 0; turn < repeat; turn++) results.push(await run())
  return middle(results) as Result
}

function middle(values: readonly unknown[]): unknown {
  if (typeof values[0] === 'number') return [...(values as number[])].sort((a, b) => a - b)[Math.floor(values.length / 2)]
  const keys = Object.keys(values[0] as object)
  return Object.fromEntries(keys.map((key) => [key, middle(values.map((value) => (value as Record<string, unknown>)[key]))]))
}
