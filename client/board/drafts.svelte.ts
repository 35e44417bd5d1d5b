import { SvelteMap } from 'svelte/reactivity'

/**
 * Words that are typed and not put down yet, by board and kind. They outlive the step and the component they were typed
 * in: whoever is in the middle of a word when the next step is pushed finds it again.
 */
export class Drafts {
  readonly #words = new SvelteMap<string, string>()

  of(board: string, kind: string): string {
    return this.#words.get(`${board} ${kind}`) ?? ''
  }

  /** All of them, to be taken along; as `takeUp` takes them. */
  get all(): [string, string][] {
    return [...this.#words]
  }

  takeUp(words: readonly (readonly [string, string])[]): void {
    for (const [place, said] of words) this.#words.set(place, said)
  }

  keep(board: string, kind: string, words: string): void {
    if (words === '') this.#words.delete(`${board} ${kind}`)
    else this.#words.set(`${board} ${kind}`, words)
  }
}

export const drafts = new Drafts()
