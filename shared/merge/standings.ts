import type { Cluster, MergedField } from './cluster.ts'
import { borda, kendallW } from './statistics.ts'

/** What the votes of all groups make of one cluster. */
export interface Standing {
  readonly cluster: Cluster
  /** The sum of dots, or Borda points. */
  readonly points: number
  /** What each group gave to it, in the order of groups; a group that gave nothing is left out. */
  readonly parts: readonly number[]
}

export interface Standings {
  /** Most points first; equal ones in the order of the merge. */
  readonly standings: readonly Standing[]
  /** How many groups voted at all. */
  readonly voted: number
  /** Kendall's W of the rankings; null where there is too little to say so (DOMAIN 6.3), and for dots. */
  readonly agreement: number | null
}

/** Dots are summed: every person has as many, so that the sums count by heads. */
export function dotStandings(clusters: readonly Cluster[], by: string): Standings {
  const standings = clusters.map((cluster) => {
    const values = valuesOf(cluster.fields[by], 'dots')
    return { cluster, points: sum(values.map((one) => one.value)), parts: values.map((one) => one.value) }
  })
  return { standings: inOrder(standings), voted: groupsIn(clusters, by, 'dots').length, agreement: null }
}

/**
 * Borda points over the groups that ranked anything: of n entries the first gets n−1 and the last none. Equal ranks share
 * their places, and entries that a group left out share the places that are left over.
 */
export function rankStandings(clusters: readonly Cluster[], by: string): Standings {
  const groups = groupsIn(clusters, by, 'numbers')
  const rankings = groups.map((group) =>
    sharedRanks(clusters.map((cluster) => valuesOf(cluster.fields[by], 'numbers').find((one) => one.group === group)?.value ?? null)),
  )
  const points = borda(rankings)
  const standings = clusters.map((cluster, item) => ({
    cluster,
    points: points[item] ?? 0,
    parts: rankings.map((ranks) => clusters.length - ranks[item]!).filter((part) => part > 0),
  }))
  const enough = groups.length >= 3 && clusters.length >= 3
  return { standings: inOrder(standings), voted: groups.length, agreement: enough ? kendallW(rankings) : null }
}

/** Places 1 to n for what one group wrote; equal numbers, and items without one, share the average of their places. */
export function sharedRanks(written: readonly (number | null)[]): number[] {
  return written.map((own) => {
    const before = written.filter((other) => other !== null && (own === null || other < own)).length
    const level = written.filter((other) => other === own).length
    return before + (level + 1) / 2
  })
}

/** DOMAIN 6.2: a word for a coefficient from 0 to 1. */
export function agreementWord(w: number): 'poor' | 'fair' | 'moderate' | 'substantial' | 'almostPerfect' {
  return w <= 0.2 ? 'poor' : w <= 0.4 ? 'fair' : w <= 0.6 ? 'moderate' : w <= 0.8 ? 'substantial' : 'almostPerfect'
}

function valuesOf(field: MergedField | undefined, type: 'dots' | 'numbers'): readonly { readonly group: string; readonly value: number }[] {
  return field?.type === type ? field.values : []
}

function groupsIn(clusters: readonly Cluster[], by: string, type: 'dots' | 'numbers'): string[] {
  return [...new Set(clusters.flatMap((cluster) => valuesOf(cluster.fields[by], type).map((one) => one.group)))].sort()
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const inOrder = (standings: readonly Standing[]) => [...standings].sort((a, b) => b.points - a.points)
