import { plane } from '../../fields/position.ts'
import type { Position } from '../../fields/values.ts'

/** What needs a place: `at` is null until somebody put it somewhere. In the order in which cards were put down. */
export interface Unsettled {
  readonly id: string
  readonly at: Position | null
}

/** Room that a node takes on the plane, with a gap for links and their words. */
export const cell = { width: 300, height: 130 } as const

/**
 * A place for every node. Those that have one keep it; the others get one each, near what they are linked to (or in
 * the middle of the plane), where nothing stands. The same nodes get the same places on every laptop, and whoever
 * comes later in the list moves nobody who stands before.
 */
export function settle(nodes: readonly Unsettled[], links: readonly (readonly [from: string, to: string])[]): Map<string, Position> {
  const places = new Map<string, Position>()
  const taken = new Map<string, Position[]>()
  const stand = (id: string, at: Position) => {
    places.set(id, at)
    const bin = binOf(at.x, at.y)
    taken.set(bin, [...(taken.get(bin) ?? []), at])
  }
  for (const { id, at } of nodes) if (at) stand(id, at)
  const near = new Map<string, string[]>()
  for (const [from, to] of links)
    for (const [one, other] of [[from, to], [to, from]] as const) near.set(one, [...(near.get(one) ?? []), other]) // prettier-ignore
  for (const { id, at } of nodes) {
    if (at) continue
    const others = (near.get(id) ?? []).flatMap((other) => places.get(other) ?? [])
    stand(id, freeNear(middleOf(others), places.size, taken))
  }
  return places
}

function middleOf(places: readonly Position[]): Position {
  if (places.length === 0) return { x: plane.width / 2, y: plane.height / 2 }
  const sum = places.reduce((one, two) => ({ x: one.x + two.x, y: one.y + two.y }))
  return { x: sum.x / places.length, y: sum.y / places.length }
}

const binOf = (x: number, y: number) => `${Math.floor(x / cell.width)} ${Math.floor(y / cell.height)}`

function isFree({ x, y }: Position, taken: ReadonlyMap<string, readonly Position[]>): boolean {
  for (const dx of [-1, 0, 1])
    for (const dy of [-1, 0, 1])
      for (const other of taken.get(binOf(x + dx * cell.width, y + dy * cell.height)) ?? [])
        if (Math.abs(other.x - x) < cell.width && Math.abs(other.y - y) < cell.height) return false
  return true
}

/** The nearest free cell of a lattice around the place, ring by ring; in a full plane, the place itself with a small step aside. */
function freeNear(wanted: Position, count: number, taken: ReadonlyMap<string, readonly Position[]>): Position {
  for (let ring = 0; ring < 30; ring++)
    for (const [dx, dy] of ringOf(ring)) {
      const at = { x: Math.round(wanted.x + dx * cell.width), y: Math.round(wanted.y + dy * cell.height) }
      const inside = at.x >= cell.width / 2 && at.x <= plane.width - cell.width / 2 && at.y >= cell.height / 2 && at.y <= plane.height - cell.height / 2 // prettier-ignore
      if (inside && isFree(at, taken)) return at
    }
  return { x: (Math.round(wanted.x) + count * 40) % plane.width, y: (Math.round(wanted.y) + count * 40) % plane.height }
}

/** The steps of a ring around a cell, the nearest first. */
function ringOf(ring: number): (readonly [number, number])[] {
  if (ring === 0) return [[0, 0]]
  const steps: (readonly [number, number])[] = []
  for (let dx = -ring; dx <= ring; dx++)
    for (let dy = -ring; dy <= ring; dy++) if (Math.max(Math.abs(dx), Math.abs(dy)) === ring) steps.push([dx, dy])
  return steps.sort(([a, b], [c, d]) => Math.abs(a) + Math.abs(b) - Math.abs(c) - Math.abs(d) || a - c || b - d)
}
