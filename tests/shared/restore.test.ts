import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercise } from '../../server/exercises/load.ts'
import { addCard, cardsIn, changeCard, readBoard } from '../../shared/board/board.ts'
import { differences } from '../../shared/board/compare.ts'
import { updateTowards } from '../../shared/board/restore.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { anyEdit, carryOut, type Edit } from '../kit/board-edits.ts'
import { tell } from '../kit/tell.ts'

let exercise: Exercise
beforeAll(async () => {
  const loaded = await loadExercise('exercises/strategy-building')
  if ('problems' in loaded) throw new Error(tell(loaded.problems))
  exercise = loaded.exercise
})

const work = fc.array(anyEdit, { maxLength: 15 })
const stateOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc)

function after(state: Uint8Array, edits: readonly Edit[]): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  for (const one of edits) carryOut(doc, one, exercise)
  return doc
}

function goTowards(doc: Y.Doc, since: Uint8Array, wanted: Uint8Array): void {
  const update = updateTowards(doc, { since, wanted }, exercise)
  if (update) Y.applyUpdate(doc, update)
}

test('a board that is put back says what the version said, and after taking that back what it said before', () => {
  fc.assert(
    fc.property(work, work, (early, late) => {
      const wanted = stateOf(after(stateOf(new Y.Doc()), early))
      const doc = after(wanted, late)
      const before = stateOf(doc)
      goTowards(doc, before, wanted)
      expect(readBoard(doc, exercise)).toEqual(cardsIn(wanted, exercise))
      expect(differences(readBoard(doc, exercise), cardsIn(wanted, exercise))).toEqual({
        comeBack: new Set(),
        change: new Set(),
        goAway: new Set(),
      })
      goTowards(doc, wanted, before)
      expect(readBoard(doc, exercise)).toEqual(cardsIn(before, exercise))
    }),
  )
})

test('laptops that have the board open, or bring offline work, end with the same board', () => {
  fc.assert(
    fc.property(work, work, work, (early, late, offline) => {
      const wanted = stateOf(after(stateOf(new Y.Doc()), early))
      const doc = after(wanted, late)
      const laptop = after(stateOf(doc), offline)
      goTowards(doc, stateOf(doc), wanted)
      Y.applyUpdate(doc, stateOf(laptop))
      Y.applyUpdate(laptop, stateOf(doc))
      expect(readBoard(laptop, exercise)).toEqual(readBoard(doc, exercise))
    }),
  )
})

test('what people changed after the earlier state stays, card by card and field by field', () => {
  const kind = exercise.kinds['aim']!
  const put = (doc: Y.Doc, id: string, text: string) => addCard(doc, id, kind, { text }, null)
  const doc = new Y.Doc()
  put(doc, 'kept', 'Old words')
  put(doc, 'lost', 'Removed by mistake')
  put(doc, 'given-1', 'Handed on')
  const wanted = stateOf(doc)
  doc.getMap('cards').delete('lost')
  changeCard(doc, 'kept', kind.fields['text']!, 'New words', null)
  put(doc, 'surplus', 'Written since')
  put(doc, 'given-2', 'Handed on later')
  const since = stateOf(doc)
  // While the version is on its way to the disk somebody goes on.
  changeCard(doc, 'surplus', kind.fields['text']!, 'Still at work', null)
  put(doc, 'fresh', 'Just now')
  goTowards(doc, since, wanted)
  const said = Object.fromEntries(readBoard(doc, exercise).map((card) => [card.id, card.fields['text']]))
  expect(said).toEqual({
    kept: 'Old words',
    lost: 'Removed by mistake',
    surplus: 'Still at work',
    fresh: 'Just now',
    'given-1': 'Handed on',
    'given-2': 'Handed on later',
  })
  expect(updateTowards(doc, { since: wanted, wanted }, exercise)).toBeNull()
})

test('the differences name what comes back, changes and goes away', () => {
  const kind = exercise.kinds['aim']!
  const [then, now] = [new Y.Doc(), new Y.Doc()]
  for (const [doc, cards] of [
    [then, { same: 'A', other: 'B', gone: 'C' }],
    [now, { same: 'A', other: 'b', fresh: 'D', 'given-1': 'E' }],
  ] as const)
    for (const [id, text] of Object.entries(cards)) addCard(doc, id, kind, { text }, null)
  const found = differences(readBoard(now, exercise), readBoard(then, exercise))
  expect(Object.values(found).map((ids) => [...(ids as Set<string>)])).toEqual([['gone'], ['other'], ['fresh']])
})
