import type { Cluster, Decision } from './cluster.ts'

type Place = Extract<Decision, { act: 'place' }>

/**
 * The clusters as people ordered them: one after another each that was moved stands right before the other, or last.
 * A move names contributions, so it holds when clusters are joined and when late boards come. What is set aside stays last.
 */
export function inPlaces(clusters: readonly Cluster[], places: readonly Place[]): Cluster[] {
  const ordered = [...clusters]
  const homeOf = new Map(clusters.flatMap((cluster) => cluster.members.map(({ key }) => [key, cluster] as const)))
  for (const { key, before } of places) {
    const moved = homeOf.get(key)
    const next = before === null ? null : homeOf.get(before)
    if (!moved || next === undefined || moved === next) continue
    ordered.splice(ordered.indexOf(moved), 1)
    ordered.splice(next === null ? ordered.length : ordered.indexOf(next), 0, moved)
  }
  return places.length === 0 ? ordered : ordered.sort((a, b) => Number(a.setAside) - Number(b.setAside))
}
