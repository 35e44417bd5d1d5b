import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Decision, DecisionAct, GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { changedBy, differenceOf } from '../../shared/merge/difference.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { printsOf } from '../../shared/merge/news.ts'

let exercise: Exercise
beforeAll(async () => {
  exercise = (await loadExercises('exercises')).exercises.find((one) => one.id === 'crime-mapping')!
})

const market = (id: string, own: string, scale = 3): Card => ({ id, kind: 'market', order: 0, fields: { name: { own }, scale } })
const board = (group: string, ...cards: readonly Card[]): GroupCards => ({ group, cards })
const decision = (what: DecisionAct, id: string, saw?: readonly string[]): Decision => ({ ...what, id, at: 0, by: 'F', undone: false, ...(saw ? { saw } : {}) }) // prettier-ignore
const lookAt = (merged: Merged, id = 'look') => decision({ act: 'look' }, id, printsOf(merged.clusters, exercise))
const newsOf = (boards: readonly GroupCards[], ...log: readonly Decision[]) =>
  mergeGroups(boards, exercise, log).news.map(({ key, is }) => `${key} ${is}`)

describe('what is new since somebody looked', () => {
  const before = [board('a', market('1', 'Heroin')), board('b', market('1', 'Scams'))]
  const merged = () => mergeGroups(before, exercise, [])

  test('is nothing before anybody has looked, and nothing right after', () => {
    expect(newsOf(before)).toEqual([])
    expect(newsOf(before, lookAt(merged()))).toEqual([])
  })

  test('is what came late, and what was corrected; where a card lies says nothing', () => {
    const later = [board('a', market('1', 'Heroin', 5)), board('b', { ...market('1', 'Scams'), order: 9 }, market('2', 'Cash'))]
    expect(newsOf(later, lookAt(merged())).sort()).toEqual(['a:1 changed', 'b:2 came'])
    expect(newsOf(later, lookAt(merged()), lookAt(mergeGroups(later, exercise, []), 'again'))).toEqual([])
  })

  test('is what comes into a cluster that somebody decided on, though nobody looked at everything', () => {
    const [heroin] = merged().clusters.filter(({ id }) => id === 'a:1')
    const titled = decision({ act: 'title', key: 'a:1', text: 'Opiates' }, 'd', printsOf([heroin!], exercise))
    const joined = decision({ act: 'join', keys: ['a:1', 'c:1'] }, 'j')
    const later = [...before, board('c', market('1', 'Opium'), market('2', 'Cash'))]
    expect(newsOf(later, titled, joined)).toEqual(['c:1 came'])
    expect(newsOf(later, { ...titled, undone: true }, joined)).toEqual([])
  })

  test('a card that is given and not answered is no news', () => {
    const given: Card = { id: 'given-1', kind: 'market', order: 0, fields: { name: { own: 'Heroin' } } }
    expect(newsOf([...before, board('c', given)], lookAt(merged()))).toEqual([])
  })
})

const name = fc.constantFrom('Heroin', 'Heroin trade', 'Scams', 'Cash couriers')
const cards = fc.uniqueArray(fc.constantFrom('0', '1', '2'), { maxLength: 3 }).chain((ids) => fc.tuple(...ids.map((id) => fc.tuple(name, fc.integer({ min: 1, max: 5 })).map(([own, scale]) => market(id, own, scale))))) // prettier-ignore
const boards = fc.tuple(cards, cards, cards).map((all) => all.map((own, at) => board('abc'[at]!, ...own)))
const key = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('0', '1', '2')).map(([group, id]) => `${group}:${id}`)
const log = fc.array(fc.oneof(fc.record({ act: fc.constant('join' as const), keys: fc.uniqueArray(key, { minLength: 2, maxLength: 3 }) }), fc.record({ act: fc.constant('place' as const), key, before: fc.option(key) }), fc.record({ act: fc.constantFrom('mark' as const, 'set-aside' as const), key })), { maxLength: 4 }).map((all) => all.map((what, at) => decision(what, `d${at}`))) // prettier-ignore

test('whoever looks at everything has seen everything, whatever the boards and the log; taken back, all is as it was', () => {
  fc.assert(
    fc.property(boards, boards, log, (before, after, decisions) => {
      const look = lookAt(mergeGroups(after, exercise, decisions))
      expect(mergeGroups(after, exercise, [...decisions, look]).news).toEqual([])
      expect(mergeGroups(before, exercise, [...decisions, { ...look, undone: true }])).toEqual(mergeGroups(before, exercise, decisions))
    }),
  )
})

test('a merge that is told by what is different from another is the whole one, and untouched clusters stay the same objects', () => {
  fc.assert(
    fc.property(boards, log, boards, log, fc.boolean(), (before, earlier, after, later, look) => {
      const was = mergeGroups(before, exercise, earlier)
      const now = mergeGroups(after, exercise, look ? [...later, lookAt(was)] : later)
      const change = differenceOf(was, now)
      expect(change === null).toBe(JSON.stringify(was) === JSON.stringify(now))
      if (!change) return
      const told = changedBy(was, JSON.parse(JSON.stringify(change)) as typeof change)
      expect(told).toEqual(now)
      for (const cluster of told.clusters) {
        const same = was.clusters.find(({ id }) => id === cluster.id)
        if (same && JSON.stringify(same) === JSON.stringify(cluster)) expect(cluster).toBe(same)
      }
    }),
    { numRuns: 300 },
  )
})
