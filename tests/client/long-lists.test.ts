import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunksOf } from '../../client/canvases/chunks.ts'
import { countOutside } from '../../client/canvases/tree/beyond.svelte.ts'
import { wideBox, worded } from '../../client/canvases/network/view.ts'
import type { Card } from '../../shared/fields/values.ts'

const cardsOf = (count: number): Card[] => Array.from({ length: count }, (_, order) => ({ id: `c${order}`, kind: 'actor', order, fields: {} })) // prettier-ignore

test('chunks hold every card once and in order, and say where each begins', () => {
  fc.assert(
    fc.property(fc.nat(400), (count) => {
      const cards = cardsOf(count)
      const chunks = chunksOf(cards, [])
      expect(chunks.flatMap((chunk) => chunk.cards)).toEqual(cards)
      for (const { from, cards: own } of chunks) expect(cards[from]).toBe(own[0])
      expect(new Set(chunks.map(({ key }) => key)).size).toBe(chunks.length)
    }),
  )
})

test('an edit of one card leaves every other chunk the object that it was', () => {
  const cards = cardsOf(130)
  const before = chunksOf(cards, [])
  const after = chunksOf(cards.with(60, { ...cards[60]!, order: 60.5 }), before)
  expect(after.map((chunk, at) => chunk === before[at])).toEqual([true, true, false, true, true, true])
  expect(chunksOf(cards.slice(0, 129), before).map((chunk, at) => chunk === before[at])).toEqual([true, true, true, true, true, false])
})

test('a card of a tree stands outside when its middle does', () => {
  const window = { left: 100, right: 500 }
  const boxes = [
    { left: 0, right: 90 },
    { left: 40, right: 150 },
    { left: 90, right: 140 },
    { left: 450, right: 540 },
    { left: 480, right: 620 },
  ]
  expect(countOutside(boxes, window)).toEqual({ left: 2, right: 1 })
  expect(countOutside([], window)).toEqual({ left: 0, right: 0 })
})

test('a node without room for a whole box is told in one line as wide as its title, before it is a dot', () => {
  const places = new Map([
    ['whole', { x: 100, y: 100 }],
    ['beside', { x: 260, y: 100 }],
    ['under', { x: 120, y: 110 }],
  ])
  const titles = new Map([
    ['whole', 'Wholesalers'],
    ['beside', 'Suppliers'],
    ['under', 'Suppliers'],
  ])
  const boxes = worded([...places.keys()], places, 1, wideBox, (id) => titles.get(id) ?? null)
  expect(boxes.get('whole')).toEqual(wideBox)
  expect(boxes.get('beside')?.height).toBe(40)
  expect(boxes.get('beside')!.width).toBeLessThan(wideBox.width)
  expect(boxes.has('under')).toBe(false)
  const crowd = new Map(Array.from({ length: 201 }, (_, index) => [`n${index}`, places.get(index % 2 === 0 ? 'whole' : 'beside')!]))
  expect([...worded([...crowd.keys()], crowd, 1, wideBox, () => 'x').values()].every((box) => box === wideBox)).toBe(true)
})
