import { rm } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise, Step } from '../../shared/exercise/exercise.ts'
import { steering, type Command } from '../../shared/session/commands.ts'
import { tell } from '../kit/tell.ts'
import type { Laptop } from '../server/kit/people.ts'
import { startServer, type TestServer } from '../server/kit/server.ts'
import { waitFor } from '../server/kit/board-socket.ts'
import { fillBoard, hostileExercises, writeHostileExercises } from './hostile-session.ts'
import { chunksOf, hostileTexts } from './hostile-texts.ts'
import { probe, type Probe } from './probe.ts'

export interface Walk {
  /** Every step of the exercises and every text alone in each field; else one step of each canvas, and texts joined. */
  readonly whole: boolean
  readonly seed: number
  readonly say?: (line: string) => void
}

export interface Walked {
  /** Screens looked at, and pieces of hostile text that were seen on them. */
  readonly views: number
  readonly seen: number
  readonly wrong: readonly string[]
}

interface Screen {
  readonly page: Page
  readonly eye: Probe
}

/** A session in which everything that people write is hostile, and every screen of it looked at by every person. */
export async function walkHostileSession(browser: Browser, walk: Walk): Promise<Walked> {
  const exercisesDir = await writeHostileExercises()
  const server = await startServer({ exercisesDir })
  try {
    return await new HostileWalk(browser, server, walk).go(exercisesDir)
  } finally {
    await server.close()
    await rm(exercisesDir, { recursive: true })
  }
}

class HostileWalk {
  readonly #browser: Browser
  readonly #server: TestServer
  readonly #walk: Walk
  readonly #eyes: Probe[] = []
  #views = 0
  #seen = 0
  #orders = 0

  constructor(browser: Browser, server: TestServer, walk: Walk) {
    this.#browser = browser
    this.#server = server
    this.#walk = walk
  }

