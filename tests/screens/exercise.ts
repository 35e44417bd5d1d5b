import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { makeDemo } from '../../server/demo.ts'
import { newId, realWorld } from '../../server/world.ts'
import type { Exercise, Step } from '../../shared/exercise/exercise.ts'
import type { Command } from '../../shared/session/commands.ts'
import { steering } from '../../shared/session/commands.ts'
import type { Session } from '../../shared/session/session.ts'
import { axeFaults } from '../browser/axe.ts'
import { openBrowser, ownAddress, watch } from '../browser/kit.ts'
import { findBrowser } from '../setup/programs.ts'
import { withManyTables } from '../kit/many-tables.ts'
import { needPrograms } from '../setup/programs.ts'
import { canvasSteps } from './canvases.ts'
import { lookOver } from './look-over.ts'
import { startEmpty } from './rooms.ts'
import { sizes, type Size } from './scenes/scene.ts'
import { reduce } from './thumbnail.ts'

/**
 * Pictures of every step of one exercise (`--exercise NAME`, and `--step NAME` for one of them), or of one step for every
 * canvas (`--canvases`, and `--only CANVAS,CANVAS` for some of them): empty, filled with its sample, handed in, closed, and merged
 * on the plenary, in both languages (`--language`), into `screenshots/exercises/` or `screenshots/canvases/`; `--merged`
 * makes the last alone, `--thumbnails` keeps that one as 480 × 270 too; `--tables 12` fills so many tables. Ends with 1 when a page scrolls sideways, breaks, has text or targets that are too small, or when
 * axe finds something at WCAG 2.2 AA.
 */
const { values: flags } = parseArgs({
  options: {
    exercise: { type: 'string' },
    step: { type: 'string' },
    canvases: { type: 'boolean', default: false },
    only: { type: 'string' },
    language: { type: 'string' },
    built: { type: 'boolean', default: false },
    merged: { type: 'boolean', default: false },
    thumbnails: { type: 'boolean', default: false },
    tables: { type: 'string' },
  },
})
const languages = flags.language === undefined ? ['en', 'ru'] : [flags.language]
const folder = flags.canvases ? 'screenshots/canvases' : 'screenshots/exercises'

needPrograms()
if (!flags.built) await build({ logLevel: 'error' })
await mkdir(folder, { recursive: true })
const serving = await startEmpty()
const browser = await openBrowser(findBrowser())
const base = `http://${ownAddress()}:${serving.port}`
const secret = serving.facilitatorLink().split('#')[1]
const faults: string[] = []
const facilitator = await laptop(browser, 'en')
await ask(facilitator, '/rt/facilitator/claim', { secret, name: 'Nino' })

for (const language of languages)
  for (const { exercise, steps } of wanted()) {
    // Sessions of their own: a step that was closed before must not stand behind one that is open now.
    const filled = await makeDemo(serving.openSessions, serving.storage, [exercise], { title: 'Filled', place: 'Tashkent' })
    const empty = await serving.openSessions.create({ title: 'Empty', place: 'Tashkent', groups: 3, exercises: [exercise] })
    const [atEmpty, atFilled, plenary] = [await laptop(browser, language), await laptop(browser, language), await laptop(browser, language)]
    await sit(atEmpty, empty)
    await sit(atFilled, filled)
    const cookies = await facilitator.context().cookies()
    await plenary.context().addCookies(cookies)
    await ask(plenary, '/rt/facilitator/plenary', { session: filled.id })
    for (const { step, called } of steps) {
      const name = (state: string) => `${called}-${state}-${language}`
      for (const session of [empty, filled]) await order(session, { do: 'open-step', step: step.id })
      if (!flags.merged) {
        for (const size of ['laptop', 'phone'] as const) await shoot(atEmpty, name('empty'), '/table', size)
        for (const size of ['laptop', 'projector', 'phone'] as const)
          if (!flags.canvases || size !== 'projector') await shoot(atFilled, name('filled'), '/table', size)
        await orderAtTable(filled, { do: 'hand-in', step: step.id })
        await shoot(atFilled, name('handed-in'), '/table', 'laptop')
      }
      await order(filled, { do: 'close-step', step: step.id })
      if (!flags.merged) await shoot(atFilled, name('closed'), '/table', 'laptop')
      await order(filled, { do: 'show', plenary: { shows: 'merged' } })
      await shoot(plenary, name('merged'), `/plenary?session=${filled.id}`, 'projector')
    }
    for (const page of [atEmpty, atFilled, plenary]) await page.context().close()
  }
