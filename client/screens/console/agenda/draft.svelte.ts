import type { AgendaDay, AgendaLine } from '../../../../shared/exercise/agenda.ts'
import type { Localized } from '../../../../shared/i18n/language.ts'
import type { Command } from '../../../../shared/session/commands.ts'
import { draftDays, plannedSteps } from '../../../../shared/session/plan.ts'
import type { AgendaItem } from '../../../../shared/session/session.ts'
import type { Outline } from '../shelf.ts'

/** A line knows itself again wherever it is moved. */
export interface DraftLine extends AgendaLine {
  readonly key: number
}
export interface DraftDay extends AgendaDay {
  readonly lines: readonly DraftLine[]
}

/** The order of the day as it stands in the window, not saved yet. */
export interface UnsentAgenda {
  readonly days: readonly DraftDay[]
  /** Minutes of steps, where they were changed. */
  readonly minutes: Readonly<Record<string, number>>
  /** Exercises that come into the session, and those that go, when it is saved. */
  readonly added: readonly Outline[]
  readonly removed: readonly string[]
}

/** The agenda of a session as far as it can be changed here. */
export interface Agenda {
  readonly agenda: readonly AgendaItem[]
  readonly days: readonly AgendaDay[]
}

export interface Titles {
  exercise(id: string): Localized
  day(number: number): Localized
}

/** As many as a command takes. */
export const mostDays = 10
const noExercise = { at: '', minutes: 15 }

/** The order of the day while somebody arranges it. Nobody else sees anything of it; every change can be taken back. */
export class Draft {
  readonly #titles: Titles
  #now = $state.raw<UnsentAgenda>({ days: [], minutes: {}, added: [], removed: [] })
  #before = $state.raw<readonly UnsentAgenda[]>([])
  readonly #wasUnsent: boolean
  #last = 0

  /** `unsent` is what was arranged before and not saved. */
  constructor(view: Agenda, titles: Titles, unsent: Partial<UnsentAgenda> | null) {
    this.#titles = titles
    this.#wasUnsent = unsent !== null
    this.#now = { minutes: {}, added: [], removed: [], ...unsent, days: unsent?.days ? this.#keyed(unsent.days) : this.#daysOf(view) }
  }

  get days(): readonly DraftDay[] {
    return this.#now.days
  }

  get minutes(): UnsentAgenda['minutes'] {
    return this.#now.minutes
  }

  get added(): readonly Outline[] {
    return this.#now.added
  }

  get removed(): readonly string[] {
    return this.#now.removed
  }

  /** What is to be kept of it; null while there is nothing that the session does not have. */
  get unsent(): UnsentAgenda | null {
    return this.#wasUnsent || this.#before.length > 0 ? this.#now : null
  }

  get canUndo(): boolean {
    return this.#before.length > 0
  }

  undo(): void {
    this.#now = this.#before.at(-1) ?? this.#now
    this.#before = this.#before.slice(0, -1)
  }

  /** Begins anew with what the session has now. */
  takeUp(view: Agenda): void {
    this.#put({ days: this.#daysOf(view), minutes: {}, added: [], removed: [] })
  }

  addDay(): void {
    this.#put({ days: [...this.days, { title: this.#titles.day(this.days.length + 1), lines: [] }] })
  }

  renameDay(at: number, text: string): void {
    this.#change(at, (day) => ({ ...day, title: { en: text, ru: text } }))
  }

  /** Only an empty one goes, and never the last. */
  removeDay(at: number): void {
    if (this.days.length > 1 && this.days[at]?.lines.length === 0) this.#put({ days: this.days.toSpliced(at, 1) })
  }

  /** A line that is no exercise. Gives its key. */
  addLine(day: number, place: number, title: Localized, minutes = noExercise.minutes): number {
    return this.#insert(day, place, { ...noExercise, minutes, title })
  }

  /** An exercise of the library, with all its steps. One that was to go stays instead. */
  addExercise(day: number, place: number, outline: Outline): number {
    const steps = outline.steps.map(({ id }) => id)
    const minutes = outline.steps.reduce((sum, step) => sum + step.minutes, 0)
    const wasThere = this.removed.includes(outline.id)
    const more = wasThere ? { removed: this.removed.filter((id) => id !== outline.id) } : { added: [...this.added, outline] }
    return this.#insert(day, place, { at: '', minutes, title: outline.title, exercise: outline.id, steps }, more)
  }

  putLine(day: number, line: DraftLine): void {
    this.#change(day, (one) => ({ ...one, lines: one.lines.map((other) => (other.key === line.key ? line : other)) }))
  }

  /** An exercise that was to come in only here does not come in. */
  removeLine(day: number, key: number): void {
    const days = this.#with(day, (one) => ({ ...one, lines: one.lines.filter((line) => line.key !== key) }))
    this.#put({ days, added: this.added.filter(({ id }) => isNamed(id, days)) })
  }

  /** One place on or back; past the end of a day into the next. */
  moveLine(day: number, key: number, by: -1 | 1): void {
    const lines = this.days[day]?.lines ?? []
    const to = lines.findIndex((line) => line.key === key) + by
    if (to >= 0 && to < lines.length) return this.#move(day, key, day, to)
    const next = this.days[day + by]
    if (next) this.#move(day, key, day + by, by < 0 ? next.lines.length : 0)
  }

  /** Behind the last line of that day. */
  moveToDay(day: number, key: number, to: number): void {
    this.#move(day, key, to, this.days[to]?.lines.length ?? 0)
  }

