import * as Y from 'yjs'
import type { Deed } from '../exercise/allowed.ts'
import { isGivenId } from '../ids.ts'
import { isOnPlane } from '../fields/position.ts'
import { cardsRoot } from './board.ts'

/** A card says who added it, under which rule of attribution, and what of it is fixed from its first moment on: an edit that changes that is no honest one. */
const marks = ['by', 'told', 'fixed']
/** Only the server may do that. */
export class Forged extends Error {}

/**
 * What a transaction does to the cards of a board, to be called before the document lets go of what was deleted. A card that
 * is added brings its first values along: they are no deeds of their own. Throws where it claims what only the server may.
 */
export function deedsOf(doc: Y.Doc, transaction: Y.Transaction): Deed[] {
  const cards = doc.getMap<unknown>(cardsRoot)
  const deeds: Deed[] = []
  for (const [type, keys] of transaction.changed) {
    if ((type as unknown) === cards) deeds.push(...onBoard(cards, transaction, keys))
    else if (type.parent === cards) deeds.push(...onCard(type as unknown as Y.Map<unknown>, transaction, keys))
    else if (type.parent?.parent === cards && !isNew(type.parent, transaction) && !isNew(type, transaction))
      deeds.push(changed(type.parent as unknown as Y.Map<unknown>, type._item?.parentSub ?? ''))
  }
  return deeds
}

function onBoard(cards: Y.Map<unknown>, transaction: Y.Transaction, keys: ReadonlySet<string | null>): Deed[] {
  return [...changesOf(cards, transaction, keys)].flatMap(([id, { action, oldValue }]) => {
    const before: unknown = oldValue
    const now = cards.get(id)
    const given = isGivenId(id) ? { given: true } : {}
    const gone = action !== 'add' && before instanceof Y.Map ? [{ action: 'remove' as const, ...marksOf(before), ...given }] : []
    if (action === 'delete' || !(now instanceof Y.Map)) return gone
    if (now.has('fixed')) throw new Forged('a fixed card')
    return [...gone, { action: 'add' as const, ...marksOf(now), ...given }]
  })
}

function onCard(card: Y.Map<unknown>, transaction: Y.Transaction, keys: ReadonlySet<string | null>): Deed[] {
  if (isNew(card, transaction)) return []
  return [...changesOf(card, transaction, keys)].map(([key, { oldValue }]) => {
    if (marks.includes(key)) throw new Forged('a mark of a card')
    const isMove = key === 'order' || isOnPlane(oldValue) || isOnPlane(card.get(key))
    return isMove ? { ...changed(card, key), action: 'move' } : changed(card, key)
  })
}

const changesOf = (type: Y.Map<unknown>, transaction: Y.Transaction, keys: ReadonlySet<string | null>) =>
  new Y.YMapEvent(type, transaction, keys as Set<string>).keys

const changed = (card: Y.Map<unknown>, key: string): Deed => ({ action: 'change', ...marksOf(card), key })

const isNew = ({ _item: item }: { readonly _item: Y.Item | null }, { beforeState }: Y.Transaction): boolean =>
  item !== null && item.id.clock >= (beforeState.get(item.id.client) ?? 0)

const marksOf = (card: Y.Map<unknown>) => ({ by: authorOf(card), fixed: fixedOf(card) })

/** Who added a card of the board and what of it is fixed; nobody and nothing where there is no such card. */
export function marksIn(doc: Y.Doc, id: string | null): ReturnType<typeof marksOf> {
  const card: unknown = id === null ? null : doc.getMap(cardsRoot).get(id)
  return card instanceof Y.Map ? marksOf(card as Y.Map<unknown>) : { by: null, fixed: null }
}

/** The seat that added a card as it stands in the document; null where nobody did. */
export function authorOf(card: Y.Map<unknown>): string | null {
  const by = lastOf(card, 'by')
  return typeof by === 'string' ? by : null
}

/** What of a card is fixed: keys of it as they stand in the document; null where nothing is. */
export function fixedOf(card: Y.Map<unknown>): readonly string[] | null {
  const fixed = lastOf(card, 'fixed')
  return Array.isArray(fixed) ? fixed.filter((key): key is string => typeof key === 'string') : null
}

/** What stands under a key, or stood there last: a card that is being deleted still says who added it. */
function lastOf(card: Y.Map<unknown>, key: string): unknown {
  return card._map.get(key)?.content.getContent().at(-1)
}
