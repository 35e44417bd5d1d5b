import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercise } from '../../server/exercises/load.ts'
import { addCard, cardsRoot, changeCards, moveCard, readBoard, removeCard } from '../../shared/board/board.ts'
import { BoardReading } from '../../shared/board/reading.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { tell } from '../kit/tell.ts'

let exercise: Exercise
beforeAll(async () => {
  const loaded = await loadExercise('exercises/strategy-building')
  if ('problems' in loaded) throw new Error(tell(loaded.problems))
  exercise = loaded.exercise
})

/** Two kinds of cards, one of which links to the other and to itself. */
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const kind = fc.constantFrom('aim', 'action')
const edit = fc.oneof(
  fc.record({ do: fc.constant('add' as const), id, kind, to: id }),
  fc.record({ do: fc.constant('write' as const), id, words: fc.string({ maxLength: 6 }) }),
  fc.record({ do: fc.constant('link' as const), id, to: id }),
  fc.record({ do: fc.constant('move' as const), id, order: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ do: fc.constant('remove' as const), id }),
  fc.record({ do: fc.constant('junk' as const), id, junk: fc.constantFrom(7, 'words', null) }),
  fc.record({ do: fc.constant('junk within' as const), id, junk: fc.constantFrom(7, 'aim', null) }),
)
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never

function carryOut(doc: Y.Doc, one: Edit): void {
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

test('a board that is read edit by edit says what reading it whole says, here and on another laptop', () => {
  fc.assert(
    fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 20 }), (transactions) => {
      const [doc, other] = [new Y.Doc(), new Y.Doc()]
      const [here, there] = [new BoardReading(doc, exercise, () => undefined), new BoardReading(other, exercise, () => undefined)]
      doc.on('update', (update: Uint8Array) => Y.applyUpdate(other, update))
      for (const edits of transactions) {
        doc.transact(() => edits.forEach((one) => carryOut(doc, one)))
        expect(here.cards).toEqual(readBoard(doc, exercise))
        expect(there.cards).toEqual(here.cards)
      }
      expect(new BoardReading(doc, exercise, () => undefined).cards).toEqual(here.cards)
    }),
  )
})

test('a card that an edit did not touch stays the same object, also one whose link leads nowhere', () => {
  const doc = new Y.Doc()
  const heard: boolean[] = []
  const reading = new BoardReading(doc, exercise, (isLocal) => heard.push(isLocal))
  const put = (card: string, of: string, to: string) => addCard(doc, card, exercise.kinds[of]!, { text: card, aim: { card: to } }, null)
  put('goal', 'aim', '')
  put('whole', 'action', 'goal')
  put('broken', 'action', 'gone')
  const [goal, whole, broken] = reading.cards
  changeCards(doc, [{ card: 'goal', field: exercise.kinds['aim']!.fields['text']!, value: 'a goal in other words' }], null)
  expect(reading.cards[0]).not.toBe(goal)
  expect(reading.cards[1]).toBe(whole)
  expect(reading.cards[2]).toBe(broken)
  expect(reading.cards[2]?.fields['aim']).toBeNull()
  removeCard(doc, 'goal', null)
  expect(reading.cards.map((card) => card.fields['aim'])).toEqual([null, null])
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(withOneCard()))
  expect(heard).toEqual([true, true, true, true, true, false])
})

test('changes that are made together are one edit for the others and one undo', () => {
  const doc = new Y.Doc()
  const me = {}
  for (const card of ['a', 'b', 'c']) addCard(doc, card, exercise.kinds['aim']!, { text: card }, null)
  const undo = new Y.UndoManager(doc.getMap(cardsRoot), { trackedOrigins: new Set([me]) })
  let updates = 0
  doc.on('update', () => updates++)
  const field = exercise.kinds['aim']!.fields['text']!
  changeCards(
    doc,
    ['a', 'b', 'not there', 'c'].map((card) => ({ card, field, value: 'new' })),
    me,
  )
  expect(updates).toBe(1)
  expect(readBoard(doc, exercise).map((card) => card.fields['text'])).toEqual(['new', 'new', 'new'])
  undo.undo()
  expect(readBoard(doc, exercise).map((card) => card.fields['text'])).toEqual(['a', 'b', 'c'])
})

function withOneCard(): Y.Doc {
  const doc = new Y.Doc()
  addCard(doc, 'far', exercise.kinds['aim']!, { text: 'from elsewhere' }, null)
  return doc
}
