import { isAlone, ownBoardOf } from '../../../shared/session/alone.ts'
import { lastMinuteMs } from '../../../shared/session/clocks.ts'
import { isLocked } from '../../../shared/session/run-step.ts'
import type { Ms, Person } from '../../../shared/session/session.ts'
import type { SessionView } from '../../../shared/session/view.ts'
import { currentOf, isPaused, leftOf, stepIn } from '../../parts/agenda.ts'
import type { Exercises } from '../../parts/exercises.svelte.ts'

export type SeatPerson = Extract<Person, { is: 'seat' }>

/** What the page knows. */
export interface Given {
  /** The last that the server told. */
  readonly seen: SessionView | null
  /** Who sits here; undefined while it is not known. */
  readonly person: SeatPerson | null | undefined
  readonly exercises: Exercises | null
  /** The server's clock. */
  readonly now: Ms
}

/** The step that this laptop's table is in: its clock, what the table may do in it, and the board that this laptop writes on. */
export class OwnStep {
  readonly #given: Given
  readonly #group = $derived.by(() => this.#given.person?.group ?? null)
  readonly current = $derived.by(() => this.#given.seen && currentOf(this.#given.seen))
  readonly exercise = $derived.by(() => (this.current ? this.#given.exercises?.get(this.current.item.exercise) : undefined))
  readonly step = $derived.by(() => (this.current ? stepIn(this.exercise, this.current.run.id) : undefined))
  readonly left = $derived.by(() => leftOf(this.current, this.#group, this.#given.now))
  readonly extra = $derived.by(() => (this.#group === null ? 0 : (this.current?.run.extra[this.#group] ?? 0)))
  readonly handedIn = $derived.by(() => this.current?.run.handedIn.some(({ group }) => group === this.#group) ?? false)
  readonly isPaused = $derived.by(() => isPaused(this.current, this.#group))
  readonly isOpen = $derived.by(() => this.current?.run.state.is === 'open' && (this.left === null || this.left > 0))
  readonly isLocked = $derived.by(() => this.current !== null && isLocked(this.current.run, this.#group))
  /** What this table alone was given for it. */
  readonly material = $derived.by(() => (this.#group === null ? undefined : this.current?.run.material?.[this.#group]))
  /** What the clock says beside its numbers. */
  readonly timely = $derived.by((): 'onRoom.tablePaused' | 'onRoom.lastMinute' | null => {
    if (!this.isOpen) return null
    if (this.isPaused) return 'onRoom.tablePaused'
    return this.left !== null && this.left <= lastMinuteMs && this.current?.run.minutes !== 1 ? 'onRoom.lastMinute' : null
  })
  /** Each laptop of the table writes on a board of its own now. */
  readonly writesAlone = $derived.by(() => this.current !== null && isAlone(this.current.run, this.#group ?? ''))
  readonly board = $derived.by(() => {
    const { seen, person } = this.#given
    const seat = seen?.seats.find(({ id }) => id === person?.seat)
    if (this.writesAlone && seen && seat && this.current) return ownBoardOf(seen.agenda, this.current.run.id, seat)
    return this.#group === null ? undefined : this.current?.item.boards[this.#group]
  })

  /** Its parts are read anew whenever they change: give them by getters. */
  constructor(given: Given) {
    this.#given = given
  }
}
