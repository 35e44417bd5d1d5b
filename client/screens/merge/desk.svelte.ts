import type { Merged } from '../../../shared/merge/cluster.ts'
import type { WorkDone } from '../../../shared/protocol/control.ts'
import { isRefusal } from '../../../shared/refusals.ts'
import { ask } from '../../connection/api.ts'

/** What is merged on the desk: the exercise that is on, as the server tells it, or another of the agenda, which is asked for. */
export class Desk {
  readonly #session: string
  readonly #current: () => Merged | null
  #chosen = $state<string | null>(null)
  #other = $state.raw<Merged | null>(null)
  #worked = $state.raw<readonly WorkDone[]>([])

  constructor(session: string, current: () => Merged | null) {
    this.#session = session
    this.#current = current
  }

  get merged(): Merged | null {
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