await browser.close()
process.stdout.write(faults.length === 0 ? 'No page has a fault.\n' : `${faults.join('\n')}\n${faults.length} faults.\n`)
process.exit(faults.length === 0 ? 0 : 1)

/** The exercises and their steps that are asked for, and what their pictures are called. */
function wanted(): { exercise: Exercise; steps: { step: Step; called: string }[] }[] {
  const named = (id: string) => {
    const found = serving.exercises.find((one) => one.id === id)
    if (found) return flags.tables === undefined ? found : withManyTables(found, Number(flags.tables))
    throw new Error(`There is no exercise ${id} without problems: ${serving.exercises.map((one) => one.id).join(', ')}`)
  }
  if (flags.canvases)
    return Object.entries(canvasSteps)
      .filter(([called]) => flags.only === undefined || flags.only.split(',').includes(called))
      .map(([called, at]) => {
        const exercise = named(at.exercise)
        return { exercise, steps: exercise.steps.filter(({ id }) => id === at.step).map((step) => ({ step, called })) }
      })
  const exercise = named(flags.exercise ?? '')
  const steps = exercise.steps.filter(({ id }) => flags.step === undefined || id === flags.step)
  return [{ exercise, steps: steps.map((step) => ({ step, called: `${exercise.id}-${step.id}` })) }]
}

async function laptop(from: Browser, language: string): Promise<Page> {
  const context = await from.newContext({ locale: language, viewport: sizes.laptop, reducedMotion: 'reduce', bypassCSP: true })
  const page = await context.newPage()
  await page.goto(base)
  return page
}

/** From inside the page, as the page's own code asks. */
async function ask(page: Page, path: string, body: unknown): Promise<void> {
  const status = await page.evaluate(
    async ([path_, body_]) => {
      const headers = { 'x-roundtable': '1', 'content-type': 'application/json' }
      return (await fetch(path_, { method: 'POST', headers, body: JSON.stringify(body_) })).status
    },
    [path, body] as const,
  )
  if (status >= 400) throw new Error(`${path} answered ${status}`)
}

async function sit(page: Page, session: Session): Promise<void> {
  await ask(page, '/rt/seat/join', { code: session.code, group: session.groups[0]?.id, name: 'Zarina', people: 4, rapporteur: true })
}

async function order(session: Session, command: Command): Promise<void> {
  const person = { is: 'facilitator', name: 'Nino' } as const
  await serving.openSessions.use(session.id, (room) =>
    room.carryOut(person, { id: newId(realWorld), turn: steering.has(command.do) ? room.session.turn : null, command }),
  )
}

/** What the person at the laptop of the first table does. */
async function orderAtTable({ id }: Session, command: Command): Promise<void> {
  await serving.openSessions.use(id, (room) => {
    const seat = room.session.seats.at(-1)
    if (!seat) throw new Error('Nobody sits at the table')
    const person = { is: 'seat', session: id, seat: seat.id, group: seat.group } as const
    return room.carryOut(person, { id: newId(realWorld), turn: null, command })
  })
}

async function shoot(page: Page, name: string, path: string, size: Size): Promise<void> {
  const broke = watch(page)
  await page.setViewportSize(sizes[size])
  await page.goto(base + path)
  await page
    .locator(path === '/table' ? '.desk' : 'main')
    .first()
    .waitFor()
  await page.waitForFunction(() => document.querySelector('.desk, main svg, main p') !== null)
  await page.evaluate(() => document.fonts.ready)
  const onWall = path !== '/table'
  const found = await lookOver(page, onWall ? { text: 28, target: null, scrolls: false } : { text: 16, target: 40, scrolls: true })
  if (size === 'laptop') found.push(...(await axeFaults(page)).map((fault) => `axe ${fault}`))
  faults.push(...[...found, ...broke].map((fault) => `${name}-${size}: ${fault}`))
  const picture = join(folder, `${name}-${size}.png`)
  await page.screenshot({ path: picture, fullPage: size === 'phone' })
  if (flags.thumbnails && onWall) await reduce(browser, picture, 'screenshots/thumbnails')
}
