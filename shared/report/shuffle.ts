/**
 * The items in an order that depends on the seed alone: the same report twice numbers its groups the same,
 * and the number says nothing of the table. Fisher and Yates, driven by mulberry32.
 */
export function shuffle<Item>(items: readonly Item[], seed: string): Item[] {
  const mixed = [...items]
  let state = hashOf(seed)
  for (let last = mixed.length - 1; last > 0; last--) {
    state = (state + 0x6d2b79f5) | 0
    const other = Math.floor(fractionOf(state) * (last + 1))
    const moved = mixed[last] as Item
    mixed[last] = mixed[other] as Item
    mixed[other] = moved
  }
  return mixed
}

function fractionOf(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}
