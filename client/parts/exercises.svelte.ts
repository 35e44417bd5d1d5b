import { SvelteMap } from 'svelte/reactivity'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Hat } from '../../shared/protocol/control.ts'

/** The exercises of one session as they were frozen when it was made; each is fetched once, and again after a failure. */
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
    try {
      const answer = await fetch(`/rt/${this.#hat}/exercises/${this.#session}/${id}`)
      if (answer.ok) this.#known.set(id, (await answer.json()) as Exercise)
      else this.#asked.delete(id)
    } catch {
      // No network for a moment: the next view of the session asks again.
      this.#asked.delete(id)
    }
  }
}
