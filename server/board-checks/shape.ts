import * as Y from 'yjs'
import { cardsRoot } from '../../shared/board/board.ts'
import { Unacceptable } from './unacceptable.ts'

const mostCards = 10_000

/** Throws when what a transaction changed is not how a board looks: `cards` → card → value or text, and no deeper. */
export function checkShape(doc: Y.Doc, { changed }: Y.Transaction): void {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Unacceptable('pieces left over')
  for (const name of doc.share.keys()) if (name !== cardsRoot) throw new Unacceptable('a foreign root')
  const cards = doc.getMap<unknown>(cardsRoot)
  for (const [type, keys] of changed) {
    if ((type as unknown) === cards) checkCards(cards, keys)
    else if (type.parent === cards) checkCard(type, keys)
    else if (!(type instanceof Y.Text) || type.parent?.parent !== cards) throw new Unacceptable('too deep')
    else if (type._map.size > 0) throw new Unacceptable('a text with keys')
  }
}

function checkCards(cards: Y.Map<unknown>, keys: ReadonlySet<string | null>): void {
  if (cards.size > mostCards) throw new Unacceptable('too many cards')
  for (const key of keys) {
    if (key === null) throw new Unacceptable('cards in a row')
    const card = cards.get(key)
    if (card === undefined) continue
    if (!(card instanceof Y.Map)) throw new Unacceptable('not a card')
    for (const value of card.values()) checkField(value)
  }
}

function checkCard(card: unknown, keys: ReadonlySet<string | null>): void {
  if (!(card instanceof Y.Map)) throw new Unacceptable('not a card')
  for (const key of keys) {
    if (key === null) throw new Unacceptable('fields in a row')
    checkField(card.get(key))
  }
}

function checkField(value: unknown): void {
  if (value instanceof Y.AbstractType && !(value instanceof Y.Text)) throw new Unacceptable('too deep')
}
