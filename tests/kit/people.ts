import { setMaxListeners } from 'node:events'
import { readBoard } from '../../shared/board/board.ts'
import type { Exercise, Kind, Step } from '../../shared/exercise/exercise.ts'
import { ratedIn } from '../../shared/exercise/rated.ts'
import { isWithin } from '../../shared/exercise/within.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Presence } from '../../shared/protocol/presence.ts'
import { roundOf } from '../../shared/session/blind.ts'
import { isRatedAlone } from '../../shared/session/spread.ts'
import { BoardLine } from './board-line.ts'
import { chance } from './chance.ts'
import { ControlLine } from './control-line.ts'
import { Door } from './door.ts'
import { Hands } from './hands.ts'
import { until } from './waiting.ts'
import { Witnesses } from './witness.ts'
import type { Written } from './written.ts'

// Every document listens for the end of the process; forty of them are no leak.
setMaxListeners(0, process)

export interface Lobby {
  readonly session: string
  readonly title: string
  readonly groups: readonly { readonly id: string; readonly letter: string; readonly seats: number }[]
}

/** Asks a running server which groups the session with this code has. Throws a plain sentence when it refuses. */
export function look(url: string, code: string): Promise<Lobby> {
  return new Door(url).post<Lobby>('/rt/seat/look', { code })
}

export interface JoinOptions {
  readonly url: string
  readonly code: string
  readonly group: string
  readonly name: string
  readonly seed: number
  /** Shared by everybody in the room. */
  readonly witnesses?: Witnesses
  /** Most cards that the people of a table put down in a step that has no limit of its own. */
  readonly mostCards?: number
}

/** Somebody at a laptop: a seat, its control channel and its boards, over the channels that a browser uses. */
export class SimulatedPerson {
  readonly name: string
  readonly control: ControlLine
  readonly #door: Door
  readonly #hands: Hands
  readonly #witnesses: Witnesses
  readonly #boards = new Map<string, BoardLine>()
  readonly #exercises = new Map<string, Exercise>()

