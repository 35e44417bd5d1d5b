import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Cluster, Decision, DecisionAct, GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { keysIn } from '../../shared/merge/decisions.ts'
import { keyOf, mergeGroups } from '../../shared/merge/merge.ts'
import { areOpposed, consensusOf } from '../../shared/merge/statistics.ts'

let exercise: Exercise
beforeAll(async () => {
  exercise = (await loadExercises('exercises')).exercises.find((one) => one.id === 'crime-mapping')!
})

const groups = ['a', 'b', 'c'] as const
const words = ['Scam call centres', 'Scam call-centers', 'Колл-центры мошенников', 'Heroin trade', 'Cash couriers']
const value = fc.oneof(
  fc.constantFrom('HT', 'HE').map((code) => ({ code })),
  fc.constantFrom(...words).map((own) => ({ own })),
)
/** Markets, and harms that no market can be joined with. */
const card = (id: string): fc.Arbitrary<Card> =>
  fc.oneof(
    value.map((name) => ({
      id,
      kind: 'market',
      order: 0,
      fields: { name, scale: 3, impact: null, trend: null, confidence: null, note: '' },
    })),
    fc
      .constantFrom(...words)
      .map((who) => ({ id, kind: 'harm', order: 0, fields: { who, harm: null, markets: [], severity: 4, why: '' } })),
  )
const cards = fc.uniqueArray(fc.constantFrom('0', '1', '2', '3'), { maxLength: 4 }).chain((ids) => fc.tuple(...ids.map(card)))
const boards = fc.tuple(cards, cards, cards).map((all): GroupCards[] => all.map((cards, index) => ({ group: groups[index]!, cards })))
const key = fc.tuple(fc.constantFrom(...groups), fc.constantFrom('0', '1', '2', '3')).map(([group, id]) => keyOf(group, id))
const keys = fc.uniqueArray(key, { minLength: 2, maxLength: 4 })
const act: fc.Arbitrary<DecisionAct> = fc.oneof(
  fc.record({ act: fc.constantFrom('join' as const, 'split' as const, 'keep-apart' as const), keys }),
  fc.record({ act: fc.constant('title' as const), key, text: fc.constantFrom('One', 'Two') }),
  fc.record({ act: fc.constantFrom('set-aside' as const, 'mark' as const), key }),
  fc.record({ act: fc.constant('place' as const), key, before: fc.option(key) }),
)
const log = fc
  .array(fc.tuple(act, fc.boolean()), { maxLength: 8 })
  .map((list) => list.map(([what, undone], at): Decision => ({ ...what, id: `d${at}`, at, by: 'F', undone })))

const homeOf = (merged: Merged, wanted: string): Cluster | undefined =>
  merged.clusters.find(({ members }) => members.some((one) => one.key === wanted))

/** Whether a cluster that was moved stands where somebody put it: right before the other, or last; what is set aside is last by itself. */
function nextTo(merged: Merged, { key, before }: Extract<Decision, { act: 'place' }>): boolean {
  const kept = merged.clusters.filter(({ setAside }) => !setAside)
  const [one, other] = [homeOf(merged, key), before === null ? undefined : homeOf(merged, before)]
  if (one?.setAside === true || other?.setAside === true || one === other) return true
  return kept.indexOf(one!) === (other ? kept.indexOf(other) : kept.length) - 1
}

