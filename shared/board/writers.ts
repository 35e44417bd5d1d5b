import * as Y from 'yjs'
import { cardsRoot } from './board.ts'

/** By card, the seats that wrote what it says; an empty name for what came from no laptop that is known. */
export type Writers = Readonly<Record<string, readonly string[]>>

/** Moving a card says nothing. */
const silent: ReadonlySet<string> = new Set(['order'])

/**
 * Who wrote what stands on each card now. `seatOf` names the seat that a client id belongs to: that is what the gate has checked, while
 * marks on a card are what a page says of itself.
 */
export function writersIn(doc: Y.Doc, seatOf: (client: number) => string | null): Writers {
  const cards = doc.getMap(cardsRoot)
  return Object.fromEntries(
    [...cards.entries()].flatMap(([id, card]) => {
      if (!(card instanceof Y.Map)) return []
      return [[id, [...new Set(clientsOf(card).map((client) => seatOf(client) ?? ''))].sort()]]
    }),
  )
}

function clientsOf(type: { readonly _map: ReadonlyMap<string, Y.Item>; readonly _start: Y.Item | null }): number[] {
  const keyed = [...type._map].flatMap(([key, item]) => (silent.has(key) ? [] : writtenIn(item)))
  const listed: number[] = []
  for (let item = type._start; item !== null; item = item.right) listed.push(...writtenIn(item))
  return [...keyed, ...listed]
}

function writtenIn(item: Y.Item): number[] {
  if (item.deleted) return []
  const { content } = item
  return [item.id.client, ...(content instanceof Y.ContentType ? clientsOf(content.type) : [])]
}
