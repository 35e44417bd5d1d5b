import type { Cluster, Merged, Proposal } from './cluster.ts'

/** What is different between two merges of one exercise: all that somebody needs who has the earlier one. */
export interface MergedChange extends Omit<Merged, 'clusters' | 'proposals'> {
  /** New or different ones. */
  readonly clusters: readonly Cluster[]
  /** The ids of all clusters; null where they are the same in the same order. */
  readonly order: readonly string[] | null
  /** All of them; null where they are the same. */
  readonly proposals: readonly Proposal[] | null
}

/** Null where nothing is different. */
export function differenceOf(before: Merged, after: Merged): MergedChange | null {
  const known = new Map(before.clusters.map((cluster) => [cluster.id, cluster]))
  const clusters = after.clusters.filter((cluster) => {
    const same = known.get(cluster.id)
    return same === undefined || textOf(same) !== textOf(cluster)
  })
  const [was, order] = [before, after].map((one) => one.clusters.map(({ id }) => id)) as [string[], string[]]
  const { clusters: _clusters, proposals, ...rest } = after
  const change: MergedChange = {
    ...rest,
    clusters,
    order: was.join(' ') === order.join(' ') ? null : order,
    proposals: JSON.stringify(before.proposals) === JSON.stringify(proposals) ? null : proposals,
  }
  const isNothing = clusters.length === 0 && change.order === null && change.proposals === null
  return isNothing && restOf(before) === restOf(after) ? null : change
}

/** The later merge, of the earlier one and what is different; clusters that are the same stay the same objects. */
export function changedBy(before: Merged, { order, clusters, proposals, ...rest }: MergedChange): Merged {
  const now = new Map([...before.clusters, ...clusters].map((cluster) => [cluster.id, cluster]))
  const ids = order ?? before.clusters.map(({ id }) => id)
  return { ...rest, clusters: ids.flatMap((id) => now.get(id) ?? []), proposals: proposals ?? before.proposals }
}

const restOf = ({ clusters: _clusters, proposals: _proposals, ...rest }: Merged) => JSON.stringify(rest)

/** Clusters never change, and each is compared with what comes before and after it. */
const texts = new WeakMap<Cluster, string>()
function textOf(cluster: Cluster): string {
  const text = texts.get(cluster) ?? JSON.stringify(cluster)
  texts.set(cluster, text)
  return text
}
