import type { Cluster } from '../merge/cluster.ts'
import type { VoteView } from './vote.ts'

/** What the room gave to a cluster when it voted on it last. */
export interface Voted {
  readonly way: VoteView['way']
  /** Dots, or Borda points. */
  readonly points: number
  /** Equal points share the better place. */
  readonly place: number
  readonly of: number
}

/**
 * By the id of each cluster that was voted on. A vote names contributions, so it is found where its entry stands now; of two
 * entries that were joined since then the one with more points speaks. Votes that are open or left out tell nothing.
 */
export function votedOn(clusters: readonly Cluster[], votes: readonly VoteView[], exercise: string): ReadonlyMap<string, Voted> {
  const homes = new Map(clusters.flatMap(({ id, members }) => members.map(({ key }) => [key, id] as const)))
  const told = new Map<string, Voted>()
  for (const { way, result, exercise: of } of votes.toSorted((one, other) => one.opened - other.opened)) {
    if (!result || of !== exercise) continue
    const seen = new Set<string>()
    for (const { item, points } of result.rows) {
      const home = homes.get(item)
      if (home === undefined || seen.has(home)) continue
      seen.add(home)
      const place = result.rows.filter((other) => other.points > points).length + 1
      told.set(home, { way, points, place, of: result.rows.length })
    }
  }
  return told
}