  time(step: string, minutes: number): void {
    this.#put({ minutes: { ...this.minutes, [step]: minutes } })
  }

  /** A step that was left out comes back to the first line of its exercise, else to a line of its own at the end. */
  takeIn(step: string, exercise: string, minutes: number): void {
    const day = this.days.findIndex(({ lines }) => lines.some((line) => line.exercise === exercise))
    const line = this.days[day]?.lines.find((one) => one.exercise === exercise)
    if (line) return this.putLine(day, { ...line, steps: [...(line.steps ?? []), step] })
    this.#insert(this.days.length - 1, Infinity, { at: '', minutes, title: this.#titles.exercise(exercise), exercise, steps: [step] })
  }

  /** The exercise goes out of the session. */
  takeAway(exercise: string): void {
    const days = this.days.map((day) => ({ ...day, lines: day.lines.filter((line) => line.exercise !== exercise) }))
    this.#put({ days, removed: [...this.removed, exercise] })
  }

  /** One that was to go stays. */
  keep(exercise: string): void {
    this.#put({ removed: this.removed.filter((id) => id !== exercise) })
  }

  /** Steps of the session that no line names. */
  leftOut(agenda: readonly AgendaItem[]): readonly string[] {
    const planned = plannedSteps({ agenda, days: this.days })
    return agenda
      .filter(({ exercise }) => !this.removed.includes(exercise))
      .flatMap(({ steps }) => steps.map(({ id }) => id))
      .filter((id) => !planned.includes(id))
  }

  command({ agenda }: Pick<Agenda, 'agenda'>): SetAgenda {
    const stays = agenda.filter(({ exercise }) => !this.removed.includes(exercise))
    const known = new Set([...stays, ...this.added].flatMap(({ steps }) => steps.map(({ id }) => id)))
    const minutes = Object.fromEntries(Object.entries(this.minutes).filter(([step]) => known.has(step)))
    return commandOf(this.days, minutes, { add: this.added.map(({ id }) => id), remove: [...this.removed] })
  }

  /** What makes the session again as it is now, before the command of this draft. */
  wayBack(view: Agenda): SetAgenda {
    const changed = view.agenda.flatMap(({ steps }) => steps).filter(({ id }) => this.minutes[id] !== undefined)
    const minutes = Object.fromEntries(changed.map((run) => [run.id, run.minutes]))
    return commandOf(this.#daysOf(view), minutes, { add: [...this.removed], remove: this.added.map(({ id }) => id) })
  }

  #daysOf(view: Agenda): readonly DraftDay[] {
    return this.#keyed(draftDays(view, (id) => this.#titles.exercise(id), this.#titles.day(1)))
  }

  #keyed(days: readonly AgendaDay[]): readonly DraftDay[] {
    return days.map((day) => ({ ...day, lines: day.lines.map((line) => ({ ...line, key: ++this.#last })) }))
  }

  #insert(day: number, place: number, line: AgendaLine, more: Partial<UnsentAgenda> = {}): number {
    const keyed = { ...line, key: ++this.#last }
    this.#put({ days: this.#with(day, (one) => ({ ...one, lines: one.lines.toSpliced(place, 0, keyed) })), ...more })
    return keyed.key
  }

  #move(from: number, key: number, to: number, place: number): void {
    const line = this.days[from]?.lines.find((one) => one.key === key)
    if (!line || !this.days[to]) return
    const without = this.#with(from, (day) => ({ ...day, lines: day.lines.filter((one) => one !== line) }))
    this.#put({ days: without.map((day, at) => (at === to ? { ...day, lines: day.lines.toSpliced(place, 0, line) } : day)) })
  }

  #with(at: number, change: (day: DraftDay) => DraftDay): readonly DraftDay[] {
    return this.days.map((day, index) => (index === at ? change(day) : day))
  }

  #change(at: number, change: (day: DraftDay) => DraftDay): void {
    this.#put({ days: this.#with(at, change) })
  }

  #put(next: Partial<UnsentAgenda>): void {
    this.#before = [...this.#before, this.#now]
    this.#now = { ...this.#now, ...next }
  }
}

type SetAgenda = Extract<Command, { do: 'set-agenda' }>

const isNamed = (exercise: string, days: readonly AgendaDay[]) => days.some(({ lines }) => lines.some((line) => line.exercise === exercise))

function commandOf(
  days: readonly AgendaDay[],
  minutes: Readonly<Record<string, number>>,
  change: { readonly add: string[]; readonly remove: string[] },
): SetAgenda {
  const plain = ({ at, minutes: long, title, exercise, steps, assemble }: AgendaLine) => ({
    at,
    minutes: long,
    title,
    ...(exercise === undefined ? {} : { exercise }),
    ...(steps ? { steps: [...steps] } : {}),
    ...(assemble === undefined ? {} : { assemble }),
  })
  return {
    do: 'set-agenda',
    days: days.map(({ title, lines }) => ({ title, lines: lines.map(plain) })),
    minutes: { ...minutes },
    ...(change.add.length > 0 ? { add: change.add } : {}),
    ...(change.remove.length > 0 ? { remove: change.remove } : {}),
  }
}

/** Whether the agenda is as it was: the same exercises, and the same lines. */
export function isSameAgenda(one: Agenda, other: Agenda): boolean {
  const told = ({ agenda, days }: Agenda) => JSON.stringify([agenda.map(({ exercise }) => exercise), days])
  return told(one) === told(other)
}
