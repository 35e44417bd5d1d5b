import * as Y from 'yjs'
import type { Exercise } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import { cardsRoot, inOrder, mending, readCard } from './board.ts'

/**
 * The cards of a board that is read after every edit: the same cards that `readBoard` gives, but what an edit did not
 * touch stays the same object, so that an edit costs what it changes and not what the board holds.
 */
export class BoardReading {
  readonly #exercise: Exercise
  readonly #cards: Y.Map<unknown>
  /** As they stand in the document, in order. */
  #stored: Card[] = []
  readonly #byId = new Map<string, Card>()
  /** By the card as it stands: the card without its broken links. */
  readonly #mended = new WeakMap<Card, Card>()
  #read: readonly Card[] = []

  /** `changed` is called when an edit is done; `isLocal` when it was made here. */
  constructor(doc: Y.Doc, exercise: Exercise, changed: (isLocal: boolean) => void) {
    this.#exercise = exercise
    this.#cards = doc.getMap(cardsRoot)
    this.#readAgain([...this.#cards.keys()])
    this.#cards.observeDeep((events, transaction) => {
      this.#readAgain(touchedBy(events))
      changed(transaction.local)
    })
  }

  get cards(): readonly Card[] {
    return this.#read
  }

  #readAgain(ids: Iterable<string>): void {
    const before = new Set(this.#byId.keys())
    for (const id of ids) {
      const card = readCard(id, this.#cards.get(id), this.#exercise)
      if (card) this.#byId.set(id, card)
      else this.#byId.delete(id)
    }
    const kept = this.#stored.flatMap(({ id }) => this.#byId.get(id) ?? [])
    const added = [...this.#byId.values()].filter(({ id }) => !before.has(id))
    this.#stored = inOrder([...kept, ...added])
    const mend = mending(this.#stored, this.#exercise)
    this.#read = this.#stored.map((card) => this.#keepSame(card, mend(card)))
  }

  /** What was mended before and says the same is the same object again. */
  #keepSame(card: Card, mended: Card): Card {
    if (mended === card) return card
    const before = this.#mended.get(card)
    if (before && JSON.stringify(before.fields) === JSON.stringify(mended.fields)) return before
    this.#mended.set(card, mended)
    return mended
  }
}

/** The ids of the cards in which something was changed. */
function touchedBy(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> {
  return new Set(
    events.flatMap((event) => {
      const [card] = event.path
      return typeof card === 'string' ? card : event instanceof Y.YMapEvent ? [...event.keysChanged].map(String) : []
    }),
  )
}
