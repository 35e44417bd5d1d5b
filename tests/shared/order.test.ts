import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addCard, arrangeCards, moveCard, readBoard } from '../../shared/board/board.ts'
import { ordersAfterMove } from '../../shared/board/order.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'

const exercise = {
  id: 'x',
  kinds: { market: { id: 'market', fields: {} } },
  steps: [],
  vocabularies: {},
  sample: [],
} as unknown as Exercise
const ids = (doc: Y.Doc) => readBoard(doc, exercise).map((card) => card.id)

test('a card moves by as many places as asked, whatever numbers the cards have, and the others keep their order', () => {
  // Few numbers make many ties, as when two laptops add at the same moment; neighbours may be a hair apart.
  const order = fc.oneof(
    fc.constantFrom(0, 1, 1, 2),
    fc.constantFrom(1 + Number.EPSILON, 2 ** 53),
    fc.double({ min: -5, max: 5, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(order, { minLength: 1, maxLength: 8 }), fc.nat(7), fc.integer({ min: -8, max: 8 }), (orders, which, by) => {
      const doc = new Y.Doc()
      orders.forEach((number, index) => {
        addCard(doc, `c${index}`, exercise.kinds['market']!, {}, null)
        moveCard(doc, `c${index}`, number, null)
      })
      const before = ids(doc)
      const moved = before[which % before.length]!
      arrangeCards(doc, ordersAfterMove(readBoard(doc, exercise), moved, by), null)
      const rest = before.filter((id) => id !== moved)
      const at = Math.min(rest.length, Math.max(0, before.indexOf(moved) + by))
      expect(ids(doc)).toEqual([...rest.slice(0, at), moved, ...rest.slice(at)])
    }),
    { numRuns: 400 },
  )
})

test('where there is room one number changes', () => {
  const cards = [1, 2, 3].map((order) => ({ id: `c${order}`, kind: 'market', order, fields: {} }))
  expect([...ordersAfterMove(cards, 'c3', -1)]).toEqual([['c3', 1.5]])
  expect([...ordersAfterMove(cards, 'c1', 2)]).toEqual([['c1', 4]])
})
