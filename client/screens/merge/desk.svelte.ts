import type { Exercise } from '../../../shared/exercise/exercise.ts'
import type { Decision, Merged } from '../../../shared/merge/cluster.ts'
import { foresee } from '../../../shared/merge/foresee.ts'
import type { WorkDone } from '../../../shared/protocol/control.ts'
import { isRefusal } from '../../../shared/refusals.ts'
import { ask } from '../../connection/api.ts'

/** What is merged on the desk: the exercise that is on, as the server tells it, or another of the agenda, which is asked for. */
export class Desk {
  readonly #session: string
  readonly #current: () => Merged | null
  #chosen = $state<string | null>(null)
  #other = $state.raw<Merged | null>(null)
  /** Decided here and not yet in a merge that has come. */
  #ahead = $state.raw<readonly Decision[]>([])
  readonly #exerciseOf: (id: string) => Exercise | undefined
  readonly #shown = $derived.by(() => {
    const merged = this.#arrived
    const exercise = merged ? this.#exerciseOf(merged.exercise) : undefined
    return merged && exercise ? this.#ahead.reduce((before, decision) => foresee(before, decision, exercise), merged) : merged
  })
  #worked = $state.raw<readonly WorkDone[]>([])

  constructor(session: string, current: () => Merged | null, exerciseOf: (id: string) => Exercise | undefined) {
    this.#exerciseOf = exerciseOf
    this.#session = session
    this.#current = current
  }

  /** The merge as it is, or as it will be when what was decided here is carried out. */
  get merged(): Merged | null {
    return this.#shown
  }

  /** Shows a decision before the server has answered. */
  lookAhead(decision: Decision): void {
    this.#ahead = [...this.#ahead, decision]
  }

  /** The merge that has come tells of these decisions, or they were refused. */
  lookBack(isOver: (decision: Decision) => boolean): void {
    if (this.#ahead.some(isOver)) this.#ahead = this.#ahead.filter((decision) => !isOver(decision))
  }

  /** The merge as it came. */
  get arrived(): Merged | null {
    return this.#arrived
  }

  get #arrived(): Merged | null {
    const current = this.#current()
    if (this.#chosen === null || this.#chosen === current?.exercise) return current
    return this.#other?.exercise === this.#chosen ? this.#other : null
  }

  /** The exercise on the desk; null until the first merge has arrived. */
  get exercise(): string | null {
    return this.#chosen ?? this.#current()?.exercise ?? null
  }

  /** True while the desk shows what the plenary can show. */
  get isCurrent(): boolean {
    return this.#chosen === null || this.#chosen === this.#current()?.exercise
  }

  /** Exercises that groups worked on, in the order of the agenda, and the one that is on the desk. */
  get worked(): readonly WorkDone[] {
    return this.#worked.filter(({ exercise, contributions }) => contributions > 0 || exercise === this.exercise)
  }

  choose(exercise: string): void {
    this.#chosen = exercise
    void this.refresh()
  }

  /** Asks again; while there is no connection what was there stays. */
  async refresh(): Promise<void> {
    const chosen = this.#chosen
    const [worked, other] = await Promise.all([
      ask<{ worked: readonly WorkDone[] }>('GET', `/rt/facilitator/worked/${this.#session}`),
      chosen === null ? null : ask<{ merged: Merged }>('GET', `/rt/facilitator/merged/${this.#session}/${chosen}`),
    ])
    if (!isRefusal(worked)) this.#worked = worked.worked
    if (other !== null && !isRefusal(other) && chosen === this.#chosen) this.#other = other.merged
  }
}
