import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunksOf } from '../../client/canvases/chunks.ts'
import { countOutside } from '../../client/canvases/tree/beyond.svelte.ts'
import { stand } from '../../client/canvases/network/stand.ts'
import { dotBox, wideBox } from '../../client/canvases/network/view.ts'
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

test('a card of a tree stands outside when more than a quarter of it is cut', () => {
  const window = { left: 100, right: 500 }
  const boxes = [
    { left: 0, right: 90 },
    { left: 40, right: 150 },
    { left: 90, right: 140 },
    { left: 450, right: 540 },
    { left: 480, right: 620 },
  ]
  expect(countOutside(boxes, window)).toEqual({ left: 2, right: 2 })
  expect(countOutside([], window)).toEqual({ left: 0, right: 0 })
})

test('a node without room for a whole box is told in one line as wide as its title; without room for that it is a dot', () => {
  const places = new Map([
    ['whole', { x: 100, y: 100 }],
    ['beside', { x: 260, y: 100 }],
    ['far', { x: 240, y: 160 }],
  ])
  const title = (id: string) => (id === 'far' ? 'Suppliers of whatever is asked for' : 'Suppliers')
  const { boxes, piles } = stand([...places.keys()], places, 1, wideBox, title)
  expect(boxes.get('whole')).toEqual(wideBox)
  expect(boxes.get('beside')?.height).toBe(40)
  expect(boxes.get('beside')!.width).toBeLessThan(wideBox.width)
  expect(boxes.get('far')).toEqual({ width: wideBox.width, height: 40 })
  expect(piles.size).toBe(0)
  const crowd = new Map(Array.from({ length: 201 }, (_, index) => [`n${index}`, { x: (index % 20) * 60, y: Math.floor(index / 20) * 70 }]))
  expect([...stand([...crowd.keys()], crowd, 1, wideBox, () => 'x').boxes.values()].every((box) => box === wideBox)).toBe(true)
})

test('every node is a sign or lies in the pile of one; no sign lies on another, and each is as large as a finger', () => {
  const crowds = fc.array(fc.record({ x: fc.nat(900), y: fc.nat(500) }), { maxLength: 80 })
  fc.assert(
    fc.property(crowds, fc.double({ min: 0.1, max: 1.6, noNaN: true }), (all, scale) => {
      const places = new Map(all.map((at, index) => [`n${String(index)}`, at]))
      const { boxes, piles, hosts } = stand([...places.keys()], places, scale, wideBox, (id) => id)
      const signs = [...places.keys()].filter((id) => !hosts.has(id))
      expect([...signs, ...[...piles.values()].flat()].toSorted()).toEqual([...places.keys()].toSorted())
      for (const [id, host] of hosts) expect([hosts.has(host), piles.get(host)?.includes(id)]).toEqual([false, true])
      const seen = signs.map((id) => ({ ...(boxes.get(id) ?? dotBox), x: places.get(id)!.x * scale, y: places.get(id)!.y * scale }))
      for (const [index, one] of seen.entries()) {
        expect(Math.min(one.width, one.height)).toBeGreaterThanOrEqual(40)
        for (const other of seen.slice(index + 1))
          expect(
            Math.abs(one.x - other.x) >= (one.width + other.width) / 2 || Math.abs(one.y - other.y) >= (one.height + other.height) / 2,
          ).toBe(true)
      }
    }),
  )
})
