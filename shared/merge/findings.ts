import type { Exercise } from '../exercise/exercise.ts'
import { isOwnTask } from './assembled.ts'
import { agreementBetween, mediansBySession, outerTally } from './sessions.ts'
import type { Cluster, Merged, MergedRatings } from './cluster.ts'
import { agreementOf, ratingsOf } from './in-words.ts'

/** What the merge of an exercise comes to, in three lists, told by the outer count; a cluster may stand in none of them, or differ and be widely named. */
export interface Findings {
  /** Named by half of the sessions or groups or more, with ratings that agree where there are any. */
  readonly agree: readonly Cluster[]
  /** Sessions or groups stand on opposite sides of a scale. */
  readonly differ: readonly Cluster[]
  /** Named by one session or group alone of those that were asked: never dropped. */
  readonly single: readonly Cluster[]
}

export function findingsOf(merged: Merged, exercise: Exercise): Findings {
  const kept = merged.clusters.filter((cluster) => !cluster.setAside)
  return {
    agree: kept.filter((cluster) => isAgreed(cluster, exercise, outerTally(cluster, merged))),
    differ: kept.filter((cluster) => ratingsOf(cluster, exercise).some(({ ratings }) => divergesIn(ratings, merged) !== null)),
    single: kept.filter((cluster) => outerTally(cluster, merged).count === 1 && !isOwnTask(cluster)),
  }
}

/** True for what at least half of those who were asked named, and more than one, with ratings that agree well enough. */
export function isAgreed(cluster: Cluster, exercise: Exercise, { count, of }: { readonly count: number; readonly of: number }): boolean {
  if (count < 2 || count * 2 < of) return false
  const rating = Object.values(exercise.kinds[cluster.kind]?.fields ?? {}).some(({ type }) => type === 'rating')
  const word = agreementOf(cluster, exercise)
  return !rating || word === 'strong' || word === 'moderate'
}

/** The lowest and highest value where those who rated stand on opposite sides: groups, or sessions by their medians; null where they do not. */
export function divergesIn(
  rated: MergedRatings,
  { sessions }: Pick<Merged, 'sessions'>,
): { readonly min: number; readonly max: number } | null {
  if (!sessions) return rated.consensus === 'divergent' ? { min: rated.min ?? 0, max: rated.max ?? 0 } : null
  if (agreementBetween(rated, sessions) !== 'divergent') return null
  const medians = [...mediansBySession(rated, sessions).values()]
  return { min: Math.min(...medians), max: Math.max(...medians) }
}
