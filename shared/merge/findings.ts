import type { Exercise } from '../exercise/exercise.ts'
import { askedCount, isOwnTask } from './assembled.ts'
import type { Cluster, Merged } from './cluster.ts'
import { agreementOf, ratingsOf } from './in-words.ts'

/** What the merge of an exercise comes to, in three lists; a cluster may stand in none of them, or differ and be widely named. */
export interface Findings {
  /** Named by half of the groups or more, with ratings that agree where there are any. */
  readonly agree: readonly Cluster[]
  /** Groups stand on opposite sides of a scale. */
  readonly differ: readonly Cluster[]
  /** Named by one group alone of those that were asked: never dropped. */
  readonly single: readonly Cluster[]
}

export function findingsOf(merged: Merged, exercise: Exercise): Findings {
  const kept = merged.clusters.filter((cluster) => !cluster.setAside)
  return {
    agree: kept.filter((cluster) => isAgreed(cluster, exercise, merged.groups.length)),
    differ: kept.filter((cluster) => ratingsOf(cluster, exercise).some(({ ratings }) => ratings.consensus === 'divergent')),
    single: kept.filter((cluster) => cluster.groups.length === 1 && !isOwnTask(cluster)),
  }
}

/** True for what at least half of the groups that were asked named, and more than one, with ratings that agree well enough. */
export function isAgreed(cluster: Cluster, exercise: Exercise, groups: number): boolean {
  if (cluster.groups.length < 2 || cluster.groups.length * 2 < askedCount(cluster, groups)) return false
  const rating = Object.values(exercise.kinds[cluster.kind]?.fields ?? {}).some(({ type }) => type === 'rating')
  const word = agreementOf(cluster, exercise)
  return !rating || word === 'strong' || word === 'moderate'
}
