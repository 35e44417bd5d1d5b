import type { Exercise } from '../exercise/exercise.ts'
import type { Cluster, MergedField } from './cluster.ts'

/**
 * Where groups share out an exercise (one P or one market a group), a cluster is told by how many of the groups that
 * worked on its part named it: the others were never asked. A group works on a part as soon as it puts a card there.
 * Who named it all the same, without naming its part, counts with those who were asked.
 * Clusters of kinds without the field, and those that name no part, are everybody's.
 */
export function withAsked(clusters: readonly Cluster[], exercise: Exercise): Cluster[] {
  const by = exercise.assemble
  if (by === undefined) return [...clusters]
  const workers = workersOf(clusters, by)
  return clusters.map((cluster) => {
    const workedOn = partsOf(cluster.fields[by]).flatMap(({ part }) => [...(workers.get(part) ?? [])])
    const asked = new Set([...workedOn, ...cluster.groups])
    return workedOn.length === 0 || isAskedOf(cluster, asked) ? cluster : { ...cluster, asked: [...asked].sort() }
  })
}

/** The groups that worked on each part: a code, or the id of a cluster. */
export function workersOf(clusters: readonly Cluster[], by: string): ReadonlyMap<string, ReadonlySet<string>> {
  const workers = new Map<string, Set<string>>()
  for (const cluster of clusters)
    for (const { part, groups } of partsOf(cluster.fields[by])) workers.set(part, new Set([...(workers.get(part) ?? []), ...groups]))
  return workers
}

const isAskedOf = ({ asked }: Cluster, these: ReadonlySet<string>) =>
  asked?.length === these.size && asked.every((group) => these.has(group))

/** How many groups could have named it: "2 of 5", or "1 of 1" where it was one group's own task. */
export const askedCount = (cluster: Cluster, groups: number): number => cluster.asked?.length ?? groups

/** True where one group alone was asked: to say that one group named it would tell nothing. */
export const isOwnTask = (cluster: Cluster): boolean => cluster.asked?.length === 1

function partsOf(field: MergedField | undefined): readonly { readonly part: string; readonly groups: readonly string[] }[] {
  if (field?.type === 'counts') return field.counts.map(({ code, groups }) => ({ part: code, groups }))
  return field?.type === 'links' ? field.links.map(({ cluster, groups }) => ({ part: cluster, groups })) : []
}
