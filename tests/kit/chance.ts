/** Chance with a seed (mulberry32): each call gives a number from 0 up to 1, the same ones for the same seed. */
export type Chance = () => number

export function chance(seed: number): Chance {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of the list; undefined when there is none. */
export function oneOf<Item>(items: readonly Item[], random: Chance): Item | undefined {
  return items[Math.floor(random() * items.length)]
}

/** The value below which the share of the numbers lies; 0 when there are none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
