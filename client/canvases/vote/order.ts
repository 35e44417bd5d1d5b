/** The order that a table made: places from the first down, each with the cards that share it. Cards without a place are not in it. */
export type Order = readonly (readonly string[])[]

/** The order that these numbers say; equal numbers share a place, and gaps between numbers mean nothing. */
export function orderOf(cards: readonly { readonly id: string; readonly rank: number | null }[]): Order {
  const places = Map.groupBy(
    cards.filter((card) => card.rank !== null),
    (card) => card.rank as number,
  )
  return [...places].sort(([a], [b]) => a - b).map(([, level]) => level.map((card) => card.id))
}

/** The number of each card's place, from 1. */
export function ranksOf(order: Order): ReadonlyMap<string, number> {
  return new Map(order.flatMap((place, index) => place.map((id): [string, number] => [id, index + 1])))
}

/** The card alone at a place of the order, counted without it; beyond the end it is the last. */
export function placeAt(order: Order, card: string, index: number): Order {
  const rest = without(order, card)
  return [...rest.slice(0, index), [card], ...rest.slice(index)]
}

export function without(order: Order, card: string): Order {
  return order.map((place) => place.filter((id) => id !== card)).filter((place) => place.length > 0)
}

/** One place up or down. A card that shares its place leaves the others first; at the end it stays where it is. */
export function moved(order: Order, card: string, by: -1 | 1): Order {
  const at = order.findIndex((place) => place.includes(card))
  if (at < 0) return order
  const shares = order[at]!.length > 1
  const target = shares ? (by < 0 ? at : at + 1) : at + by
  return target < 0 || (!shares && target >= order.length) ? order : placeAt(order, card, target)
}

/** The card shares the place of what stands above it. */
export function joined(order: Order, card: string): Order {
  const at = order.findIndex((place) => place.includes(card))
  if (at <= 0) return order
  return without(
    order.map((place, index) => (index === at - 1 ? [...place, card] : index === at ? place.filter((id) => id !== card) : place)),
    '',
  )
}
