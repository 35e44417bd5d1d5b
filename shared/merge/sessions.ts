import { median, consensusOf } from './statistics.ts'
import type { Cluster, Consensus, GroupCards, Merged, MergedRatings, SessionGroups } from './cluster.ts'

/** Of a merge of several sessions: which groups each brought, in the order of the groups. Groups of no earlier session stand last, under ''. */
export function sessionsOf(groups: readonly GroupCards[]): readonly SessionGroups[] | undefined {
  if (!groups.some(({ session }) => session !== undefined)) return undefined
  const by = Map.groupBy(groups, ({ session = '' }) => session)
  const told = [...by].map(([session, own]) => ({ session, groups: own.map(({ group }) => group).sort() }))
  return told.sort((a, b) => Number(a.session === '') - Number(b.session === ''))
}

/** How many of those who were asked named a cluster: groups, and above them the sessions that the groups come from. */
export interface Tally {
  readonly groups: number
  readonly ofGroups: number
  /** Null in a merge of one session. */
  readonly sessions: { readonly count: number; readonly of: number } | null
}

export function tallyOf(cluster: Cluster, { groups, sessions }: Pick<Merged, 'groups' | 'sessions'>): Tally {
  const asked = cluster.asked ?? groups
  const told = sessions && { count: namedIn(cluster, sessions).length, of: sessions.filter((one) => one.groups.some((group) => asked.includes(group))).length } // prettier-ignore
  return { groups: cluster.groups.length, ofGroups: asked.length, sessions: told ?? null }
}

/** The sessions of which a group named the cluster, each with those groups. */
export function namedIn(cluster: Cluster, sessions: readonly SessionGroups[]): SessionGroups[] {
  return sessions.flatMap(({ session, groups }) => {
    const named = groups.filter((group) => cluster.groups.includes(group))
    return named.length === 0 ? [] : { session, groups: named }
  })
}

/**
 * The outer count: sessions where several are merged, else groups. What everybody agrees on, what one alone said and what
 * stands first is told by it: a session with twelve tables does not outweigh four with three.
 */
export function outerTally(cluster: Cluster, merged: Pick<Merged, 'groups' | 'sessions'>): { readonly count: number; readonly of: number } {
  const { sessions, groups, ofGroups } = tallyOf(cluster, merged)
  return sessions ?? { count: groups, of: ofGroups }
}

/** What each session says of a rating, one value a session: the median of its groups; sessions that did not rate are left out. */
export function mediansBySession(rated: MergedRatings, sessions: readonly SessionGroups[]): ReadonlyMap<string, number> {
  return new Map(
    sessions.flatMap(({ session, groups }) => {
      const values = rated.values.filter(({ group }) => groups.includes(group)).map(({ value }) => value)
      return values.length === 0 ? [] : [[session, median(values.sort((a, b) => a - b))] as const]
    }),
  )
}

/** How far sessions agree, each with one voice; null where none rated. */
export function agreementBetween(rated: MergedRatings, sessions: readonly SessionGroups[]): Consensus | null {
  const medians = [...mediansBySession(rated, sessions).values()].sort((a, b) => a - b)
  return medians.length === 0 ? null : consensusOf(medians, rated.of)
}
