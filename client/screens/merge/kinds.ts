import type { Exercise, Kind } from '../../../shared/exercise/exercise.ts'
import type { Cluster, Merged } from '../../../shared/merge/cluster.ts'

/** A kind that has clusters: how many of them are in sight, and how many pairs look alike. */
export interface KindOnDesk {
  readonly kind: Kind
  readonly clusters: number
  readonly pairs: number
}

export function kindsOn(merged: Merged, exercise: Exercise, isInSight: (cluster: Cluster) => boolean): KindOnDesk[] {
  const kindOf = new Map(merged.clusters.map((cluster) => [cluster.id, cluster.kind]))
  return Object.values(exercise.kinds).flatMap((kind) => {
    const own = merged.clusters.filter((cluster) => cluster.kind === kind.id)
    const pairs = merged.proposals.filter(({ left }) => kindOf.get(left) === kind.id).length
    return own.length === 0 ? [] : { kind, clusters: own.filter((one) => !one.setAside && isInSight(one)).length, pairs }
  })
}
