import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { mergeField } from '../../shared/fields/catalogue.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import type { Decision, DecisionAct, GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { keyOf, mergeGroups } from '../../shared/merge/merge.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { undoDecision } from '../../shared/session/decide.ts'
import type { Session } from '../../shared/session/session.ts'
import { borda, consensusOf, kendallW, median, quartile } from '../../shared/merge/statistics.ts'

let exercise: Exercise
beforeAll(async () => {
  exercise = (await loadExercises('exercises')).exercises.find((one) => one.id === 'crime-mapping')!
})

describe('numbers of DOMAIN 6.4', () => {
  const ratings = [
    { given: [4, 4, 5, 4], median: 4, iqr: 0.25, consensus: 'strong' },
    { given: [3, 4, 4, 5, 5], median: 4, iqr: 1, consensus: 'strong' },
    { given: [5, 5, 1, 5], median: 5, iqr: 1, consensus: 'divergent' },
    { given: [2, 5, 5, 1], median: 3.5, iqr: 3.25, consensus: 'divergent' },
    { given: [3, 3, 4], median: 3, iqr: 0.5, consensus: 'strong' },
    { given: [3, 5], median: 4, iqr: 1, consensus: 'thin' },
  ]
  test.each(ratings)('ratings $given', ({ given, ...expected }) => {
    const sorted = [...given].sort((a, b) => a - b)
    expect(median(sorted)).toBe(expected.median)
    expect(quartile(sorted, 0.75) - quartile(sorted, 0.25)).toBeCloseTo(expected.iqr)
    expect(consensusOf(sorted, 5)).toBe(expected.consensus)
  })

  test("Kendall's W and Borda", () => {
    const same = [1, 2, 3, 4]
    expect(kendallW([same, same, same])).toBe(1)
    expect(kendallW([same, [4, 3, 2, 1]])).toBe(0)
    const four = [
      [1, 2, 3, 4, 5],
      [2, 1, 3, 5, 4],
      [1, 3, 2, 4, 5],
      [1, 2, 4, 3, 5],
    ]
    expect(kendallW(four)).toBeCloseTo(0.8125)
    expect(borda(four)).toEqual([15, 12, 8, 4, 1])
    // A group that ranked two alone: the others share the average of the ranks that are left.
    const short = [four[0]!, [2, 1, 4, 4, 4], four[2]!, four[3]!]
    expect(kendallW(short)).toBeCloseTo(0.8158, 4)
    expect(borda(short)).toEqual([15, 12, 7, 5, 1])
    expect(
      kendallW([
        [2, 2, 2],
        [2, 2, 2],
      ]),
    ).toBeNull()
  })

  test('"do not know" is counted apart, and a group has one dot', () => {
    const field = exercise.kinds['market']!.fields['scale']!
    const merged = mergeField(
      [
        { group: 'a', value: 2 },
        { group: 'a', value: 4 },
        { group: 'b', value: 'unknown' },
        { group: 'c', value: null },
      ],
      field,
    )
    expect(merged).toMatchObject({ values: [{ group: 'a', value: 3 }], unknown: ['b'], median: 3, consensus: 'thin' })
  })
})

const value = {
  name: fc.oneof(
    fc.constantFrom('HT', 'HE', 'CY').map((code) => ({ code })),
    fc.constantFrom('Scam call centres', 'Колл-центры').map((own) => ({ own })),
    fc.constant(null),
  ),
  rating: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant('unknown' as const), fc.constant(null)),
}
const card = (id: string): fc.Arbitrary<Card> =>
  fc.record({ name: value.name, scale: value.rating, impact: value.rating }).map((fields) => ({
    id,
    kind: 'market',
    order: 0,
    fields: { trend: null, confidence: null, note: '', ...fields },
  }))
const board = (group: string): fc.Arbitrary<GroupCards> =>
  fc
    .integer({ min: 0, max: 5 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => card(`c${index}`))).map((cards) => ({ group, cards })))
const boards = fc.tuple(board('a'), board('b'), board('c'))
const anyKey = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 6 })).map(([group, index]) => `${group}:c${index}`)
const keys = fc.uniqueArray(anyKey, { minLength: 1, maxLength: 4 })
const act: fc.Arbitrary<DecisionAct> = fc.oneof(
  fc.record({ act: fc.constantFrom('join' as const, 'split' as const, 'keep-apart' as const), keys }),
  fc.record({ act: fc.constant('title' as const), key: anyKey, text: fc.constantFrom('One', 'Two') }),
  fc.record({ act: fc.constant('set-aside' as const), key: anyKey }),
)
const decisions = fc
  .array(fc.tuple(act, fc.boolean()), { maxLength: 8 })
  .map((list) => list.map(([what, undone], index): Decision => ({ ...what, id: `d${index}`, at: index, by: 'F', undone })))

const allKeys = (groups: readonly GroupCards[]) => groups.flatMap(({ group, cards }) => cards.map((one) => keyOf(group, one.id))).sort()
const mergedKeys = (merged: Merged) => merged.clusters.flatMap((cluster) => cluster.members.map((one) => one.key)).sort()

