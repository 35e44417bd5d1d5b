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
  #mend: (card: Card) => Card = (card) => card

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
    const touched = [...ids].map((id) => ({ id, was: this.#byId.get(id), card: readCard(id, this.#cards.get(id), this.#exercise) }))
    if (this.#replace(touched)) return
    const before = new Set(this.#byId.keys())
    for (const { id, card } of touched)
      if (card) this.#byId.set(id, card)
      else this.#byId.delete(id)
    const kept = this.#stored.flatMap(({ id }) => this.#byId.get(id) ?? [])
    const added = [...this.#byId.values()].filter(({ id }) => !before.has(id))
    this.#stored = inOrder([...kept, ...added])
    this.#mend = mending(this.#stored, this.#exercise)
    this.#read = this.#stored.map((card) => this.#keepSame(card, this.#mend(card)))
  }

  /** Most edits change a few cards and leave every card where it stands: then the others are not looked at. */
  #replace(touched: readonly Touched[]): boolean {
    const isInPlace = ({ was, card }: Touched) =>
      was?.kind === card?.kind && was?.order === card?.order && card !== null && was !== undefined
    if (touched.length > mostInPlace || !touched.every(isInPlace)) return false
    const read = [...this.#read]
    for (const { id, was, card } of touched) {
      if (!card) continue
      const at = this.#stored.indexOf(was!)
      this.#byId.set(id, card)
      this.#stored[at] = card
      read[at] = this.#keepSame(card, this.#mend(card))
    }
    this.#read = read
    return true
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

interface Touched {
  readonly id: string
  readonly was: Card | undefined
  readonly card: Card | null
}
/** More than these are read with all the others. */
const mostInPlace = 20

/** The ids of the cards in which something was changed. */
function touchedBy(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> {
  return new Set(
    events.flatMap((event) => {
      const [card] = event.path
      return typeof card === 'string' ? card : event instanceof Y.YMapEvent ? [...event.keysChanged].map(String) : []
    }),
  )
}
