import fc from 'fast-check'
import * as Y from 'yjs'
import { addCard, cardsRoot, changeCards, moveCard, removeCard } from '../../shared/board/board.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const kind = fc.constantFrom('aim', 'action')

/** Anything that people and broken clients do on a board of `strategy-building`: two kinds of cards, one of which links to the other and to itself. */
export const anyEdit = fc.oneof(
  fc.record({ do: fc.constant('add' as const), id, kind, to: id }),
  fc.record({ do: fc.constant('write' as const), id, words: fc.string({ maxLength: 6 }) }),
  fc.record({ do: fc.constant('link' as const), id, to: id }),
  fc.record({ do: fc.constant('move' as const), id, order: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ do: fc.constant('remove' as const), id }),
  fc.record({ do: fc.constant('junk' as const), id, junk: fc.constantFrom(7, 'words', null) }),
  fc.record({ do: fc.constant('junk within' as const), id, junk: fc.constantFrom(7, 'aim', null) }),
)
export type Edit = typeof anyEdit extends fc.Arbitrary<infer Value> ? Value : never

export function carryOut(doc: Y.Doc, one: Edit, exercise: Exercise): void {
  const stored = doc.getMap(cardsRoot).get(one.id)
  const kindId: unknown = stored instanceof Y.Map ? stored.get('kind') : undefined
  const fields = exercise.kinds[typeof kindId === 'string' ? kindId : '']?.fields
  if (one.do === 'add') addCard(doc, one.id, exercise.kinds[one.kind]!, { text: `card ${one.id}`, aim: { card: one.to }, parent: { card: one.to } }, null)
  else if (one.do === 'move') moveCard(doc, one.id, one.order, null)
  else if (one.do === 'remove') removeCard(doc, one.id, null)
  else if (one.do === 'junk') doc.getMap(cardsRoot).set(one.id, one.junk)
  else if (one.do === 'junk within' && stored instanceof Y.Map) stored.set('kind', one.junk)
  else if (one.do === 'write' && fields) changeCards(doc, [{ card: one.id, field: fields['text']!, value: one.words }], null)
  else if (one.do === 'link' && fields) changeCards(doc, [{ card: one.id, field: (fields['aim'] ?? fields['parent'])!, value: { card: one.to } }], null)
} // prettier-ignore