  private constructor(door: Door, session: string, options: JoinOptions) {
    this.name = options.name
    this.#door = door
    this.#hands = new Hands(options.name, chance(options.seed), options.mostCards ?? null)
    this.#witnesses = options.witnesses ?? new Witnesses()
    this.control = new ControlLine(door, 'seat', session, this.#witnesses.of('The session'))
  }

  /** Takes a seat and waits for the first view. Throws a plain sentence when the server refuses. */
  static async join(options: JoinOptions): Promise<SimulatedPerson> {
    const { url, code, group, name } = options
    const door = new Door(url)
    const { person } = await door.post<{ person: { session: string } }>('/rt/seat/join', {
      code,
      group,
      name,
      people: 1,
      rapporteur: false,
    })
    const made = new SimulatedPerson(door, person.session, options)
    await until(() => made.control.view !== null, `${name} did not get a view of the session.`)
    return made
  }

  get view() {
    return this.control.view
  }

  get group(): string {
    return this.view?.person.is === 'seat' ? this.view.person.group : ''
  }

  /** True when this laptop hands in for its table. */
  get isRapporteur(): boolean {
    const person = this.view?.person
    return person?.is === 'seat' && this.view?.seats.find((seat) => seat.id === person.seat)?.rapporteur === true
  }

  get boards(): readonly BoardLine[] {
    return [...this.#boards.values()]
  }

  /** What this person put down, by exercise. */
  get written(): ReadonlyMap<string, readonly Written[]> {
    return this.#hands.written
  }

  get edits(): number {
    return this.boards.reduce((sum, { edits }) => sum + edits, 0)
  }

  get saved(): number {
    return this.boards.reduce((sum, { saved }) => sum + saved, 0)
  }

  get isConnected(): boolean {
    return this.control.connected && this.boards.every(({ synced }) => synced)
  }

  savedOn(exercise: string): number {
    return this.#boards.get(exercise)?.saved ?? 0
  }

  /** The exercise as the server froze it for this session. */
  async exercise(id: string): Promise<Exercise> {
    const known = this.#exercises.get(id) ?? (await this.#door.get<Exercise>(`/rt/seat/exercises/${this.view?.id ?? ''}/${id}`))
    this.#exercises.set(id, known)
    return known
  }

  /** Opens the own table's board of the exercise and waits until it is here. */
  async openBoard(exercise: string): Promise<BoardLine> {
    await this.exercise(exercise)
    const line = this.#boards.get(exercise) ?? this.#connect(exercise, this.#witnesses)
    this.#boards.set(exercise, line)
    await opened(line, `${this.name} did not get the board.`)
    return line
  }

  /** The cards as a laptop gets them that opens the board for the first time, with this person's cookie. */
  async freshCards(exercise: string): Promise<readonly Card[]> {
    const line = this.#connect(exercise, new Witnesses())
    try {
      await opened(line, `a fresh laptop at the table of ${this.name} does not get the board`)
      return readBoard(line.doc, await this.exercise(exercise))
    } finally {
      line.close()
    }
  }

  /** The cards as this laptop shows them; null when it has not opened the board. */
  async shownCards(exercise: string): Promise<readonly Card[] | null> {
    const line = this.#boards.get(exercise)
    return line ? readBoard(line.doc, await this.exercise(exercise)) : null
  }

  /** Makes one edit in the step that is open; false when none is, or its board is not here yet. */
  work(): boolean {
    const current = this.view?.current
    if (!current || current.until === null) return false
    const exercise = this.#exercises.get(current.exercise)
    const step = exercise?.steps.find((one) => one.id === current.step)
    const line = this.#boards.get(current.exercise)
    if (!exercise || !step || !line) return false
    if (!this.#rateAlone(line, exercise, step)) this.#hands.work(line, exercise, step)
    return true
  }

  /** In a step that is rated blind: one card more on the own sheet, then waiting, then showing. False where the table agrees already. */
  #rateAlone(line: BoardLine, exercise: Exercise, step: Step): boolean {
    const { view } = this
    const run = view?.agenda.flatMap((item) => item.steps).find((one) => one.id === step.id)
    if (!view || !run || view.person.is !== 'seat') return false
    const cards = readBoard(line.doc, exercise).filter((card) => isWithin(card, step))
    const round = roundOf(view, step.id, this.group)
    const fields = ratedIn(step, exercise)
    if (!isRatedAlone(run, round, { seats: view.seats.length, cards, fields })) return false
    const command = this.#hands.rateAlone(cards, fields, round, { step: step.id, seat: view.person.seat, seats: view.seats })
    if (command) void this.control.send(command)
    return true
  }

  /** Puts down a card; returns its id. The board must be open. */
  add(exercise: Exercise, kind: Kind): string {
    const line = this.#boards.get(exercise.id)
    if (!line) throw new Error('The board is not open.')
    return this.#hands.add(line, exercise, kind)
  }

  /** Tells the others at the table where this laptop is. */
  look(line: BoardLine, card: string | null, field: string | null): void {
    const person = this.view?.person
    if (person?.is === 'seat') line.awareness.setLocalState({ seat: person.seat, card, field } satisfies Presence)
  }

  leave(): void {
    for (const line of this.boards) line.close()
    this.control.close()
  }

  #connect(exercise: string, witnesses: Witnesses): BoardLine {
    const board = this.view?.agenda.find((item) => item.exercise === exercise)?.boards[this.group] ?? ''
    const letter = this.view?.groups.find((group) => group.id === this.group)?.letter ?? ''
    return new BoardLine(this.#door, board, witnesses.of(`The board of table ${letter}, ${exercise}`))
  }
}

async function opened(line: BoardLine, sentence: string): Promise<void> {
  await until(() => line.synced || line.closed !== null, sentence)
  if (line.closed !== null) throw new Error(sentence)
}
