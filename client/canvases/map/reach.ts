import { Ground } from '../../../shared/canvases/parts/bins.ts'
import type { Box, Point } from '../../../shared/maps/clip.ts'

/** Px: half of a place's ground where nothing is near, the least side that a finger hits (WCAG 2.5.8), and half of its mark. */
const half = 20
const least = 24
const mark = 4

export const around = ([x, y]: Point, room: number): Box => [x - room, y - room, x + room, y + room]
const meets = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]

/**
 * The ground on which a click means each place, those that come first served first. No ground lies on another or on
 * what is `taken`, and none is smaller than a finger; a place that finds none has to wait for a larger scale.
 */
export function reachesOf(places: readonly { readonly id: string; readonly at: Point }[], taken: readonly Box[]): ReadonlyMap<string, Box> {
  const made = new Map<string, Box>()
  const others = new Ground(half * 2, taken)
  for (const { id, at } of places) {
    const whole = around(at, half)
    const ground = others.on(whole).reduce<Box | null>((box, other) => box && besides(box, other, at), whole)
    if (!ground) continue
    made.set(id, ground)
    others.put(ground)
  }
  return made
}

/** The largest part of a box that leaves another free and still holds the mark; null where a finger would not hit it. */
function besides(box: Box, other: Box, [x, y]: Point): Box | null {
  if (!meets(box, other)) return box
  const [left, top, right, bottom] = box
  const parts: readonly Box[] = [
    [other[2], top, right, bottom],
    [left, top, other[0], bottom],
    [left, other[3], right, bottom],
    [left, top, right, other[1]],
  ]
  const area = (part: Box) => (part[2] - part[0]) * (part[3] - part[1])
  const good = parts.filter(
    (part) =>
      part[0] <= x - mark && part[2] >= x + mark && part[1] <= y - mark && part[3] >= y + mark && part[2] - part[0] >= least && part[3] - part[1] >= least, // prettier-ignore
  )
  return good.reduce<Box | null>((best, part) => (best && area(best) >= area(part) ? best : part), null)
}
