import { beforeAll, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Decision } from '../../shared/merge/cluster.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { VoteView } from '../../shared/session/vote.ts'
import { votedOn } from '../../shared/session/voted.ts'

let exercise: Exercise
beforeAll(async () => {
  exercise = (await loadExercises('exercises')).exercises.find((one) => one.id === 'crime-mapping')!
})

const market = (id: string, own: string): Card => ({ id, kind: 'market', order: 0, fields: { name: { own } } })
const merged = (decisions: readonly Decision[] = []) =>
  mergeGroups([{ group: 'a', cards: [market('1', 'Gold'), market('2', 'Sand'), market('3', 'Scrap')] }], exercise, decisions)
const heads = { seats: 3, people: 9 }
function vote(opened: number, points: Readonly<Record<string, number>>, more: Partial<VoteView> = {}): VoteView {
  const rows = Object.entries(points).map(([item, given]) => ({ item, points: given, seats: 1 }))
  const result = { rows, counted: heads, tooMany: 0, agreement: null }
  const asked = { id: String(opened), exercise: 'crime-mapping', question: '?', way: 'dots', dots: 3, items: [], round: 1, opened, closed: opened + 1 } as const // prettier-ignore
  return { ...asked, present: heads, voted: heads, through: [], own: null, result, aside: false, ...more }
}
const placesOf = (votes: readonly VoteView[], decisions: readonly Decision[] = []) =>
  Object.fromEntries([...votedOn(merged(decisions).clusters, votes, 'crime-mapping')].map(([id, one]) => [id, [one.points, one.place, one.of]])) // prettier-ignore

test('the last vote on an entry is told beside it; equal points share a place', () => {
  const first = vote(1, { 'a:1': 9, 'a:2': 4, 'a:3': 4 })
  expect(placesOf([first])).toEqual({ 'a:1': [9, 1, 3], 'a:2': [4, 2, 3], 'a:3': [4, 2, 3] })
  expect(placesOf([vote(5, { 'a:2': 6, 'a:3': 1 }), first])).toEqual({ 'a:1': [9, 1, 3], 'a:2': [6, 1, 2], 'a:3': [1, 2, 2] })
})

test('what was voted on is found where it stands now, and the better of two that were joined speaks', () => {
  const joined = { id: 'd', act: 'join', keys: ['a:1', 'a:3'], at: 0, by: '', undone: false } as const
  expect(placesOf([vote(1, { 'a:2': 9, 'a:3': 5, 'a:1': 2, gone: 1 })], [joined])).toEqual({ 'a:1': [5, 2, 4], 'a:2': [9, 1, 4] })
})

test('a vote that is open, and one of another exercise, tell nothing', () => {
  expect(placesOf([vote(1, { 'a:1': 9 }, { result: null }), vote(2, { 'a:1': 9 }, { exercise: 'priorities' })])).toEqual({})
})
