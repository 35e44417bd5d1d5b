import { isDeepStrictEqual } from 'node:util'
import type { Card } from '../../shared/fields/values.ts'
import { chance } from './chance.ts'
import type { ControlLine } from './control-line.ts'
import { look, SimulatedPerson, type Lobby } from './people.ts'
import { pause, until } from './waiting.ts'
import { Witnesses } from './witness.ts'
import { compare } from './written.ts'

export interface RehearsalOptions {
  readonly url: string
  readonly code: string
  readonly groups: number
  readonly people: number
  readonly minutes: number
  /** Somebody who opens one step after the other; without, people follow whoever steers on a console. */
  readonly steering?: ControlLine
  readonly witnesses?: Witnesses
  /** Most cards that the people of a table put down, instead of the step's own limit. */
  readonly mostCards?: number
  /** Milliseconds between two edits of one person, from and to. A person at a table needs about four seconds. */
  readonly pace?: readonly [least: number, most: number]
}

const atEndMs = 20_000
const returnMs = 300

/** Simulated people who take seats in a session, work through whichever step is open, and know what they wrote. */
export class Rehearsal {
  readonly people: SimulatedPerson[] = []
  readonly #options: RehearsalOptions
  readonly #witnesses: Witnesses
  #lobby: Lobby | null = null
  #isOver = false
  #end: () => void = () => undefined
  readonly #ended = new Promise<void>((resolve) => (this.#end = resolve))

  constructor(options: RehearsalOptions) {
    this.#options = options
    this.#witnesses = options.witnesses ?? new Witnesses()
  }

  /** Everybody takes a seat, table by table. Throws a plain sentence when the server refuses. */
  async join(): Promise<Lobby> {
    const { url, code, groups, people } = this.#options
    this.#lobby = await look(url, code)
    const tables = this.#lobby.groups.slice(0, groups)
    const most = this.#options.mostCards === undefined ? {} : { mostCards: this.#options.mostCards }
    for (let index = 0; index < people; index++) {
      const group = tables[index % tables.length]?.id ?? ''
      const one = { url, code, group, name: `Rehearsal ${index + 1}`, seed: index + 1, witnesses: this.#witnesses, ...most }
      this.people.push(await SimulatedPerson.join(one))
    }
    return this.#lobby
  }

  /** Everybody works until the time is over; then every table hands in what it has. A server that is gone is not waited for. */
  async work(): Promise<void> {
    const steering = this.#options.steering
    const ending = (steering ? this.#steer(steering) : this.#follow()).catch(ignore)
    const over = Promise.race([ending, this.#ended, pause(this.#ms + atEndMs)]).finally(() => (this.#isOver = true))
    await Promise.all([over, ...this.people.map((person, index) => this.#live(person, index))])
  }

  /** Ends the work before its time. */
  end(): void {
    this.#end()
  }

  /**
   * Waits until everything is saved and compares what each person wrote with what a fresh laptop of the table gets.
   * The answer is a sentence for each thing that is lost; none when all is well.
   */
  async check(): Promise<string[]> {
    const isSettled = (person: SimulatedPerson) =>
      person.boards.some(({ closed }) => closed !== null) || (person.isConnected && person.saved === person.edits)
    await until(() => this.people.every(isSettled), '', atEndMs).catch(() => undefined)
    const stuck = this.people.flatMap((person) => stuckAt(person))
    const tables = [...new Set(this.people.map(({ group }) => group))]
    const wrong = await Promise.all(tables.map((group) => this.#checkTable(group)))
    return [...this.#witnesses.forgotten, ...stuck, ...wrong.flat()]
  }

  leave(): void {
    for (const person of this.people) person.leave()
  }

  async #live(person: SimulatedPerson, index: number): Promise<void> {
    const random = chance(1_000_000 + index)
    const [least, most] = this.#options.pace ?? [2000, 6000]
    while (!this.#isOver) {
      await pause(least + random() * (most - least))
      const current = person.view?.current
      // The board may be on its way while the server is away: the next turn tries again.
      if (current && current.until !== null && !this.#isOver) await person.openBoard(current.exercise).then(() => person.work(), ignore)
    }
  }

  get #ms(): number {
    return this.#options.minutes * 60_000
  }

  /** Opens each step for its share of the time; at its end every table hands in. */
  async #steer(steering: ControlLine): Promise<void> {
    const steps = steering.view?.agenda.flatMap((item) => item.steps.map(({ id }) => id)) ?? []
    for (const step of steps) {
      await steering.send({ do: 'open-step', step, minutes: Math.max(1, Math.ceil(this.#options.minutes)) })
      await pause(this.#ms / steps.length)
      await this.#handIn(step)
    }
  }

  /** Somebody else opens the steps; whatever is open at the end is handed in. */
  async #follow(): Promise<void> {
    await pause(this.#ms)
    const current = this.people[0]?.view?.current
    if (current && current.until !== null) await this.#handIn(current.step)
  }

  async #handIn(step: string): Promise<void> {
    await Promise.all(this.people.map((person) => person.control.send({ do: 'done', step, done: true })))
    await Promise.all(this.people.filter((one) => one.isRapporteur).map((one) => one.control.send({ do: 'hand-in', step })))
  }

  async #checkTable(group: string): Promise<string[]> {
    const letter = this.#lobby?.groups.find(({ id }) => id === group)?.letter ?? ''
    const mates = this.people.filter((person) => person.group === group)
    const exercises = [...new Set(mates.flatMap((person) => [...person.written.keys()]))]
    const wrong = await Promise.all(exercises.map((exercise) => this.#checkBoard(mates, exercise).catch((error: Error) => [error.message])))
    return wrong.flat().map((sentence) => `Table ${letter}: ${sentence}`)
  }

  async #checkBoard(mates: readonly SimulatedPerson[], exercise: string): Promise<string[]> {
    const [first] = mates
    if (!first) return []
    const { kinds } = await first.exercise(exercise)
    const cards = await first.freshCards(exercise)
    const records = mates.map((one) => ({ written: one.written.get(exercise) ?? [], saved: one.savedOn(exercise) }))
    const apart = await apartFrom(first, mates, exercise)
    return [...compare(records, cards, kinds), ...apart]
  }
}

/** Laptops that show something else than the server has; real ones may still be at work, so it looks a few times. */
async function apartFrom(first: SimulatedPerson, mates: readonly SimulatedPerson[], exercise: string): Promise<string[]> {
  let apart: readonly SimulatedPerson[] = mates
  for (let time = 0; time < 5 && apart.length > 0; time++) {
    if (time > 0) await pause(returnMs)
    const fresh = await first.freshCards(exercise)
    const shown = await Promise.all(mates.map((mate) => mate.shownCards(exercise)))
    apart = mates.filter((_, index) => shown[index] !== null && !isSame(shown[index] ?? [], fresh))
  }
  return apart.map((person) => `the laptop of ${person.name} shows other cards than a fresh one`)
}

const isSame = (one: readonly Card[], other: readonly Card[]) => isDeepStrictEqual(one, other)
const ignore = () => false

function stuckAt(person: SimulatedPerson): string[] {
  const sentAway = person.boards.flatMap(({ closed }) => (closed === null ? [] : [`the server sent ${person.name} away (${closed})`]))
  const unsaved = person.edits - person.saved
  if (unsaved > 0) sentAway.push(`${unsaved} edits of ${person.name} were never called saved`)
  else if (!person.isConnected && sentAway.length === 0) sentAway.push(`${person.name} did not get back to the server`)
  return sentAway
}
