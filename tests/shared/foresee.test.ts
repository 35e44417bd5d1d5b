import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Decision, DecisionAct, GroupCards } from '../../shared/merge/cluster.ts'
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
  fc.record({ act: fc.constant('set-aside' as const), key }),
)
const asDecision = (what: DecisionAct, at: number): Decision => ({ ...what, id: `d${at}`, at, by: 'F', undone: false })

test('a decision that is foreseen on what was merged is what the whole merge makes of it; untouched clusters stay the same objects', () => {
  fc.assert(
    fc.property(boards, fc.array(act, { maxLength: 2 }), act, (all, before, next) => {
      // Titles and what is set aside go with single contributions, which a merge alone does not tell once they are split.
      fc.pre(next.act !== 'split' || before.every((one) => one.act !== 'title' && one.act !== 'set-aside'))
      fc.pre(before.filter((one) => one.act === 'title').length < 2)
      const log = before.map(asDecision)
      const decision = asDecision(next, 9)
      const merged = mergeGroups(all, exercise, log)
      const whole = mergeGroups(all, exercise, [...log, decision])
      const foreseen = foresee(merged, decision, exercise)
      expect(foreseen.clusters).toEqual(whole.clusters)
      const touched = new Set('keys' in decision ? decision.keys : [decision.key])
      for (const cluster of foreseen.clusters)
        if (
          !cluster.members.some((one) => touched.has(one.key)) &&
          merged.clusters.some(({ id, members }) => id === cluster.id && members.length === cluster.members.length)
        )
          expect(merged.clusters).toContain(cluster)
    }),
    { numRuns: 200 },
  )
})

test('a pair that was decided is proposed no longer, and the others go on', () => {
  const said = (group: string, own: string): GroupCards => ({
    group,
    cards: [{ id: '0', kind: 'market', order: 0, fields: { name: { own } } }],
  })
  const merged = mergeGroups([said('a', 'Scam call centres'), said('b', 'Scam call centers'), said('c', 'Scam call-center')], exercise, [])
  expect(merged.proposals).toHaveLength(3)
  const joined = foresee(merged, asDecision({ act: 'join', keys: ['a:0', 'b:0'] }, 1), exercise)
  expect(joined.proposals.map(({ left, right }) => `${left} ${right}`)).toEqual(['a:0 c:0'])
  expect(joined.proposals[0]!.keys).toEqual(['a:0', 'b:0', 'c:0'])
  expect(foresee(merged, asDecision({ act: 'keep-apart', keys: ['a:0', 'b:0'] }, 1), exercise).proposals).toHaveLength(2)
})
