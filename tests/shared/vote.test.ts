import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { joined, moved, orderOf, placeAt, ranksOf, without, type Order } from '../../client/canvases/vote/order.ts'
import { loadExercise } from '../../server/exercises/load.ts'
import { addCard, changeCard, readBoard } from '../../shared/board/board.ts'
import { vote } from '../../shared/canvases/vote.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Cluster, MergedField } from '../../shared/merge/cluster.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { agreementWord, dotStandings, rankStandings, sharedRanks } from '../../shared/merge/standings.ts'
import { linesIn, widthOf } from '../../shared/canvases/parts/fit-text.ts'
import { tell } from '../kit/tell.ts'

let exercise: Exercise
beforeAll(async () => {
  const loaded = await loadExercise('exercises/priorities')
  if ('problems' in loaded) throw new Error(tell(loaded.problems))
  exercise = loaded.exercise
})

const cluster = (id: string, field: MergedField): Cluster => ({
  id,
  kind: 'item',
  title: { by: 'group', text: id },
  members: [],
  groups: [],
  fields: { by: field },
  setAside: false,
})
/** A row a group, a column an item; null where the group left the item out. */
function ranked(rows: readonly (readonly (number | null)[])[]): Cluster[] {
  return rows[0]!.map((_, item) => {
    const values = rows.flatMap((row, group) => (row[item] === null ? [] : [{ group: `g${group}`, value: row[item]! }]))
    return cluster(`${item + 1}`, { type: 'numbers', values, median: null, min: null, max: null })
  })
}
const pointsOf = (clusters: readonly Cluster[]) => {
  const { standings, agreement } = rankStandings(clusters, 'by')
  return { points: [...standings].sort((a, b) => (a.cluster.id < b.cluster.id ? -1 : 1)).map((one) => one.points), agreement }
}

test('Borda and Kendall’s W hold the vectors of DOMAIN 6.4', () => {
  const full = [
    [1, 2, 3, 4, 5],
    [2, 1, 3, 5, 4],
    [1, 3, 2, 4, 5],
    [1, 2, 4, 3, 5],
  ]
  const whole = pointsOf(ranked(full))
  expect(whole.points).toEqual([15, 12, 8, 4, 1])
  expect(whole.agreement).toBeCloseTo(0.8125, 10)
  const short = pointsOf(ranked([full[0]!, [2, 1, null, null, null], full[2]!, full[3]!]))
  expect(short.points).toEqual([15, 12, 7, 5, 1])
  expect(short.agreement).toBeCloseTo(0.8158, 4)
  expect(pointsOf(ranked([full[0]!, full[0]!, full[0]!])).agreement).toBe(1)
  expect(pointsOf(ranked([full[0]!, full[1]!])).agreement).toBeNull()
  expect(pointsOf(ranked([[1, 1, 1], [1, 1, 1], [1, 1, 1]])).agreement).toBeNull() // prettier-ignore
})

test('a group that ranked nothing has no say, and equal ranks share their places', () => {
  expect(pointsOf(ranked([[1, 2, 3], [null, null, null]])).points).toEqual([2, 1, 0]) // prettier-ignore
  expect(sharedRanks([1, 1, 2, null])).toEqual([1.5, 1.5, 3, 4])
  expect(sharedRanks([7, null, 2, null])).toEqual([2, 3.5, 1, 3.5])
  expect([0, 0.2, 0.3, 0.6, 0.7, 1].map(agreementWord)).toEqual(['poor', 'poor', 'fair', 'moderate', 'substantial', 'almostPerfect'])
})

test('every group’s ranks share out the same sum of places', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 12 }), (written) => {
      const n = written.length
      expect(sharedRanks(written).reduce((sum, rank) => sum + rank, 0)).toBeCloseTo((n * (n + 1)) / 2, 9)
    }),
  )
})

test('dots are summed by group, most first', () => {
  const dotted = (id: string, ...values: number[]) =>
    cluster(id, {
      type: 'dots',
      values: values.map((value, index) => ({ group: `g${index}`, value })),
      total: values.reduce((sum, one) => sum + one, 0),
    })
  const { standings, voted } = dotStandings([dotted('a', 2), dotted('b', 3, 4), dotted('c')], 'by')
  expect(standings.map((one) => [one.cluster.id, one.points, one.parts])).toEqual([['b', 7, [3, 4]], ['a', 2, [2]], ['c', 0, []]]) // prettier-ignore
  expect(voted).toBe(2)
})

