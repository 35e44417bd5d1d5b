import { beforeAll, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Decision, GroupCards } from '../../shared/merge/cluster.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { answersOn, arrivalsIn } from '../../shared/merge/source.ts'

let exercise: Exercise
beforeAll(async () => {
  exercise = (await loadExercises('exercises')).exercises.find((one) => one.id === 'crime-mapping')!
})

const market = (name: Card['fields'][string], more: Card['fields'] = {}): Card => ({ id: 'm', kind: 'market', order: 0, fields: { name, scale: null, impact: null, trend: null, confidence: null, note: '', ...more } }) // prettier-ignore
const said = (group: string, name: Card['fields'][string]): GroupCards => ({ group, cards: [market(name)] })
const join = (id: string, keys: readonly string[], undone = false): Decision => ({ act: 'join', keys, id, at: 5, by: 'Nino', undone })

test('of each contribution it is told who joined it, or that its term did', () => {
  const boards = [said('a', { code: 'HE' }), said('b', { code: 'HE' }), said('c', { own: 'Heroin' }), said('d', { own: 'Gold' })]
  const log = [join('d1', ['b:m', 'c:m']), join('d2', ['a:m', 'd:m'], true)]
  const [heroin, gold] = mergeGroups(boards, exercise, log).clusters
  expect([...arrivalsIn(heroin!, log)]).toEqual([
    ['a:m', { by: 'key' }],
    ['b:m', { by: 'decision', decision: log[0] }],
    ['c:m', { by: 'decision', decision: log[0] }],
  ])
  expect([...arrivalsIn(gold!, log)]).toEqual([['d:m', { by: 'alone' }]])
})

test('all that a card says is told in words of either language', () => {
  const card = market({ code: 'HE' }, { scale: 4, impact: 'unknown', note: 'By lorry' })
  expect(answersOn(card, exercise, 'en', () => null).map(({ words }) => words)).toEqual(['Heroin trade', '4', 'do not know', 'By lorry'])
  expect(answersOn(card, exercise, 'ru', () => null)[0]!.words).toBe('Торговля героином')
})
