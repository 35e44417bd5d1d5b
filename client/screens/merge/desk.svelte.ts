import { untrack } from 'svelte'
import type { Exercise } from '../../../shared/exercise/exercise.ts'
import type { Decision, DecisionAct, Merged } from '../../../shared/merge/cluster.ts'
import { decisionsFor, keysIn } from '../../../shared/merge/decisions.ts'
import { foresee } from '../../../shared/merge/foresee.ts'
import { printsOf } from '../../../shared/merge/news.ts'
import type { WorkDone } from '../../../shared/protocol/control.ts'
import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import type { SessionView } from '../../../shared/session/view.ts'
import { ask } from '../../connection/api.ts'
import { newId } from '../../connection/new-id.ts'
import type { Orders } from '../../parts/orders.svelte.ts'
import { logAhead, nameOfLog, steadied, type Ahead } from './ahead.ts'

interface DeskNeeds {
  readonly session: string
  readonly view: () => SessionView | null
  /** The merge of the exercise that is on, as the server tells it. */
  readonly current: () => Merged | null
  readonly exerciseOf: (id: string) => Exercise | undefined
  readonly orders: Orders
  readonly now: () => number
}

/**
 * What is merged on the desk: the exercise that is on, or another of the agenda, which is asked for. It is always what the
 * log makes of it: a decision of this helper shows before the server has answered, another's as soon as the log tells it.
 */
export class Desk {
  readonly #needs: DeskNeeds
  #chosen = $state<string | null>(null)
  #other = $state.raw<Merged | null>(null)
  #ahead = $state.raw<readonly Ahead[]>([])
  #worked = $state.raw<readonly WorkDone[]>([])
  #refused = $state.raw<Refusal | null>(null)
  /** Asks are numbered: what an earlier one tells after a later one is older. */
  #asked = 0
  #told = 0
  #earlier: readonly Decision[] = []
  readonly #log = $derived.by(() => (this.#earlier = steadied(this.#earlier, logAhead(this.#needs.view()?.decisions ?? [], this.#ahead)))) // prettier-ignore
  readonly #decisions = $derived.by(() => decisionsFor(this.#log, this.exercise ?? ''))
  /** Every command of the session brings its log again. */
  readonly #name = $derived(nameOfLog(this.#log))
  readonly #arrived = $derived.by(() => {
    const current = this.#needs.current()
    if (this.#chosen === null || this.#chosen === current?.exercise) return current
    return this.#other?.exercise === this.#chosen ? this.#other : null
  })
  readonly #shown = $derived.by(() => {
    const exercise = this.#arrived ? this.#needs.exerciseOf(this.#arrived.exercise) : undefined
    void this.#name
    return this.#arrived && exercise ? foresee(this.#arrived, untrack(() => this.#log), exercise) : this.#arrived // prettier-ignore
  })

  constructor(needs: DeskNeeds) {
    this.#needs = needs
  }

  get merged(): Merged | null {
    return this.#shown
  }

  /** What was decided about the exercise on the desk. */
  get decisions(): readonly Decision[] {
    return this.#decisions
  }

  /** Puts a decision into the log, and with it what the helper had in sight. True when the server has it. */
  async decide(what: DecisionAct): Promise<boolean> {
    const merged = this.merged
    const exercise = merged && this.#needs.exerciseOf(merged.exercise)
    if (!exercise) return false
    const keys = new Set(keysIn(what))
    const seen = what.act === 'look' ? merged.clusters : merged.clusters.filter(({ members }) => members.some(({ key }) => keys.has(key)))
    const [id, saw] = [newId(), printsOf(seen, exercise)]
    const decision: Decision = { ...what, id, at: this.#needs.now(), by: this.#me, undone: false, exercise: exercise.id, saw }
    const sent = 'keys' in what ? { ...what, keys: [...what.keys] } : what
    return this.#give({ id, undone: false, decision, answered: false }, () =>
      this.#needs.orders.give({ do: 'decide', decision: id, exercise: exercise.id, what: sent, saw }),
    )
  }

  /** Takes a decision of anybody back, or takes it up again. */
  turn({ id, undone }: Decision): Promise<boolean> {
    return this.#give({ id, undone: !undone, decision: null, answered: false }, () =>
      this.#needs.orders.give({ do: undone ? 'redo-decision' : 'undo-decision', decision: id }),
    )
  }

  /** A log has come: what it tells is no longer ahead. */
  logCame(log: readonly Decision[]): void {
    const rest = this.#ahead.filter(({ id, undone, answered }) => !answered && !log.some((one) => one.id === id && one.undone === undone))
    if (rest.length < this.#ahead.length) this.#ahead = rest
  }

  /** The exercise on the desk; null until the first merge has arrived. */
  get exercise(): string | null {
    return this.#chosen ?? this.#needs.current()?.exercise ?? null
  }

  /** True while the desk shows what the plenary can show. */
  get isCurrent(): boolean {
    return this.#chosen === null || this.#chosen === this.#needs.current()?.exercise
  }

  /** Exercises that groups worked on, in the order of the agenda, the one that is on, and the one that is on the desk. */
  get worked(): readonly WorkDone[] {
    const always = [this.exercise, this.#needs.current()?.exercise]
    return this.#worked.filter(({ exercise, contributions }) => contributions > 0 || always.includes(exercise))
  }

  /** Why the chosen exercise was not told when it was last asked for; null where it was. */
  get refused(): Refusal | null {
    return this.#refused
  }

  choose(exercise: string): void {
    this.#chosen = exercise
    this.#refused = null
    void this.refresh()
  }

  /** Asks again; while there is no connection what was there stays. An effect that calls it does not hang on what is on the desk. */
  async refresh(): Promise<void> {
    const { session } = this.#needs
    const number = ++this.#asked
    const chosen = untrack(() => (this.isCurrent ? null : this.#chosen))
    const [worked, other] = await Promise.all([
      ask<{ worked: readonly WorkDone[] }>('GET', `/rt/facilitator/worked/${session}`),
      chosen === null ? null : ask<{ merged: Merged }>('GET', `/rt/facilitator/merged/${session}/${chosen}`),
    ])
    if (number < this.#told) return
    this.#told = number
    if (!isRefusal(worked)) this.#worked = worked.worked
    if (other === null || chosen !== this.#chosen) return
    this.#refused = isRefusal(other) ? other : null
    if (!isRefusal(other)) this.#other = other.merged
  }

  /** As the log will call this helper. */
  get #me(): string {
    const person = this.#needs.view()?.person
    return person?.is === 'facilitator' ? person.name : ''
  }

  async #give(ahead: Ahead, send: () => Promise<boolean>): Promise<boolean> {
    this.#ahead = [...this.#ahead.filter(({ id }) => id !== ahead.id), ahead]
    const done = await send()
    // The answer may come before the log or after it.
    this.#ahead = this.#ahead.flatMap((one) => (one !== ahead ? one : done ? { ...one, answered: true } : []))
    if (done && !this.isCurrent) await this.refresh()
    return done
  }
}
