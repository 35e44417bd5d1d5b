import * as Y from 'yjs'
import type { Exercise, Field, FieldOf, Kind } from '../exercise/exercise.ts'
import { editField, initialOf, isAnswered, readField, writeField } from '../fields/catalogue.ts'
import { retarget, targetsOf } from '../fields/targets.ts'
import type { Card, Value } from '../fields/values.ts'
import { isId } from '../ids.ts'

/**
 * A board is a Y.Doc with one root map, `cards`: card id → map of `kind`, `order`, the marks of the card and one entry a field.
 * Reading is total: whatever is in the document, cards come out and nothing throws.
 */
export const cardsRoot = 'cards'

export function readBoard(doc: Y.Doc, exercise: Exercise): Card[] {
  const cards: Card[] = []
  doc.getMap(cardsRoot).forEach((stored, id) => {
    const card = readCard(id, stored, exercise)
    if (card) cards.push(card)
  })
  return inOrder(cards).map(mending(cards, exercise))
}

/** The cards of a whole state, such as a version. */
export function cardsIn(state: Uint8Array, exercise: Exercise): Card[] {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const cards = readBoard(doc, exercise)
  doc.destroy()
  return cards
}

/** As people arranged them. Sorts in place: what is sorted already costs one look at each. */
export const inOrder = (cards: Card[]): Card[] => cards.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))

/** A link to a card that is not there, or of another kind than the field says, reads as no link. A card with whole links stays the same object. */
export function mending(cards: readonly Card[], exercise: Exercise): (card: Card) => Card {
  const linked = new Map(Object.values(exercise.kinds).map((kind) => [kind.id, linkFieldsOf(kind)]))
  if ([...linked.values()].every((fields) => fields.length === 0)) return (card) => card
  const kinds = new Map(cards.map((card) => [card.id, card.kind]))
  return (card) => {
    const leads = (field: LinkField) => (id: string) => kinds.get(id) === field.to
    const broken = (linked.get(card.kind) ?? []).filter((field) => !targetsOf(card.fields[field.id], field).every(leads(field)))
    if (broken.length === 0) return card
    const mended = broken.map((field): [string, Value] => [
      field.id,
      retarget(card.fields[field.id] ?? null, field, (id) => (leads(field)(id) ? id : null)),
    ])
    return { ...card, fields: { ...card.fields, ...Object.fromEntries(mended) } }
  }
}

type LinkField = FieldOf<'link'> | FieldOf<'links'>

const linkFieldsOf = (kind: Kind) =>
  Object.values(kind.fields).filter((field): field is LinkField => field.type === 'link' || field.type === 'links')

/** Null where what stands under the id is no card of the exercise. */
export function readCard(id: string, stored: unknown, exercise: Exercise): Card | null {
  if (!isId(id) || !(stored instanceof Y.Map)) return null
  const kindId: unknown = stored.get('kind')
  const kind = typeof kindId === 'string' && isId(kindId) ? exercise.kinds[kindId] : undefined
  if (!kind) return null
  const order: unknown = stored.get('order')
  const told: unknown = stored.get('told')
  const fields: Record<string, Value> = {}
  for (const field of Object.values(kind.fields)) fields[field.id] = readField(stored.get(field.id), field)
  const place = typeof order === 'number' && Number.isFinite(order) ? order : 0
  return { id, kind: kind.id, order: place, fields, ...(isCount(told) ? { told } : {}) }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** What a card says of itself from its first moment on. */
export interface Marks {
  /** The seat that adds it. */
  readonly by?: string | null
  /** What it says of the rule of attribution. */
  readonly told?: number | undefined
}

/** Puts a new card at the end of the board. The id is an argument; values left out start empty. */
export function addCard(
  doc: Y.Doc,
  id: string,
  kind: Kind,
  values: Readonly<Record<string, Value>>,
  origin: unknown,
  { by = null, told }: Marks = {},
): void {
  const cards = doc.getMap<Y.Map<unknown>>(cardsRoot)
  doc.transact(() => {
    const card = new Y.Map<unknown>()
    card.set('kind', kind.id)
    card.set('order', lastOrder(cards) + 1)
    if (told !== undefined) card.set('told', told)
    if (by !== null) card.set('by', by)
    for (const field of Object.values(kind.fields)) {
      const value = values[field.id] ?? initialOf(field)
      const stored = writeField(value, field)
      // A shared text is there from the start, even if empty: of two that are begun at once one would replace the other.
      if (isAnswered(value, field) || stored instanceof Y.Text) card.set(field.id, stored)
    }
    cards.set(id, card)
  }, origin)
}

/** Sets one field of one card. A shared text is changed by its smallest difference, so that two people can write in it. */
export function changeCard(doc: Y.Doc, id: string, field: Field, value: Value, origin: unknown): void {
  changeCards(doc, [{ card: id, field, value }], origin)
}

/** One field of one card, and what it shall be. */
export interface Change {
  readonly card: string
  readonly field: Field
  readonly value: Value
}

/** Makes all changes at once: others see all of them or none, and one undo takes them back. */
export function changeCards(doc: Y.Doc, changes: readonly Change[], origin: unknown): void {
  const cards = doc.getMap(cardsRoot)
  doc.transact(() => {
    for (const { card: id, field, value } of changes) {
      const card = cards.get(id)
      if (!(card instanceof Y.Map)) continue
      const present: unknown = card.get(field.id)
      if (!(present instanceof Y.Text) || !editField(present, value, field)) card.set(field.id, writeField(value, field))
    }
  }, origin)
}

export function moveCard(doc: Y.Doc, id: string, order: number, origin: unknown): void {
  const card = doc.getMap(cardsRoot).get(id)
  if (card instanceof Y.Map) doc.transact(() => card.set('order', order), origin)
}

/** Gives several cards their places at once, so that one undo takes it back. */
export function arrangeCards(doc: Y.Doc, orders: ReadonlyMap<string, number>, origin: unknown): void {
  doc.transact(() => orders.forEach((order, card) => moveCard(doc, card, order, origin)), origin)
}

export function removeCard(doc: Y.Doc, id: string, origin: unknown): void {
  doc.transact(() => doc.getMap(cardsRoot).delete(id), origin)
}

function lastOrder(cards: Y.Map<Y.Map<unknown>>): number {
  let last = 0
  cards.forEach((card) => {
    const order = card instanceof Y.Map ? card.get('order') : 0
    if (typeof order === 'number' && order > last) last = order
  })
  return last
}
