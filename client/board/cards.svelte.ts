import { untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { Card } from '../../shared/fields/values.ts'

/** The cards of a board as they stand: all in their order, and each by its id. */
export class Cards {
  all = $state.raw<readonly Card[]>([])
  /** Who asks for one hears of that one alone. */
  readonly #byId = new SvelteMap<string, Card>()

  get(id: string): Card | undefined {
    return this.#byId.get(id)
  }

  /** The same cards are the same objects. */
  take(cards: readonly Card[]): void {
    const before = this.all
    this.all = cards
    for (const [at, card] of cards.entries()) if (card !== before[at]) this.#keep(card)
    // Nearly every edit leaves all cards where they stand: then none can have gone.
    if (cards.length !== before.length || cards.some(({ id }, at) => id !== before[at]?.id)) this.#forgetAllBut(cards)
  }

  #keep(card: Card): void {
    if (untrack(() => this.#byId.get(card.id)) !== card) this.#byId.set(card.id, card)
  }

  #forgetAllBut(cards: readonly Card[]): void {
    const there = new Set(cards.map(({ id }) => id))
    for (const id of untrack(() => [...this.#byId.keys()])) if (!there.has(id)) this.#byId.delete(id)
  }
}
