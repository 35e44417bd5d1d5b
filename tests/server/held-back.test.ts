import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { decodeEdit } from '../../server/board-checks/edit.ts'
import { bringsNews } from '../../server/board-checks/gaps.ts'
import { HeldBack } from '../../server/sync/held-back.ts'
import type { Line } from '../../server/sync/line.ts'

const cards = (doc: Y.Doc) => doc.getMap<string>('cards')
const copyOf = (doc: Y.Doc) => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
/** What is known and what is deleted: all that a document can differ in. */
const stateOf = (doc: Y.Doc) => Y.encodeSnapshot(Y.snapshot(doc))
const lineOf = (heard: string[], name: string) => ({ holdBack: () => heard.push(name) }) as unknown as Line

const acts = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 12 })
const carryOut = (doc: Y.Doc, list: readonly (readonly [string, boolean])[]) =>
  list.forEach(([id, isAdded]) => (isAdded ? cards(doc).set(id, 'x') : cards(doc).delete(id)))

test('an edit brings news exactly when the document is another with it, whatever was added and deleted', () => {
  fc.assert(
    fc.property(acts, acts, acts, (together, here, there) => {
      const board = new Y.Doc()
      carryOut(board, together)
      const laptop = copyOf(board)
      carryOut(board, here)
      carryOut(laptop, there)
      const update = Y.encodeStateAsUpdate(laptop)
      const after = copyOf(board)
      Y.applyUpdate(after, update)
      expect(bringsNews(decodeEdit(update), board)).toBe(!Buffer.from(stateOf(after)).equals(Buffer.from(stateOf(board))))
    }),
  )
})

test('what stands on something that is still to come is news', () => {
  const laptop = new Y.Doc()
  cards(laptop).set('a', 'x')
  const before = Y.encodeStateVector(laptop)
  cards(laptop).delete('a')
  expect(bringsNews(decodeEdit(Y.encodeStateAsUpdate(laptop, before)), new Y.Doc())).toBe(true)
})

test('a laptop is held back once, however much it writes, and is asked for it once', () => {
  const [heldBack, heard, board, laptop] = [new HeldBack(), [] as string[], new Y.Doc(), new Y.Doc()]
  const [aida, bek] = [lineOf(heard, 'aida'), lineOf(heard, 'bek')]
  cards(laptop).set('a', 'x')
  const update = Y.encodeStateAsUpdate(laptop)
  expect([heldBack.keep(aida, update, board), heldBack.keep(aida, update, board), heldBack.keep(bek, update, laptop)]).toEqual([
    true,
    true,
    false,
  ])
  expect(heard).toEqual(['aida', 'aida'])
  expect([heldBack.release(), heldBack.release()]).toEqual([[aida], []])
  heldBack.keep(bek, update, board)
  heldBack.forget(bek)
  expect(heldBack.release()).toEqual([])
  expect(() => heldBack.keep(aida, new Uint8Array([1, 2, 3]), board)).toThrow()
})
