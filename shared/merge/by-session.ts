import type { Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import type { Cluster, SessionGroups } from './cluster.ts'
import { ratingsOf } from './in-words.ts'
import { mediansBySession } from './sessions.ts'

/** What one session has of a cluster. */
export interface SessionShare {
  readonly session: string
  /** How many of its groups named it, of how many. */
  readonly count: number
  readonly of: number
  /** "4 × 3.5": the medians of its groups; null where none of them rated. */
  readonly medians: string | null
}

/** A cluster told session by session, in their order; those that did not name it are there as well, with nought. */
export function sharesOf(cluster: Cluster, sessions: readonly SessionGroups[], exercise: Exercise, language: Language): SessionShare[] {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const rated = ratingsOf(cluster, exercise).map(({ ratings }) => mediansBySession(ratings, sessions))
  return sessions.map(({ session, groups }) => {
    const medians = rated.map((by) => by.get(session))
    const told = medians.map((median) => (median === undefined ? '–' : number.format(median))).join(' × ')
    return {
      session,
      count: groups.filter((group) => cluster.groups.includes(group)).length,
      of: groups.length,
      medians: medians.every((median) => median === undefined) ? null : told,
    }
  })
}
