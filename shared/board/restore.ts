import * as Y from 'yjs'
import type { Exercise } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import { isOnEveryBoard } from '../ids.ts'
import { addCard, cardsRoot, changeCard, moveCard, readCard, removeCard } from './board.ts'
import { authorOf } from './deeds.ts'

/** Two states of one board, as whole updates: what it was, and what it is to be again. */
export interface WayBack {
  readonly since: Uint8Array
  readonly wanted: Uint8Array
}

/**
 * An update that makes the document say what `wanted` says, wherever it still says what `since` said: what people have
 * changed meanwhile stays theirs. Cards that were handed on, or come with the exercise, stay in any case. Null when there is nothing to change.
 */
export function updateTowards(doc: Y.Doc, { since, wanted }: WayBack, exercise: Exercise): Uint8Array | null {
  const [copy, before, after] = [Y.encodeStateAsUpdate(doc), since, wanted].map(docOf) as [Y.Doc, Y.Doc, Y.Doc]
  let update: Uint8Array | null = null
  copy.once('update', (made: Uint8Array) => (update = made))
  copy.transact(() => {
    for (const id of new Set([...idsIn(before), ...idsIn(after)])) {
      const [now, was, shall] = [copy, before, after].map((one) => cardIn(one, id, exercise)) as [Card | null, Card | null, Card | null]
      if (!shall) {
        if (now && was && !isOnEveryBoard(id) && says(now) === says(was)) removeCard(copy, id, null)
      } else if (!was) {
        if (!now) putCard(copy, shall, exercise, authorIn(after, id))
      } else if (now) changeBack(copy, { now, was, shall }, exercise, authorIn(after, id))
    }
  })
  for (const one of [copy, before, after]) one.destroy()
  return update
}

function changeBack(
  doc: Y.Doc,
  { now, was, shall }: Readonly<Record<'now' | 'was' | 'shall', Card>>,
  exercise: Exercise,
  by: string | null,
): void {
  if (was.kind !== shall.kind && says(now) === says(was)) {
    removeCard(doc, now.id, null)
    putCard(doc, shall, exercise, by)
  }
  if (now.kind !== shall.kind) return
  for (const field of Object.values(exercise.kinds[now.kind]?.fields ?? {})) {
    const [is, before, wanted] = [now, was, shall].map((card) => JSON.stringify(card.fields[field.id] ?? null))
    if (is === before && is !== wanted) changeCard(doc, now.id, field, shall.fields[field.id] ?? null, null)
  }
  if (now.order === was.order && now.order !== shall.order) moveCard(doc, now.id, shall.order, null)
}

function putCard(doc: Y.Doc, card: Card, exercise: Exercise, by: string | null): void {
  const kind = exercise.kinds[card.kind]
  if (!kind) return
  addCard(doc, card.id, kind, card.fields, null, { told: card.told, by })
  moveCard(doc, card.id, card.order, null)
}

function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return doc
}

const idsIn = (doc: Y.Doc) => doc.getMap(cardsRoot).keys()
const cardIn = (doc: Y.Doc, id: string, exercise: Exercise) => readCard(id, doc.getMap(cardsRoot).get(id), exercise)
function authorIn(doc: Y.Doc, id: string): string | null {
  const card = doc.getMap(cardsRoot).get(id)
  return card instanceof Y.Map ? authorOf(card) : null
}
const says = ({ kind, fields }: Card) => JSON.stringify([kind, fields])
