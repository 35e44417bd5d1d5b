/** A tree may grow to both sides of its trunk: what comes before it (effects) and what comes after (causes). */
export type Side = 'before' | 'after'

/**
 * The level of a new card under one of level `above`: the next term, or the one before on the other side; the last
 * term goes on for ever. Null where the card above says no level.
 */
export function levelUnder(codes: readonly string[], above: string | null, side: Side): string | null {
  const place = above === null ? -1 : codes.indexOf(above)
  if (place < 0) return null
  return codes[Math.min(codes.length - 1, Math.max(0, place + (side === 'after' ? 1 : -1)))] ?? null
}

/** On which side of a root a card directly under it stands. */
export function sideOf(codes: readonly string[], root: string | null, card: string | null): Side {
  const [at, own] = [codes.indexOf(root ?? ''), codes.indexOf(card ?? '')]
  return at >= 0 && own >= 0 && own < at ? 'before' : 'after'
}