test('dots that several laptops put down or take back at once all count', () => {
  const seats = fc.array(fc.array(fc.constantFrom(1, -1), { maxLength: 5 }), { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 30 }), seats, (start, changes) => {
      const kind = exercise.kinds['item']!
      const field = kind.fields['dots']!
      const first = new Y.Doc()
      addCard(first, 'c', kind, { dots: start }, null)
      const dotsIn = (doc: Y.Doc) => Number(readBoard(doc, exercise)[0]!.fields['dots'])
      const laptops = changes.map((steps) => {
        const doc = new Y.Doc()
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(first))
        for (const step of steps) changeCard(doc, 'c', field, dotsIn(doc) + step, null)
        return doc
      })
      for (const laptop of laptops) Y.applyUpdate(first, Y.encodeStateAsUpdate(laptop))
      expect(dotsIn(first)).toBe(start + changes.flat().reduce((sum, step) => sum + step, 0))
    }),
  )
})

test('two laptops that take back the same last dot leave none, and the next one counts', () => {
  const kind = exercise.kinds['item']!
  const field = kind.fields['dots']!
  const [one, other] = [new Y.Doc(), new Y.Doc()]
  addCard(one, 'c', kind, { dots: 1 }, null)
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one))
  for (const doc of [one, other]) changeCard(doc, 'c', field, 0, null)
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other))
  expect(readBoard(one, exercise)[0]!.fields['dots']).toBe(0)
  changeCard(one, 'c', field, 1, null)
  expect(readBoard(one, exercise)[0]!.fields['dots']).toBe(1)
})

const orders = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 })
  .chain((ids) =>
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: ids.length, maxLength: ids.length }).map((ranks) => ({ ids, ranks })),
  )
  .map(({ ids, ranks }): Order => orderOf(ids.map((id, index) => ({ id, rank: ranks[index]! }))))

test('no move loses a card or leaves an empty place', () => {
  fc.assert(
    fc.property(orders, fc.nat(10), fc.constantFrom(-1 as const, 1 as const), (order, at, by) => {
      const all = order.flat()
      const card = all[at % all.length]!
      for (const next of [moved(order, card, by), joined(order, card), placeAt(order, card, at % 7)]) {
        expect(next.flat().sort()).toEqual([...all].sort())
        expect(next.every((place) => place.length > 0)).toBe(true)
        expect(Math.max(...ranksOf(next).values())).toBe(next.length)
      }
      expect(without(order, card).flat()).not.toContain(card)
    }),
  )
})

test('a card moves by one place, leaves those it shares a place with, and joins the one above', () => {
  const order: Order = [['a'], ['b', 'c'], ['d']]
  expect(moved(order, 'd', -1)).toEqual([['a'], ['d'], ['b', 'c']])
  expect(moved(order, 'c', -1)).toEqual([['a'], ['c'], ['b'], ['d']])
  expect(moved(order, 'b', 1)).toEqual([['a'], ['c'], ['b'], ['d']])
  expect(moved(order, 'a', -1)).toEqual(order)
  expect(moved(order, 'd', 1)).toEqual(order)
  expect(joined(order, 'd')).toEqual([['a'], ['b', 'c', 'd']])
  expect(placeAt(order, 'd', 0)).toEqual([['d'], ['a'], ['b', 'c']])
})

test('a figure counts what it does not draw, and its titles end in an ellipsis before they meet the bars', () => {
  const setting = { type: 'vote', kind: 'item', way: 'dots', by: 'dots' } as const
  const name = (index: number) => ({ own: `${'Слово '.repeat(20)}${index}` })
  const cards = Array.from({ length: 15 }, (_, index) => ({
    id: `c${index}`,
    kind: 'item',
    order: index,
    fields: { name: name(index), why: '', dots: index + 1, rank: null },
  }))
  const figure = vote.figure(mergeGroups([{ group: 'a', cards }], exercise, []), setting, exercise, 'en', 'dark')!
  const texts = figure.shapes.flatMap((shape) => (shape.is === 'text' ? [shape] : []))
  expect(texts.map((one) => one.text)).toContain('and 6 more entries.')
  expect(texts.filter((one) => one.text.endsWith('…'))).not.toHaveLength(0)
  expect(Math.min(...texts.map((one) => one.size))).toBeGreaterThanOrEqual(28)
  for (const one of texts) expect(one.y).toBeLessThanOrEqual(figure.height)
})

test('shortened words fit their lines and keep their beginning', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 80 }), fc.integer({ min: 1, max: 3 }), (words, most) => {
      const lines = linesIn(words, 200, 20, most)
      expect(lines.length).toBeLessThanOrEqual(most)
      for (const line of lines) expect(widthOf(line, 20)).toBeLessThanOrEqual(200)
    }),
  )
  expect(linesIn('One two three four five', 120, 20, 2)).toEqual(['One two', 'three four…'])
})
