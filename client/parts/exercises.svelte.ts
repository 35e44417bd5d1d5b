import { SvelteMap } from 'svelte/reactivity'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Hat } from '../../shared/protocol/control.ts'
import { isRefusal, type RefusalCode } from '../../shared/refusals.ts'
import { comingsIn } from '../../shared/session/alone.ts'
import type { AgendaItem } from '../../shared/session/session.ts'
import { againMs, askAgain } from '../connection/api.ts'

/** Where nothing but time has to pass. After any other refusal a page that is let in again gets a view, and asks by it. */
const passing: ReadonlySet<RefusalCode> = new Set(['something-broke', 'cannot-save'])

/**
 * The exercises of one session as they came into its agenda; each is fetched once, and again until the server can be reached. One that
 * was taken away and came in anew, corrected meanwhile, is another one.
 */
export class Exercises {
  readonly #known = new SvelteMap<string, Exercise>()
  readonly #asked = new Set<string>()
  readonly #underway = new Map<string, AbortController>()
  #entered = 0
  readonly #hat: Hat
  readonly #session: string
  readonly #comings: ReadonlyMap<string, number>

  constructor(hat: Hat, session: string, agenda: () => readonly AgendaItem[]) {
    this.#hat = hat
    this.#session = session
    this.#comings = $derived(comingsIn(agenda()))
  }

  /** The exercise, or undefined while it is on its way. Reading it in a template is enough to see it arrive. */
  get(id: string): Exercise | undefined {
    return this.#known.get(this.#keyOf(id))
  }

  /**
   * Fetches what is not here yet of the agenda; what was asked for before the server let this page in anew, as `entered` counts, is asked
   * for anew too, for with a connection its answer may be lost. Call it from an effect.
   */
  async load(entered = 0): Promise<void> {
    if (entered > this.#entered) this.#letGo()
    this.#entered = entered
    await Promise.all([...this.#comings.keys()].map((id) => this.#fetch(id)))
  }

  #letGo(): void {
    for (const [key, giveUp] of this.#underway) {
      giveUp.abort()
      this.#asked.delete(key)
    }
    this.#underway.clear()
  }

  async #fetch(id: string): Promise<void> {
    const key = this.#keyOf(id)
    if (this.#asked.has(key)) return
    this.#asked.add(key)
    const giveUp = new AbortController()
    const { signal } = giveUp
    this.#underway.set(key, giveUp)
    const path = `/rt/${this.#hat}/exercises/${this.#session}/${id}`
    const answer = await askAgain<Exercise>(() => undefined, 'GET', path, undefined, { signal })
    if (signal.aborted) return
    this.#underway.delete(key)
    if (isRefusal(answer)) {
      this.#asked.delete(key)
      if (passing.has(answer.refused)) setTimeout(() => void this.#fetch(id), againMs)
    } else if (this.#keyOf(id) === key) this.#known.set(key, answer)
    // It went and came in anew while it was on its way.
    else void this.#fetch(id)
  }

  #keyOf(id: string): string {
    return `${id} ${String(this.#comings.get(id) ?? '')}`
  }
}
