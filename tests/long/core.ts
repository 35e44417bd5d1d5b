import { loadExercises } from '../../server/exercises/load.ts'
import { chance } from '../kit/chance.ts'
import { fuzzCommands, type Fuzzed } from '../kit/fuzz-commands.ts'
import { fuzzExercises } from '../kit/fuzz-exercises.ts'
import { fuzzBoards, fuzzFields } from '../kit/fuzz-fields.ts'
import { endWith, say, seedGiven } from './telling.ts'

/** 100,000 commands, and as many values, boards and exercises together, through the pure core. */
const seed = seedGiven()
const { exercises } = await loadExercises('exercises')
const wrong: string[] = []
const run = (name: string, fuzz: () => Fuzzed) => {
  const done = fuzz()
  wrong.push(...done.wrong)
  say(`${done.sent} ${name} (seed ${seed}): ${done.accepted} were taken, ${done.wrong.length} things went wrong.`)
}
run('commands', () => fuzzCommands(100_000, chance(seed), exercises.slice(0, 2)))
run('values', () => fuzzFields(80_000, chance(seed), exercises))
run('boards', () => fuzzBoards(10_000, chance(seed), exercises))
run('exercises', () => fuzzExercises(10_000, chance(seed)))
endWith(wrong)
