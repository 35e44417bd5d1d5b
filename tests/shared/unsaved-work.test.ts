import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { UnsavedWork } from '../../client/board/unsaved-work.ts'
import { addCard, changeCard, readBoard } from '../../shared/board/board.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'

const field = { id: 'name', type: 'line', title: { en: 'Name', ru: 'Название' } }
const exercise = { id: 'e', kinds: { thing: { id: 'thing', fields: { name: field } } }, steps: [] } as unknown as Exercise
const kind = exercise.kinds['thing']!
const name = kind.fields['name']!

/** A laptop's document, and what it did there. */
function laptop() {
  const doc = new Y.Doc()
  const work = new UnsavedWork()
  return {
    doc,
    work,
    cards: () => readBoard(doc, exercise),
    does(change: () => void) {
      const before = readBoard(doc, exercise)
      change()
      work.note(before, readBoard(doc, exercise))
    },
  }
}
const names = (doc: Y.Doc) => readBoard(doc, exercise).map((card) => card.fields['name'])

test('a server that goes on from an older copy gets back what it had called saved; otherwise only what it never had', () => {
  const mine = laptop()
  mine.does(() => addCard(mine.doc, 'one', kind, { name: 'Old' }, null))
  mine.work.saved(0)
  // Ten minutes later the copy is made, and only then the rest is written.
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(mine.doc))
  mine.work.saved(600_000)
  changeCard(copy, 'one', name, 'Somebody else’s', null)
  mine.does(() => addCard(mine.doc, 'two', kind, { name: 'Saved' }, null))
  mine.work.saved(610_000)
  mine.does(() => addCard(mine.doc, 'three', kind, { name: 'Never saved' }, null))
  const redone = (alsoSaved: boolean) => {
    const there = new Y.Doc()
    Y.applyUpdate(there, Y.encodeStateAsUpdate(copy))
    mine.work.redo(there, mine.cards(), readBoard(there, exercise), exercise, { origin: null, alsoSaved })
    return names(there)
  }
  expect(redone(true).sort()).toEqual(['Never saved', 'Saved', 'Somebody else’s'])
  expect(redone(false).sort()).toEqual(['Never saved', 'Somebody else’s'])
})

test('a card that is put down once more carries what its laptop knew when it was written, not what it knows now', () => {
  const mine = laptop()
  mine.does(() => addCard(mine.doc, 'one', kind, { name: 'Offline' }, null, { told: 2 }))
  const fresh = new Y.Doc()
  mine.work.redo(fresh, mine.cards(), [], exercise, { origin: null })
  expect(readBoard(fresh, exercise)).toMatchObject([{ id: 'one', told: 2 }])
})

test('a card that was handed on comes back, and what was wanted is told with the reason', () => {
  const mine = laptop()
  addCard(mine.doc, 'given-1', kind, { name: 'Handed on' }, null)
  const board = new Y.Doc()
  Y.applyUpdate(board, Y.encodeStateAsUpdate(mine.doc))
  mine.does(() => mine.doc.getMap('cards').delete('given-1'))
  const untaken = mine.work.redo(board, mine.cards(), readBoard(board, exercise), exercise, { origin: null })
  expect(untaken).toMatchObject([{ action: 'remove', card: { id: 'given-1' }, why: 'given' }])
  expect(names(board)).toEqual(['Handed on'])
  const told = (['en', 'ru'] as const).map((language) => translator(language)('rules.untakenRemoval', { title: 'X', why: 'given' }))
  expect(told).toEqual([
    'X: was handed on from an earlier exercise and stays on every board',
    'X: карточка передана из прежнего упражнения и остаётся на всех досках',
  ])
})
