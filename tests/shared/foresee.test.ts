import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Decision, DecisionAct, GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { foresee } from '../../shared/merge/foresee.ts'
import { keyOf, mergeGroups } from '../../shared/merge/merge.ts'

let exercise: Exercise
beforeAll(async () => {
  exercise = (await loadExercises('exercises')).exercises.find((one) => one.id === 'crime-mapping')!
})

const groups = ['a', 'b', 'c'] as const
const names = [{ code: 'HT' }, { code: 'HE' }, { own: 'Scam call centres' }, { own: 'Scam call center' }, { own: 'Колл-центры' }]
const card = (id: string): fc.Arbitrary<Card> =>
  fc
    .record({ name: fc.constantFrom(...names), scale: fc.constantFrom(1, 5, 'unknown' as const, null) })
    .map((fields) => ({ id, kind: 'market', order: 0, fields: { ...fields, impact: null, trend: null, confidence: null, note: '' } }))
const boards = fc
  .tuple(...groups.map(() => fc.tuple(card('0'), card('1'), card('2'))))
  .map((all): GroupCards[] => all.map((cards, index) => ({ group: groups[index]!, cards })))
const key = fc.tuple(fc.constantFrom(...groups), fc.constantFrom('0', '1', '2')).map(([group, id]) => keyOf(group, id))
const keys = fc.uniqueArray(key, { minLength: 2, maxLength: 4 })
const act: fc.Arbitrary<DecisionAct> = fc.oneof(
  fc.record({ act: fc.constantFrom('join' as const, 'split' as const, 'keep-apart' as const), keys }),
  fc.record({ act: fc.constant('title' as const), key, text: fc.constantFrom('One', 'Two') }),
  fc.record({ act: fc.constantFrom('set-aside' as const, 'mark' as const), key }),
  fc.record({ act: fc.constant('place' as const), key, before: fc.option(key) }),
)
const asDecision = (what: DecisionAct, at: number): Decision => ({ ...what, id: `d${at}`, at, by: 'F', undone: false })

const log = fc.array(fc.tuple(act, fc.boolean()), { maxLength: 4 }).map((all) => all.map(([what, undone], at) => ({ ...asDecision(what, at), undone }))) // prettier-ignore
/** All of a merge but its proposals: new ones are not foreseen. */
const settled = ({ proposals: _, ...rest }: Merged) => rest

test('what is foreseen of any log, on the merge of any other, is what the whole merge makes of it; untouched clusters stay the same objects', () => {
  fc.assert(
    fc.property(boards, log, log, (all, before, after) => {
      const merged = mergeGroups(all, exercise, before)
      const foreseen = foresee(merged, after, exercise)
      const whole = mergeGroups(all, exercise, after)
      expect(settled(foreseen)).toEqual(settled(whole))
      for (const cluster of foreseen.clusters) {
        const was = merged.clusters.find(({ id }) => id === cluster.id)
        if (was && JSON.stringify(was) === JSON.stringify(cluster)) expect(cluster).toBe(was)
      }
      // A pair may be alike no longer: the merge itself says so. Until then it is one that can still be decided.
      const pairs = foreseen.proposals.map(({ left, right, keys }) => {
        const both = [left, right].map((id) => foreseen.clusters.find((one) => one.id === id && !one.setAside)!)
        expect(keys).toEqual(both.flatMap(({ members }) => members.map(({ key }) => key)))
        return both[0] === both[1] ? null : [left, right].sort().join(' ')
      })
      expect(pairs).not.toContain(null)
      expect(new Set(pairs).size).toBe(pairs.length)
    }),
    { numRuns: 200 },
  )
})

test('an undo is foreseen like any other decision, and a merge that tells of the log already stays the same', () => {
  fc.assert(
    fc.property(boards, log, fc.nat(), (all, before, which) => {
      const merged = mergeGroups(all, exercise, before)
      expect(foresee(merged, before, exercise)).toBe(merged)
      const after = before.map((one, at) => (at === which % before.length ? { ...one, undone: !one.undone } : one))
      expect(settled(foresee(merged, after, exercise))).toEqual(settled(mergeGroups(all, exercise, after)))
      expect(settled(foresee(foresee(merged, after, exercise), before, exercise))).toEqual(settled(merged))
    }),
  )
})

test('a pair that was decided is proposed no longer, and the others go on', () => {
  const said = (group: string, own: string): GroupCards => ({
    group,
    cards: [{ id: '0', kind: 'market', order: 0, fields: { name: { own } } }],
  })
  const merged = mergeGroups([said('a', 'Scam call centres'), said('b', 'Scam call centers'), said('c', 'Scam call-center')], exercise, [])
  expect(merged.proposals).toHaveLength(3)
  const joined = foresee(merged, [asDecision({ act: 'join', keys: ['a:0', 'b:0'] }, 1)], exercise)
  expect(joined.proposals.map(({ left, right }) => `${left} ${right}`)).toEqual(['a:0 c:0'])
  expect(joined.proposals[0]!.keys).toEqual(['a:0', 'b:0', 'c:0'])
  expect(foresee(merged, [asDecision({ act: 'keep-apart', keys: ['a:0', 'b:0'] }, 1)], exercise).proposals).toHaveLength(2)
})
