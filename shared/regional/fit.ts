import { canonical } from '../archive/canonical.ts'
import type { Exercise } from '../exercise/exercise.ts'
import type { Localized } from '../i18n/language.ts'
import type { RegionMap } from '../maps/region.ts'
import type { National } from './national.ts'

/** Whether an exercise of several sessions can be merged, or what stands against it, by the titles of sessions. */
export interface ExerciseFit {
  readonly exercise: string
  readonly title: Localized
  readonly fit:
    | { readonly is: 'fits' }
    | { readonly is: 'missing'; readonly in: readonly string[] }
    /** Two of them ran different versions of it. */
    | { readonly is: 'differs'; readonly one: string; readonly other: string }
}

/** Every exercise that any of the sessions ran, in the order of their agendas. */
export function fitsOf(nationals: readonly National[]): ExerciseFit[] {
  const first = new Map<string, Exercise>()
  for (const { session, exercises } of nationals)
    for (const { exercise: id } of session.agenda) {
      const exercise = exercises.find((one) => one.id === id)
      if (exercise && !first.has(id)) first.set(id, exercise)
    }
  return [...first].map(([exercise, { title }]) => ({ exercise, title, fit: fitOf(exercise, nationals) }))
}

function fitOf(id: string, nationals: readonly National[]): ExerciseFit['fit'] {
  const runs = nationals.map(({ session, exercises }) => {
    const isRun = session.agenda.some((item) => item.exercise === id)
    return { title: session.title, exercise: isRun ? exercises.find((one) => one.id === id) : undefined }
  })
  const missing = runs.filter(({ exercise }) => exercise === undefined).map(({ title }) => title)
  if (missing.length > 0) return { is: 'missing', in: missing }
  const [one, ...others] = runs as { title: string; exercise: Exercise }[]
  const version = versionOf(one!.exercise)
  const other = others.find(({ exercise }) => versionOf(exercise) !== version)
  return other ? { is: 'differs', one: one!.title, other: other.title } : { is: 'fits' }
}

/**
 * What must be the same: all but what a session may choose for itself (whether groups share the exercise out, which
 * boundaries its maps draw) and the example that shows what an exercise looks like.
 */
function versionOf({ sample: _sample, assemble: _assemble, maps = {}, ...rest }: Exercise): string {
  return canonical({ ...rest, maps: Object.values(maps).map(gazetteerOf) })
}

const gazetteerOf = ({ id, places }: RegionMap) => ({ id, places: places.map((place) => [place.id, ...place.at]) })
