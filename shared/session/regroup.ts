import type { Move } from './seating.ts'

interface Placed {
  readonly id: string
  readonly group: string
}

/** Rules by which tables are made anew for another round. */
export type RegroupRule = 'shuffle' | 'jigsaw'

/**
 * Who sits where in the next round; everybody has a place in it. `shuffle` deals laptops out by chance. `jigsaw` spreads each table
 * over all others as evenly as it can, so that every new table has somebody from every old one. Tables differ by one laptop
 * at most. `chance` gives a number from 0 up to 1.
 */
export function regroup(
  seats: readonly Placed[],
  groups: readonly { readonly id: string }[],
  rule: RegroupRule,
  chance: () => number,
): readonly Move[] {
  if (groups.length === 0) return []
  const start = Math.floor(chance() * groups.length)
  const dealt = rule === 'shuffle' ? shuffled(seats, chance) : groups.flatMap(({ id }) => shuffled(seats.filter(({ group }) => group === id), chance)) // prettier-ignore
  // Dealt out like cards, table after table: neighbours of an old table never fall on the same new one before all others had one.
  return dealt.map(({ id }, index) => ({ seat: id, group: groups[(start + index) % groups.length]!.id }))
}

function shuffled<Item>(items: readonly Item[], chance: () => number): readonly Item[] {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1))
    ;[mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!]
  }
  return mixed
}
