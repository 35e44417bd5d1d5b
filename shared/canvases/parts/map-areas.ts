import { isArea } from '../../fields/area.ts'
import { positionOf } from '../../fields/spots.ts'
import type { AreaValue } from '../../fields/values.ts'
import type { Point } from '../../maps/clip.ts'
import { planeOf } from '../../maps/plane.ts'
import { onPlane, stateOf, type RegionMap } from '../../maps/region.ts'

/** The corners of an outline on the plane; those that the map does not know are left out. */
export function cornersOf({ corners }: AreaValue, map: RegionMap): Point[] {
  return corners.flatMap((corner) => {
    const at = positionOf(corner, map)
    return at ? [onPlane(at)] : []
  })
}

/**
 * What of an area is filled, as rings on the plane. A State is filled only by the practice of the United Nations, and where all boundaries of its own
 * are settled: elsewhere a fill would draw the boundary that the map keeps silent about.
 */
export function ringsOfArea(area: AreaValue, map: RegionMap): readonly (readonly Point[])[] {
  const { rings } = planeOf(map)
  const states = map.profile !== 'un' ? [] : area.states.filter((id) => stateOf(map, id)?.whole)
  const outline = cornersOf(area, map)
  return [...states.flatMap((id) => rings.get(id) ?? []), ...(outline.length > 2 ? [outline] : [])]
}

/** Where the sign of an area stands: the middle of its outline, or the middle of its first State; null for nothing. */
export function middleOfArea(area: AreaValue, map: RegionMap): Point | null {
  const outline = cornersOf(area, map)
  if (outline.length > 0) return centreOf(outline)
  const at = area.states.flatMap((id) => stateOf(map, id) ?? [])[0]?.at
  return isArea(area) && at ? onPlane(at) : null
}

/** The centre of gravity of a ring; the mean of its corners where it has no ground. */
function centreOf(ring: readonly Point[]): Point {
  let [ground, x, y] = [0, 0, 0]
  ring.forEach(([bx, by], index) => {
    const [ax, ay] = ring.at(index - 1)!
    const part = ax * by - bx * ay
    ground += part
    x += (ax + bx) * part
    y += (ay + by) * part
  })
  if (Math.abs(ground) > 1e-9) return [x / (3 * ground), y / (3 * ground)]
  const mean = (axis: 0 | 1) => ring.reduce((sum, at) => sum + at[axis], 0) / ring.length
  return [mean(0), mean(1)]
}
