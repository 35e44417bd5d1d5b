import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { carryOver, changedStretch, cutTo, placeAfter } from '../../shared/fields/stretch.ts'
import { changeText, wordsOf } from '../../shared/fields/wordings.ts'

// Few letters make many repeats, and emoji that share a half make it easy to part them.
const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'я', '😀', '😁', '🇰🇬', '👩‍🌾'), maxLength: 12 })

test('the changed stretch turns the old text into the new, and no character is parted', () => {
  fc.assert(
    fc.property(words, words, (before, next) => {
      const { from, removed, put } = changedStretch(before, next)
      expect(before.slice(0, from) + put + before.slice(from + removed)).toBe(next)
      for (const part of [before.slice(0, from), put, before.slice(from + removed)]) expect(part.isWellFormed()).toBe(true)
    }),
  )
})

test('a shared text reads back as it was written, emoji too, and is cut between characters', () => {
  fc.assert(
    fc.property(words, words, fc.nat(12), (before, next, max) => {
      const text = new Y.Doc().getText('t')
      text.insert(0, before)
      changeText(text, next)
      expect(wordsOf(text, 99)).toBe(next)
      expect(cutTo(next, max).isWellFormed()).toBe(true)
      expect(cutTo(next, max).length).toBeGreaterThanOrEqual(Math.min(next.length, max) - 1)
      expect(wordsOf(next, max)).toBe(cutTo(next, max))
      expect(cutTo(next, 99)).toBe(next)
    }),
  )
  const pair = new Y.Doc().getText('t')
  pair.insert(0, 'x 😀')
  changeText(pair, 'x 😁')
  expect(pair.toJSON()).toBe('x 😁')
})

test('a caret keeps its neighbour whatever somebody else changes', () => {
  fc.assert(
    fc.property(words, words, fc.nat(40), (before, next, at) => {
      const place = Math.min(at, before.length)
      const stretch = changedStretch(before, next)
      const moved = placeAfter(place, stretch)
      expect(moved).toBeGreaterThanOrEqual(0)
      expect(moved).toBeLessThanOrEqual(next.length)
      if (place <= stretch.from) expect(next.slice(0, moved)).toBe(before.slice(0, place))
      if (place >= stretch.from + stretch.removed && place > stretch.from) expect(next.slice(moved)).toBe(before.slice(place))
    }),
  )
  expect(placeAfter(3, changedStretch('The border is open', 'The border is open by day'))).toBe(3)
})

test('what was written while other words were held back stays, and so do the other words', () => {
  const other = fc.constantFrom('x', 'yy', '😀z')
  fc.assert(
    fc.property(words, words, words, other, other, (start, middle, end, mine, theirs) => {
      const before = `${start}|${middle}|${end}`
      const [first, second] = [`${start}${mine}|${middle}|${end}`, `${start}|${middle}|${theirs}${end}`]
      const both = `${start}${mine}|${middle}|${theirs}${end}`
      expect(carryOver(before, first, second)).toBe(both)
      expect(carryOver(before, second, first)).toBe(both)
    }),
  )
  fc.assert(
    fc.property(words, words, words, (before, mine, theirs) => {
      expect(carryOver(before, mine, before)).toBe(mine)
      expect(carryOver(before, before, theirs)).toBe(theirs)
      expect(carryOver(before, mine, theirs)).toContain(changedStretch(before, mine).put)
    }),
  )
})
