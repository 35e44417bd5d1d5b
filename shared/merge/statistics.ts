import type { Consensus } from './cluster.ts'

/** Quartile of sorted numbers by linear interpolation (DOMAIN 6.4): h = (n−1)p. The list must not be empty. */
export function quartile(sorted: readonly number[], p: number): number {
  const h = (sorted.length - 1) * p
  const low = sorted[Math.floor(h)]!
  const high = sorted[Math.ceil(h)]!
  return low + (h - Math.floor(h)) * (high - low)
}

/** Median of sorted numbers; the list must not be empty. */
export const median = (sorted: readonly number[]): number => quartile(sorted, 0.5)

/** The two sides of a scale of 1 to `of`: values up to `low`, and from `high` on. A scale of two has no values that far apart. */
export function sidesOf(of: number): { readonly low: number; readonly high: number } {
  const low = Math.floor(of / 2)
  return { low, high: low + 2 }
}

/** True where somebody stands on one side of the scale and somebody on the other. */
export function areOpposed(min: number, max: number, of: number): boolean {
  const { low, high } = sidesOf(of)
  return min <= low && max >= high
}

/** How far from the median a value still agrees with it: a fifth of the scale, one point of five. */
export const nearnessOn = (of: number): number => of / 5

/**
 * How far groups agree on a rating of 1 to `of`, tested in this order: thin, divergent, strong, moderate, weak.
 * Interquartile range alone would call 5, 5, 1, 5 agreement, though one group sees the opposite.
 */
export function consensusOf(sorted: readonly number[], of: number): Consensus {
  if (sorted.length < 3) return 'thin'
  if (areOpposed(sorted[0]!, sorted.at(-1)!, of)) return 'divergent'
  const middle = median(sorted)
  const near = sorted.filter((value) => Math.abs(value - middle) <= nearnessOn(of)).length / sorted.length
  return near >= 0.8 ? 'strong' : near >= 0.6 ? 'moderate' : 'weak'
}

/**
 * Kendall's W with the correction for ties: 0 no agreement, 1 the same order; null where the denominator is 0.
 * A row a group, ranks of the same items in each.
 */
export function kendallW(rankings: readonly (readonly number[])[]): number | null {
  const m = rankings.length
  const n = rankings[0]?.length ?? 0
  const sums = Array.from({ length: n }, (_, item) => rankings.reduce((sum, row) => sum + row[item]!, 0))
  const squares = sums.reduce((sum, value) => sum + value * value, 0)
  const ties = rankings.reduce((sum, row) => sum + tieTerm(row), 0)
  const denominator = m * m * n * (n * n - 1) - m * ties
  return denominator === 0 ? null : (12 * squares - 3 * m * m * n * (n + 1) ** 2) / denominator
}

function tieTerm(ranks: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1)
  return [...counts.values()].reduce((sum, t) => sum + t ** 3 - t, 0)
}

/** Borda points of each item over all groups: n−1 for the first, 0 for the last. */
export function borda(rankings: readonly (readonly number[])[]): number[] {
  const n = rankings[0]?.length ?? 0
  return Array.from({ length: n }, (_, item) => rankings.reduce((sum, row) => sum + n - row[item]!, 0))
}
