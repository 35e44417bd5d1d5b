import type { Card } from '../fields/values.ts'

/**
 * New orders, by card, that move one card by so many places and leave the others as they follow each other. `cards` are
 * in their order; mostly one number changes, and neighbours only where no number is left between them.
 */
export function ordersAfterMove(cards: readonly Card[], moved: string, by: number): ReadonlyMap<string, number> {
  const rest = cards.filter((card) => card.id !== moved)
  const place = cards.findIndex((card) => card.id === moved)
  if (place < 0) return new Map()
  const at = Math.min(rest.length, Math.max(0, place + by))
  const [before, after] = [rest[at - 1], rest[at]]
  if (before === undefined && after === undefined) return new Map()
  const low = before?.order ?? (after?.order ?? 0) - 2
  const high = after?.order ?? low + 2
  const middle = (low + high) / 2
  if (middle > low && middle < high) return new Map([[moved, middle]])
  // Numbers so large that one more makes no difference can only come from a broken client; then all begin anew.
  if (Math.abs(low) > 2 ** 50)
    return new Map(
      [...rest.slice(0, at).map(({ id }) => id), moved, ...rest.slice(at).map(({ id }) => id)].map((id, index) => [id, index + 1]),
    )
  const orders = new Map([[moved, low + 1]])
  let last = low + 1
  for (const card of rest.slice(at)) {
    if (card.order > last) break
    orders.set(card.id, ++last)
  }
  return orders
}
