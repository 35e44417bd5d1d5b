import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercise } from '../../server/exercises/load.ts'
import { addCard, cardsRoot, changeCards, readBoard, removeCard } from '../../shared/board/board.ts'
import { BoardReading } from '../../shared/board/reading.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { anyEdit, carryOut } from '../kit/board-edits.ts'
import { tell } from '../kit/tell.ts'

let exercise: Exercise
beforeAll(async () => {
  const loaded = await loadExercise('exercises/strategy-building')
  if ('problems' in loaded) throw new Error(tell(loaded.problems))
  exercise = loaded.exercise
})

test('a board that is read edit by edit says what reading it whole says, here and on another laptop', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyEdit, { minLength: 1, maxLength: 3 }), { maxLength: 20 }), (transactions) => {
      const [doc, other] = [new Y.Doc(), new Y.Doc()]
      const [here, there] = [new BoardReading(doc, exercise, () => undefined), new BoardReading(other, exercise, () => undefined)]
      doc.on('update', (update: Uint8Array) => Y.applyUpdate(other, update))
      for (const edits of transactions) {
        doc.transact(() => edits.forEach((one) => carryOut(doc, one, exercise)))
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
