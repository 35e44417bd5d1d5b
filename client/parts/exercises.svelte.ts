import { SvelteMap } from 'svelte/reactivity'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Hat } from '../../shared/protocol/control.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { askAgain } from '../connection/api.ts'

/** The exercises of one session as they were frozen when it was made; each is fetched once, and again until the server can be reached. */
export class Exercises {
  readonly #known = new SvelteMap<string, Exercise>()
  readonly #asked = new Set<string>()
  readonly #hat: Hat
  readonly #session: string

  constructor(hat: Hat, session: string) {
    this.#hat = hat
    this.#session = session
  }

  /** The exercise, or undefined while it is on its way. Reading it in a template is enough to see it arrive. */
  get(id: string): Exercise | undefined {
    return this.#known.get(id)
  }

  /** Fetches what is not here yet. Call it from an effect, with every exercise of the agenda. */
  async load(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.#fetch(id)))
  }

  async #fetch(id: string): Promise<void> {
    if (this.#asked.has(id)) return
    this.#asked.add(id)
    const answer = await askAgain<Exercise>(() => undefined, 'GET', `/rt/${this.#hat}/exercises/${this.#session}/${id}`)
    if (isRefusal(answer)) this.#asked.delete(id)
    else this.#known.set(id, answer)
  }
}