describe('laws of the merge', () => {
  test('nothing is lost and nothing invented, whatever is decided', () => {
    fc.assert(
      fc.property(boards, decisions, (groups, log) => {
        expect(mergedKeys(mergeGroups(groups, exercise, log))).toEqual(allKeys(groups))
      }),
    )
  })

  test('the order of groups and of cards is irrelevant', () => {
    fc.assert(
      fc.property(boards, decisions, (groups, log) => {
        const turned = [...groups].reverse().map(({ group, cards }) => ({ group, cards: [...cards].reverse() }))
        expect(mergeGroups(turned, exercise, log)).toEqual(mergeGroups(groups, exercise, log))
      }),
    )
  })

  test('an undone decision is as if it had never been, in any order of undoing', () => {
    fc.assert(
      fc.property(boards, decisions, (groups, log) => {
        expect(mergeGroups(groups, exercise, log)).toEqual(
          mergeGroups(
            groups,
            exercise,
            log.filter((one) => !one.undone),
          ),
        )
      }),
    )
  })

  /** What the desk shows after more was decided and all of it taken back, in the order of the numbers. */
  type Undo = (log: readonly Decision[], id: string) => readonly Decision[]
  const takeBack: Undo = (decisions, id) => {
    const after = undoDecision({ decisions } as Session, id, 'undone')
    return isRefusal(after) ? decisions : after.decisions
  }
  const afterAll = (
    groups: readonly GroupCards[],
    before: readonly Decision[],
    more: readonly Decision[],
    order: readonly number[],
    undo: Undo,
  ) => {
    const turns = more.map((one, index) => ({ id: one.id, at: order[index] ?? 0 })).sort((a, b) => a.at - b.at)
    return mergeGroups(
      groups,
      exercise,
      turns.reduce((log, { id }) => undo(log, id), [...before, ...more] as readonly Decision[]),
    )
  }
  const more = decisions.map((list) => list.map((one): Decision => ({ ...one, id: `more-${one.id}`, undone: false })))
  const order = fc.array(fc.nat(), { minLength: 8, maxLength: 8 })

  test('whatever is decided and then taken back in any order leaves what was there before', () => {
    fc.assert(
      fc.property(boards, decisions, more, order, (groups, log, then, turns) => {
        expect(afterAll(groups, log, then, turns, takeBack)).toEqual(mergeGroups(groups, exercise, log))
      }),
    )
  })

  test('control: taking back whatever was decided last is found out', () => {
    const last: Undo = (log) => log.slice(0, -2)
    expect(() =>
      fc.assert(
        fc.property(boards, decisions, more, order, (groups, log, then, turns) => {
          expect(afterAll(groups, log, then, turns, last)).toEqual(mergeGroups(groups, exercise, log))
        }),
      ),
    ).toThrow(/Property failed/)
  })

  test('a late group keeps every decision: what people joined stays joined, what they titled stays titled', () => {
    fc.assert(
      fc.property(boards, keys, board('d'), (groups, joined, late) => {
        const log: Decision[] = [
          { act: 'join', keys: joined, id: 'd1', at: 0, by: 'F', undone: false },
          { act: 'title', key: joined[0]!, text: 'One', id: 'd2', at: 1, by: 'F', undone: false },
        ]
        const after = mergeGroups([...groups, late], exercise, log)
        const there = new Set(allKeys([...groups, late]))
        const present = joined.filter((key) => there.has(key))
        const homes = new Set(present.map((key) => after.clusters.find((cluster) => cluster.members.some((one) => one.key === key))?.id))
        expect(homes.size).toBeLessThanOrEqual(1)
        if (there.has(joined[0]!))
          expect(after.clusters.find((cluster) => cluster.members.some((one) => one.key === joined[0]))?.title).toEqual({
            by: 'person',
            text: 'One',
          })
        else expect(after.stale).toContain('d2')
      }),
    )
  })

  test('one market is one cluster in any language; own words are only proposed', () => {
    const one = (group: string, name: Value): GroupCards => ({
      group,
      cards: [{ id: 'c', kind: 'market', order: 0, fields: { name, scale: null, impact: null, trend: null, confidence: null, note: '' } }],
    })
    const merged = mergeGroups([one('a', { code: 'HE' }), one('b', { code: 'HE' }), one('c', { own: 'героин торговля' })], exercise, [])
    expect(merged.clusters.map((cluster) => cluster.groups)).toEqual([['a', 'b'], ['c']])
    expect(merged.proposals).toHaveLength(1)
  })

  test('a pair that a person kept apart is not proposed again', () => {
    const one = (group: string): GroupCards => ({
      group,
      cards: [
        {
          id: 'c',
          kind: 'market',
          order: 0,
          fields: { name: { own: 'Scam calls' }, scale: null, impact: null, trend: null, confidence: null, note: '' },
        },
      ],
    })
    const apart: Decision = { act: 'keep-apart', keys: ['a:c', 'b:c'], id: 'd1', at: 0, by: 'F', undone: false }
    expect(mergeGroups([one('a'), one('b')], exercise, []).proposals).toHaveLength(1)
    expect(mergeGroups([one('a'), one('b')], exercise, [apart]).proposals).toHaveLength(0)
  })
})