  async go(exercisesDir: string): Promise<Walked> {
    const { whole, seed, say = () => undefined } = this.#walk
    const { exercises: found, problems } = await loadExercises(exercisesDir)
    if (problems.length > 0 || found.length !== hostileExercises.length) throw new Error(tell(problems))
    // In the order of the agenda: of closed steps the room looks at the last one in it.
    const exercises = hostileExercises.flatMap((name) => found.filter(({ id }) => id === name))
    const text = (index: number, most: number) => (hostileTexts[(seed + index) % hostileTexts.length] ?? '').slice(0, most)
    const ann = await this.#server.facilitator(text(0, 60))
    const groups = whole ? 8 : 1
    const plan = { title: text(1, 200), place: text(2, 200), groups, exercises: hostileExercises }
    const { id, code } = (await ann.post('/rt/facilitator/sessions', plan)).body['session'] as { id: string; code: string }
    await ann.post('/rt/facilitator/plenary', { session: id })
    const link = await ann.connect('facilitator', id)
    const order = async (command: Command) => {
      const turn = steering.has(command.do) ? (this.#server.serving.openSessions.session(id)?.turn ?? 0) : null
      const answer = await link.send({ id: `hostile${this.#orders++}`, turn, command })
      if (!answer.ok) throw new Error(`${command.do} was refused: ${answer.refused}`)
    }
    const count = whole ? Math.ceil(hostileTexts.length / groups) : chunksOf(2000)
    const seats: Laptop[] = []
    for (const [index, group] of link.view.groups.entries()) {
      await order({ do: 'name-group', group: group.id, name: text(3 + index, 60) })
      const seat = await this.#server.seat(code, index, text(20 + index, 60))
      seats.push(seat)
      for (const exercise of exercises) {
        const board = link.view.agenda.find((item) => item.exercise === exercise.id)?.boards[group.id] ?? ''
        await fillBoard(seat, board, exercise, whole ? index * count : seed, count, whole)
      }
    }
    const [first] = link.view.groups
    await this.#agree(seats[0]!, id, exercises, order)
    for (let index = 0; index < 12; index++)
      await order({ do: 'decide', decision: `d${index}`, what: { act: 'title', key: `${first?.id}:market${index}`, text: text(40 + index, 200) } }) // prettier-ignore
    await order({
      do: 'hand-on',
      exercise: 'response-mapping',
      cards: Array.from({ length: 8 }, (_, index) => ({
        kind: 'threat',
        title: { own: text(60 + index, 500) },
        from: { exercise: 'crime-mapping', cluster: 'a:b', groups: 1, of: 2 },
      })),
    })
    say(`${exercises.length} exercises on ${groups} boards each hold ${count} cards of each kind.`)

    await this.#join(code)
    const console = await this.#open(ann, `/console?session=${id}`, 'console')
    const merge = await this.#open(ann, `/merge?session=${id}`, 'merge desk')
    const wall = await this.#open(ann, `/plenary?session=${id}`, 'plenary')
    const tables = await Promise.all(seats.map((seat) => this.#open(seat, '/table', 'table')))
    await this.#look(wall, 'plenary, code')
    for (const [exercise, step] of stepsOf(exercises, whole)) {
      const name = `${exercise.id} ${step.id} (${step.canvas.type})`
      await order({ do: 'open-step', step: step.id })
      await order({ do: 'show', plenary: { shows: 'question' } })
      for (const table of tables) await this.#see(table, step.question.en, `table, ${name}`)
      await this.#see(wall, step.question.en, `plenary, question of ${name}`)
      await this.#see(console, step.title.en, `console, ${name}`)
      await order({ do: 'show', plenary: { shows: 'board', group: first?.id ?? '' } })
      await this.#look(wall, `plenary, board of ${name}`)
      await order({ do: 'close-step', step: step.id })
      await order({ do: 'show', plenary: { shows: 'merged' } })
      await wall.page.locator('main *').first().waitFor()
      await this.#look(wall, `plenary, merged ${name}`)
      await this.#see(merge, exercise.title.en, `merge desk, ${name}`)
      await this.#look(tables[0]!, `table, closed ${name}`)
      say(`${name}: ${this.#views} views, ${this.#wrong().length} wrong`)
    }
    await this.#open(ann, '/console', 'sessions')
    const report = await this.#open(ann, `/report?session=${id}`, 'report')
    await waitFor(() => report.page.frames().length > 1)
    await report.page.frames()[1]?.waitForLoadState()
    await this.#look(report, 'report, as a page')
    link.socket.close()
    for (const { page } of [console, merge, wall, report, ...tables]) await page.context().close()
    return { views: this.#views, seen: this.#seen, wrong: this.#wrong() }
  }

  #wrong(): string[] {
    return this.#eyes.flatMap((eye) => eye.wrong)
  }

  /** The first table lets the room see all its boards. */
  async #agree(seat: Laptop, session: string, exercises: readonly Exercise[], order: (command: Command) => Promise<void>): Promise<void> {
    const table = await seat.connect('seat', session)
    for (const { id: exercise } of exercises) {
      await order({ do: 'ask-board', exercise, group: null })
      await table.send({ id: `agree${this.#orders++}`, turn: null, command: { do: 'agree-board', exercise } })
    }
    table.socket.close()
  }

  async #join(code: string): Promise<void> {
    const lobby = await this.#open(this.#server.stranger(), `/j#${code}`, 'join')
    await lobby.page.getByRole('radio').first().waitFor({ state: 'attached' })
    await this.#look(lobby, 'join, tables')
    await lobby.page.context().close()
  }

  /** A browser of its own with the cookies of this laptop. */
  async #open(laptop: Laptop, path: string, name: string): Promise<Screen> {
    const context = await this.#browser.newContext({ locale: 'en', viewport: { width: 1366, height: 768 } })
    const cookies = laptop.cookie.split('; ').filter((one) => one !== '').map((one) => one.split('=') as [string, string]) // prettier-ignore
    await context.addCookies(cookies.map(([cookie, value]) => ({ name: cookie, value, url: laptop.base })))
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    const eye = await probe(page)
    this.#eyes.push(eye)
    await page.goto(laptop.base + path)
    await page.locator('h1, h2').first().waitFor({ state: 'attached' })
    await this.#look({ page, eye }, name)
    return { page, eye }
  }

  /** Waits until a text of the exercise is on the page, then looks. */
  async #see(screen: Screen, words: string, name: string): Promise<void> {
    const squeezed = words.replace(/\s+/g, '')
    const shown = screen.page.waitForFunction((wanted) => document.body.textContent.replace(/\s+/g, '').includes(wanted), squeezed)
    await shown.catch(async () => {
      await this.#look(screen, name)
      throw new Error(`${name} never showed ${JSON.stringify(words)}. ${screen.eye.wrong.join('\n')}`)
    })
    await this.#look(screen, name)
  }

  async #look({ page, eye }: Screen, name: string): Promise<void> {
    await eye.look(name)
    this.#views++
    for (const frame of page.frames())
      this.#seen += await frame.evaluate(() => document.body.textContent.split(/<\w+|evil\.example|window\.hit/).length - 1)
  }
}

/** Every step, or the first of each canvas. */
function stepsOf(exercises: readonly Exercise[], whole: boolean): (readonly [Exercise, Step])[] {
  const all = exercises.flatMap((exercise) => exercise.steps.map((step) => [exercise, step] as const))
  return whole ? all : all.filter(([, step], index) => all.findIndex(([, other]) => other.canvas.type === step.canvas.type) === index)
}