describe('a late or corrected hand-in', () => {
  /** Boards as they are now have nothing to do with those that people decided on: cards came, went and changed. */
  test('keeps every decision that still makes sense, and lists those that do not', () => {
    fc.assert(
      fc.property(boards, log, (now, decisions) => {
        const merged = mergeGroups(now, exercise, decisions)
        const there = new Map(now.flatMap(({ group, cards }) => cards.map((one) => [keyOf(group, one.id), one.kind] as const)))
        for (const [at, one] of decisions.entries()) {
          const later = decisions.slice(at + 1).filter(({ undone }) => !undone)
          const present = keysIn(one).filter((name) => there.has(name))
          const alike = present.filter((name) => there.get(name) === there.get(present[0]!))
          const needed = one.act === 'join' || one.act === 'keep-apart' ? 2 : one.act === 'split' ? 1 : keysIn(one).length
          const makesSense = (one.act === 'join' ? alike : present).length >= needed
          expect(merged.stale.includes(one.id)).toBe(!one.undone && !makesSense)
          if (one.undone || !makesSense) continue
          const home = homeOf(merged, present[0]!)!
          if (one.act === 'join' && !later.some(({ act }) => act === 'split'))
            for (const name of alike) expect(homeOf(merged, name)).toBe(home)
          if (one.act === 'set-aside') expect(home.setAside).toBe(true)
          if (one.act === 'mark') expect(home.forVote).toBe(true)
          if (one.act === 'place' && !later.some(({ act }) => act === 'place')) expect(nextTo(merged, one)).toBe(true)
          if (one.act === 'title') expect(home.title.by).toBe('person')
          if (one.act === 'keep-apart') {
            const proposed = merged.proposals.some(({ left, right }) =>
              [left, right].every((id) => present.some((name) => homeOf(merged, name)!.id === id)),
            )
            expect(proposed).toBe(false)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('joins nothing and drops nothing by itself: each contribution stands in one cluster, and proposals change nothing', () => {
    fc.assert(
      fc.property(boards, log, (now, decisions) => {
        const merged = mergeGroups(now, exercise, decisions)
        const all = now.flatMap(({ group, cards }) => cards.map((one) => keyOf(group, one.id))).sort()
        expect(merged.clusters.flatMap(({ members }) => members.map((one) => one.key)).sort()).toEqual(all)
        for (const { left, right, keys } of merged.proposals) {
          expect(left).not.toBe(right)
          expect(homeOf(merged, keys[0]!)!.id).not.toBe(homeOf(merged, keys.at(-1)!)!.id)
        }
      }),
    )
  })

  test('finds the clusters of a kind in the order that people gave them, and the order of groups changes nothing', () => {
    fc.assert(
      fc.property(boards, log, (now, decisions) => {
        const merged = mergeGroups(now, exercise, decisions)
        expect(mergeGroups([...now].reverse(), exercise, decisions)).toEqual(merged)
      }),
    )
  })

  test('taken back decision by decision in any order, the log ends where it began', () => {
    fc.assert(
      fc.property(boards, log, fc.infiniteStream(fc.nat()), (now, decisions, turns) => {
        let left: readonly Decision[] = decisions.map((one) => ({ ...one, undone: false }))
        const open = left.map(({ id }) => id)
        while (open.length > 0) {
          const [id] = open.splice((turns.next().value ?? 0) % open.length, 1)
          left = left.map((one) => (one.id === id ? { ...one, undone: true } : one))
        }
        expect(mergeGroups(now, exercise, left)).toEqual(mergeGroups(now, exercise, []))
      }),
    )
  })
})

test('a join of cards of different kinds makes no sense, and is listed', () => {
  const board = (group: string, one: Card): GroupCards => ({ group, cards: [one] })
  const market: Card = { id: '0', kind: 'market', order: 0, fields: { name: { own: 'X' } } }
  const harm: Card = { id: '0', kind: 'harm', order: 0, fields: { who: 'X' } }
  const join: Decision = { act: 'join', keys: ['a:0', 'b:0'], id: 'd', at: 0, by: 'F', undone: false }
  expect(mergeGroups([board('a', market), board('b', harm)], exercise, [join]).stale).toEqual(['d'])
  expect(mergeGroups([board('a', market), board('b', market)], exercise, [join]).stale).toEqual([])
})

describe('DOMAIN 6.3 and 6.5', () => {
  test.each([
    ['thin', [4, 5]],
    ['divergent', [2, 3, 4, 4, 4, 4]],
    ['strong', [3, 4, 4, 4, 5]],
    ['moderate', [3, 3, 3, 5, 5]],
    ['moderate', [1, 3, 3, 3, 1]],
    ['weak', [1, 1, 1, 1, 3, 3, 3]],
    ['weak', [3, 3, 3, 5, 5, 5, 5]],
  ])('%s: %j', (word, ratings) =>
    expect(
      consensusOf(
        [...ratings].sort((a, b) => a - b),
        5,
      ),
    ).toBe(word),
  )

  /** A scale of three has its ends at 1 and 3; on one of ten 2, 3 and 4 lie together. */
  test.each([
    ['divergent', 3, [1, 1, 3, 3]],
    ['strong', 3, [1, 1, 2, 2]],
    ['moderate', 3, [1, 1, 1, 2, 2]],
    ['divergent', 4, [2, 3, 4]],
    ['weak', 2, [1, 1, 2, 2]],
    ['strong', 10, [2, 3, 4]],
    ['strong', 10, [2, 4, 4, 6]],
    ['divergent', 10, [5, 6, 7]],
    ['moderate', 10, [1, 1, 1, 5, 5]],
  ])('%s on a scale of %j: %j', (word, of, sorted) => {
    expect(consensusOf(sorted, of)).toBe(word)
    expect(areOpposed(sorted[0]!, sorted.at(-1)!, of)).toBe(word === 'divergent')
  })

  const market: Card = { id: 'm', kind: 'market', order: 0, fields: { name: { code: 'HE' } } }
  const route = (...stops: string[]): Card => ({ id: 'r', kind: 'route', order: 1, fields: { market: { card: 'm' }, path: stops.map((place) => ({ place })), mode: [], main: null, confidence: null, note: '' } }) // prettier-ignore
  const merge = (...boards: readonly (readonly Card[])[]) => mergeGroups(boards.map((cards, index) => ({ group: groups[index]!, cards })), exercise, []) // prettier-ignore

  test('routes are one by their market and ends; what lies between are variants, most groups first', () => {
    const merged = merge(
      [market, route('kabul', 'dushanbe', 'osh')],
      [market, route('kabul', 'osh')],
      [market, route('kabul', 'dushanbe', 'osh')],
    )
    const [one, ...others] = merged.clusters.filter(({ kind }) => kind === 'route')
    expect(others).toEqual([])
    expect(one!.groups).toEqual(['a', 'b', 'c'])
    const path = one!.fields['path']
    expect(path?.type === 'paths' && path.paths.map(({ stops, groups }) => [stops.length, groups])).toEqual([[3, ['a', 'c']], [2, ['b']]]) // prettier-ignore
    // There and back are two.
    expect(
      merge([market, route('kabul', 'osh')], [market, route('osh', 'kabul')]).clusters.filter(({ kind }) => kind === 'route'),
    ).toHaveLength(2)
  })

  test('links of a network are one by the entities at their ends, whatever the cards are called', () => {
    const actor = (id: string, name: string, type: string): Card => ({ id, kind: 'actor', order: 0, fields: { name, type: { code: type }, role: { code: 'core' }, markets: [{ card: 'm' }], reach: null, note: '', at: null } }) // prettier-ignore
    const link = (from: string, to: string): Card => ({ id: 'l', kind: 'relation', order: 2, fields: { sort: { code: 'pays' }, from: { card: from }, to: { card: to }, note: '' } }) // prettier-ignore
    const merged = merge(
      [market, actor('x', 'Lorry network', 'network'), actor('y', 'Officials', 'state-embedded'), link('x', 'y')],
      [market, actor('p', 'Перевозчики', 'network'), actor('q', 'Чиновники', 'state-embedded'), link('p', 'q')],
    )
    expect(merged.clusters.filter(({ kind }) => kind === 'relation').map((one) => one.groups)).toEqual([['a', 'b']])
  })
})
