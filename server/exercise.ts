import { loadExercise } from './exercises/load.ts'

// npm run exercise -- check DIR: says what is wrong with an exercise's files, and ends with 1 if anything is.
const [verb, folder] = process.argv.slice(2)
if (verb !== 'check' || !folder) {
  process.stderr.write('Say which folder to check: npm run exercise -- check exercises/crime-mapping\n')
  process.exitCode = 2
} else {
  const loaded = await loadExercise(folder.replace(/\/+$/, ''))
  if ('problems' in loaded) {
    process.stderr.write(`${loaded.problems.join('\n')}\n`)
    process.exitCode = 1
  } else process.stdout.write(`${loaded.exercise.id}: ${loaded.exercise.steps.length} steps, no problems.\n`)
}
