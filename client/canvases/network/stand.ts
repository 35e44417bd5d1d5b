import type { Box, Place } from '../../../shared/canvases/parts/lay-out.ts'
import { widthOf } from '../../../shared/canvases/parts/text-lines.ts'
import { Room } from './room.ts'
import { dotBox } from './view.ts'

/** How the nodes of a network stand at a scale. No sign lies on another, and each can be hit by a finger. */
export interface Standing {
  /** The nodes whose words have room, each with its box; of the others those that stand for themselves are dots. */
  readonly boxes: ReadonlyMap<string, Box>
  /** Nodes for which there is no room at all, by the sign that they lie on: they are one pile with it. */
  readonly piles: ReadonlyMap<string, readonly string[]>
  /** The sign on which each such node lies. */
  readonly hosts: ReadonlyMap<string, string>
}

/**
 * The first in the list have their room first. Of two whole boxes that would lie on each other the second is a dot, and a dot that
 * finds no room joins the pile of the sign there. A dot whose title needs no more room than there is gets a box of one line,
 * just as wide as the title: `titleOf` is asked of them.
 */
export function stand(
  ids: readonly string[],
  places: ReadonlyMap<string, Place>,
  scale: number,
  box: Box,
  titleOf: (id: string) => string | null,
): Standing {
  const room = new Room(box)
  const seen = new Map(ids.map((id) => [id, { x: places.get(id)!.x * scale, y: places.get(id)!.y * scale }] as const))
  const idAt = new Map<Place, string>([...seen].map(([id, at]) => [at, id]))
  const boxes = new Map(ids.flatMap((id) => (room.take(seen.get(id)!, box) ? [[id, box] as const] : [])))
  const [piles, hosts, dots] = [new Map<string, string[]>(), new Map<string, string>(), [] as string[]]
  for (const id of ids.filter((one) => !boxes.has(one))) {
    const there = room.nearest(seen.get(id)!, dotBox)
    if (!there) {
      room.fill(seen.get(id)!, dotBox)
      dots.push(id)
      continue
    }
    const host = idAt.get(there)!
    hosts.set(id, host)
    piles.set(host, [...(piles.get(host) ?? []), id])
  }
  if (ids.length <= mostFitted)
    for (const id of dots.filter((one) => !piles.has(one))) {
      const small = lineBox(titleOf(id) ?? '', box)
      if (room.take(seen.get(id)!, small)) boxes.set(id, small)
    }
  return { boxes, piles, hosts }
}

/** Among more nodes than these a dot is a dot: nobody reads them all. */
const mostFitted = 200

/** One line of a title, no wider than the whole box; what is longer ends in an ellipsis. */
const lineBox = (title: string, box: Box): Box => ({ width: Math.min(box.width, Math.max(64, widthOf(title, 16) + 30)), height: 40 })
