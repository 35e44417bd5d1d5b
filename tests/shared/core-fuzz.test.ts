import { beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { may } from '../../shared/session/may.ts'
import { reduce } from '../../shared/session/reduce.ts'
import { viewFor } from '../../shared/session/view.ts'
import { chance } from '../kit/chance.ts'
import { fuzzCommands } from '../kit/fuzz-commands.ts'
import { fuzzExercises } from '../kit/fuzz-exercises.ts'
import { fuzzBoards, fuzzFields } from '../kit/fuzz-fields.ts'

/** The quick form; `npm run test:long -- --only core` does a hundred times as much. */
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
let exercises: readonly Exercise[]
beforeAll(async () => {
  exercises = (await loadExercises('exercises')).exercises
})

test(`I1: 3,000 commands of every shape leave a possible session, and show nobody what is not theirs (seed ${seed})`, () => {
  const { accepted, wrong } = fuzzCommands(3000, chance(seed), exercises.slice(0, 2))
  expect(wrong).toEqual([])
  expect(accepted).toBeGreaterThan(300)
})

test('I1, control: a core that forgets the end of a step, or shows boards to everybody, is found out', () => {
  const twice = fuzzCommands(1000, chance(seed), exercises.slice(0, 2), {
    may,
    viewFor: (_person, session) => viewFor({ is: 'facilitator', name: '' }, session),
    reduce: (session, command, given) => {
      const next = reduce(session, command, given)
      return 'refused' in next ? next : { ...next, groups: [...next.groups, ...next.groups.slice(0, 1)] }
    },
  })
  expect(twice.wrong.join('\n')).toMatch(/two groups are alike[\s\S]*the board of another group/)
})

test(`I1: 3,000 values of every shape in the place of a field, and 300 boards, are read, worded and merged (seed ${seed})`, () => {
  const fields = fuzzFields(3000, chance(seed), exercises)
  const boards = fuzzBoards(300, chance(seed), exercises)
  expect([...fields.wrong, ...boards.wrong]).toEqual([])
  expect(Math.min(fields.accepted, boards.accepted)).toBeGreaterThan(100)
})

test('I1, control: a field that takes what stands there as it is, is found out', () => {
  expect(
    fuzzFields(1000, chance(seed), exercises, (stored) => (stored instanceof Y.AbstractType ? null : (stored as string))).wrong.length,
  ).toBeGreaterThan(5)
})

test(`I1: 400 exercises with mistakes are exercises all the same, or problems in sentences (seed ${seed})`, () => {
  const { accepted, wrong } = fuzzExercises(400, chance(seed))
  expect(wrong).toEqual([])
  expect(accepted).toBeLessThan(350)
})

test('I1, control: a check that only looks whether there are steps is found out', () => {
  const careless = fuzzExercises(300, chance(seed), (files) => ({ exercise: files.definition.value as Exercise }))
  expect(careless.wrong.join('\n')).toMatch(/threw/)
})
