import { plane } from '../../fields/position.ts'
import type { Position } from '../../fields/values.ts'

/** What needs a place: `at` is null until somebody put it somewhere. In the order in which cards were put down. */
export interface Unsettled {
  readonly id: string
  readonly at: Position | null
}

/** Room that a node takes on the plane, with a gap for links and their words. */
export const cell = { width: 360, height: 140 } as const

/** What is left of it in a crowd. */
const tight = { width: 200, height: 70 } as const

/**
 * A place for every node. Those that have one keep it; the others get one each, near what they are linked to (or in
 * the middle of the plane), where nothing stands. The same nodes get the same places on every laptop, and whoever
 * comes later in the list moves nobody who stands before.
 */
export function settle(nodes: readonly Unsettled[], links: readonly (readonly [from: string, to: string])[]): Map<string, Position> {
  const places = new Map<string, Position>()
  const taken = new Map<number, Position[]>()
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

const binOf = (x: number, y: number) => Math.floor(x / cell.width) * 1000 + Math.floor(y / cell.height)

function isFree({ x, y }: Position, room: { width: number; height: number }, taken: ReadonlyMap<number, readonly Position[]>): boolean {
  for (const dx of [-1, 0, 1])
    for (const dy of [-1, 0, 1])
      for (const other of taken.get(binOf(x + dx * cell.width, y + dy * cell.height)) ?? [])
        if (Math.abs(other.x - x) < room.width && Math.abs(other.y - y) < room.height) return false
  return true
}

/** The nearest free cell of a lattice around the place; in a crowd a smaller cell, and at last the place itself with a small step aside. */
function freeNear(wanted: Position, count: number, taken: ReadonlyMap<number, readonly Position[]>): Position {
  for (const room of [cell, tight])
    for (const [dx, dy] of steps) {
      const at = { x: Math.round(wanted.x + dx * room.width), y: Math.round(wanted.y + dy * room.height) }
      if (isInside(at) && isFree(at, room, taken)) return at
    }
  return { x: (Math.round(wanted.x) + count * 40) % plane.width, y: (Math.round(wanted.y) + count * 40) % plane.height }
}

const isInside = ({ x, y }: Position): boolean =>
  x >= cell.width / 2 && x <= plane.width - cell.width / 2 && y >= cell.height / 2 && y <= plane.height - cell.height / 2

/** All steps that stay on the plane from wherever one begins, the nearest first: ring by ring around the beginning. */
const steps = stepsWithin(Math.ceil(plane.width / tight.width), Math.ceil(plane.height / tight.height))

function stepsWithin(across: number, down: number): (readonly [number, number])[] {
  const all: (readonly [number, number])[] = []
  for (let dx = -across; dx <= across; dx++) for (let dy = -down; dy <= down; dy++) all.push([dx, dy])
  const ring = ([dx, dy]: readonly [number, number]) => Math.max(Math.abs(dx), Math.abs(dy))
  const far = ([dx, dy]: readonly [number, number]) => Math.abs(dx) + Math.abs(dy)
  return all.sort((a, b) => ring(a) - ring(b) || far(a) - far(b) || a[0] - b[0] || a[1] - b[1])
}
