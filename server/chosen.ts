import type { Exercise } from '../shared/exercise/exercise.ts'
import { refuse, type Refusal } from '../shared/refusals.ts'
import type { ExerciseLibrary } from './ports.ts'

type Known = Pick<Awaited<ReturnType<ExerciseLibrary['list']>>, 'exercises' | 'problems'>

/** The exercises of those ids, each once, as they are in the library now; or why a session cannot have them. */
export function chosenFrom({ exercises, problems }: Known, ids: readonly string[]): readonly Exercise[] | Refusal {
  const chosen = [...new Set(ids)].map((id) => exercises.find((exercise) => exercise.id === id))
  if (chosen.every((exercise) => exercise !== undefined)) return chosen
  const isBroken = ids.some((id) => problems.some(({ file }) => file.startsWith(`${id}/`)))
  return refuse(isBroken ? 'broken-exercise' : 'unknown-exercise')
}
