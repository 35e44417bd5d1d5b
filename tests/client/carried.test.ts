import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bytesOf,
  fragmentOf,
  mark,
  parseSealed,
  readFragment,
  seal,
  unseal,
  wordOf,
  type Carried,
} from '../../client/connection/carried.ts'

const carried: Carried = {
  from: '10.0.0.1:8080',
  language: 'ru',
  boards: [{ board: 'b1', exercise: 'crime-mapping', update: wordOf(new Uint8Array([0, 1, 250, 255])) }],
  commands: [{ id: 'c1', turn: null, command: { do: 'raise-hand' } }],
  drafts: [['b1 market', 'Торговля 🐘 людьми']],
  blank: false,
}
const bytes = (count: number, from = 1) => Uint8Array.from({ length: count }, (_, index) => (index * 7 + from) % 256)
const nonce = bytes(16)
const known = { hat: 'seat', key: wordOf(bytes(32)), seal: wordOf(bytes(32, 2)) } as const
const sealed = seal(carried, known, nonce)
const encoded = (value: unknown) => mark + Buffer.from(JSON.stringify(value)).toString('base64url')

test('what is carried arrives as it was, in every alphabet, for whoever has the seal', () => {
  const arrived = readFragment(fragmentOf(sealed) ?? '')
  expect(arrived).toEqual(sealed)
  expect(arrived && unseal(arrived, known.seal)).toEqual(carried)
  expect([...bytesOf(carried.boards[0]?.update ?? '')]).toEqual([0, 1, 250, 255])
  // An address needs no signs of its own for it.
  expect(fragmentOf(sealed)).toMatch(/^#moved=[A-Za-z0-9_-]+$/)
})

test('what a browser remembers of an address is read with its own seal alone', () => {
  const words = 'somebody said this '.repeat(40)
  const said = seal({ ...carried, drafts: [['b1 market', words]] }, known, nonce)
  const remembered = Buffer.from((fragmentOf(said) ?? '').slice(mark.length), 'base64url').toString()
  const inside = Buffer.from(said.words, 'base64url').toString('latin1')
  for (const text of [remembered, inside]) expect(text).not.toContain('said')
  // Words that repeat themselves do not show as a pattern.
  const pieces = Array.from({ length: Math.floor(inside.length / 8) }, (_, at) => inside.slice(at * 8, at * 8 + 8))
  expect(new Set(pieces).size).toBe(pieces.length)
  expect(unseal(said, wordOf(bytes(32, 3)))).toBeNull()
  expect(unseal({ ...said, nonce: wordOf(bytes(16, 9)) }, known.seal)).toBeNull()
  expect(seal(carried, known, bytes(16, 9)).words).not.toBe(sealed.words)
})

test('what is more than an address carries is not carried, and what is longer is not read', () => {
  const withUpdate = (length: number) =>
    seal({ ...carried, boards: [{ board: 'b', exercise: 'e', update: 'A'.repeat(length) }] }, known, nonce)
  expect(fragmentOf(withUpdate(250_000))).toBeNull()
  expect(readFragment(encoded(withUpdate(250_000)))).toBeNull()
  expect(fragmentOf(withUpdate(150_000))).not.toBeNull()
})

test('what nobody here has written is dropped as a whole', () => {
  const outside: unknown[] = [
    ...[null, 1, [], {}],
    { ...sealed, hat: 'facilitator' },
    { ...sealed, key: 'short' },
    { ...sealed, nonce: '' },
    { ...sealed, words: 'not base64!' },
    { ...sealed, more: true },
  ]
  for (const change of outside) expect([change, readFragment(encoded(change))]).toEqual([change, null])
  const inside: unknown[] = [
    ...[null, 1, [], {}],
    { ...carried, more: true },
    { ...carried, language: 'xx' },
    { ...carried, boards: [{ board: 'b1', exercise: 'e', update: 'not base64!' }] },
    { ...carried, boards: [{ board: 'b/1', exercise: 'e', update: 'AAAA' }] },
    { ...carried, boards: Array(101).fill(carried.boards[0]) },
    { ...carried, commands: [{ id: 'c1', turn: null, command: { do: 'no-such-thing' } }] },
    { ...carried, commands: [{ do: 'raise-hand' }] },
    { ...carried, drafts: [['place', 'x'.repeat(10_001)]] },
    { ...carried, drafts: [['place']] },
  ]
  for (const change of inside) expect([change, unseal(seal(change as Carried, known, nonce), known.seal)]).toEqual([change, null])
  for (const hash of [
    '',
    '#',
    '#ABCDEF',
    mark,
    `${mark}%%%`,
    `${mark}AAAA`,
    encoded(sealed).slice(0, -5),
    encoded(sealed).replace('#', ''),
  ])
    expect([hash, readFragment(hash)]).toEqual([hash, null])
})

test('no text breaks the reading', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json()), (text) => {
      expect(readFragment(mark + text)).toBeNull()
      expect(parseSealed(text)).toBeNull()
      expect(unseal({ ...sealed, words: text }, known.seal)).toBeNull()
    }),
    { numRuns: 2000 },
  )
})
