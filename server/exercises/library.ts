import { join } from 'node:path'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Problem } from '../../shared/exercise/problem.ts'
import { refuse } from '../../shared/refusals.ts'
import type { ExerciseLibrary } from '../ports.ts'
import { packAside } from './aside.ts'
import { exerciseIds, loadExercises } from './load.ts'
import { Uploads } from './uploads.ts'

/** The exercises that came with Roundtable and those that were uploaded, as one; an uploaded one goes before ours. */
export function openLibrary(ours: string, uploaded: string, now: () => number): ExerciseLibrary {
  const uploads = new Uploads(uploaded, [ours], now)
  return {
    // Read anew, so that a corrected file needs no new start; sessions keep the exercises that they were made with.
    async list() {
      const folders = await uploads.folders()
      const loaded = await Promise.all(folders.map((one) => uploads.load(one)))
      const sound: Exercise[] = loaded.flatMap((one) => ('exercise' in one ? one.exercise : []))
      const broken: Problem[] = loaded.flatMap((one) => ('problems' in one ? one.problems : []))
      const { exercises, agendas, problems } = await loadExercises(ours, sound)
      const ids = await exerciseIds(ours)
      const told = folders.map(({ id, at }, index) => {
        const one = loaded[index]
        return { id, at, insteadOfOurs: ids.includes(id), title: one && 'exercise' in one ? one.exercise.title : null }
      })
      return { exercises, agendas, problems: [...problems, ...broken], uploads: told }
    },
    take: (zip, named) => uploads.take(zip, named),
    remove: (id) => uploads.remove(id),
    async zip(id) {
      const own = (await uploads.folders()).find((one) => one.id === id)?.folder
      const folder = own ?? ((await exerciseIds(ours)).includes(id) ? join(ours, id) : null)
      return folder === null ? refuse('unknown-exercise') : packAside({ do: 'pack', folder, libraries: [ours] })
    },
  }
}
