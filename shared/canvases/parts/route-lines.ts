import type { Point } from '../../maps/clip.ts'
import { Crowd } from './bins.ts'

/** A route as points of the picture, in px. */
export interface RoutePoints {
  readonly id: string
  readonly points: readonly Point[]
}
export interface RouteLine {
  readonly id: string
  readonly d: string
  /** Arrow heads, filled: one at the destination and one on every long stretch. */
  readonly heads: string
  /** Where its number stands. */
  readonly badge: Point
}

export interface RouteSizes {
  /** Px between routes that take the same stretch, and between the numbers of two routes. */
  readonly gap: number
  readonly apart: number
  /** Px from a number to a stop: both are pointed at. */
  readonly offStop: number
  /** Of an arrow's head. */
  readonly head: number
}
const usual: RouteSizes = { gap: 9, apart: 40, offStop: 32, head: 13 }

/** Lines from stop to stop; routes that take the same stretch bend away from each other, and no number stands on `avoid`. */
export function drawRoutes(routes: readonly RoutePoints[], avoid: readonly Point[] = [], sizes: RouteSizes = usual): RouteLine[] {
  const { gap, apart, offStop } = sizes
  const along = new Map<string, string[]>()
  for (const { id, points } of routes)
    for (const stretch of stretchesOf(points)) {
      const ids = along.get(keyOf(stretch)) ?? []
      if (!ids.includes(id)) ids.push(id)
      along.set(keyOf(stretch), ids)
    }
  const taken = new Crowd(apart, avoid)
  const stops = new Crowd(
    offStop,
    routes.flatMap(({ points }) => points),
  )
  return routes.map(({ id, points }) => {
    const curves = stretchesOf(points).map((stretch) => {
      const ids = along.get(keyOf(stretch)) ?? [id]
      return curveOf(stretch, (ids.indexOf(id) - (ids.length - 1) / 2) * gap * 2)
    })
    const badge = badgeOn(curves, taken, stops, sizes) ?? points[0] ?? [0, 0]
    taken.add(badge)
    return { id, badge, d: pathOf(curves), heads: headsOf(curves, sizes.head) }
  })
}

type Stretch = readonly [Point, Point]
interface Curve {
  readonly from: Point
  readonly middle: Point
  readonly to: Point
  readonly length: number
}

const stretchesOf = (points: readonly Point[]): Stretch[] =>
  points.slice(1).flatMap((to, index) => {
    const from = points[index]!
    return from[0] === to[0] && from[1] === to[1] ? [] : [[from, to]]
  })
const nameOf = ([x, y]: Point) => `${Math.round(x * 10)},${Math.round(y * 10)}`
const inOrder = ([from, to]: Stretch) => nameOf(from) < nameOf(to)
const keyOf = ([from, to]: Stretch) => [nameOf(from), nameOf(to)].sort().join(' ')

/** There and back bend by the same side of the stretch, so that they never lie on each other. */
function curveOf(stretch: Stretch, bend: number): Curve {
  const [from, to] = stretch
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy)
  const side = (inOrder(stretch) ? bend : -bend) / length
  return { from, to, length, middle: [(from[0] + to[0]) / 2 - dy * side, (from[1] + to[1]) / 2 + dx * side] }
}

function at({ from, middle, to }: Curve, share: number): Point {
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2]
  return [a * from[0] + b * middle[0] + c * to[0], a * from[1] + b * middle[1] + c * to[1]]
}

function pathOf(curves: readonly Curve[]): string {
  return curves.map(({ from, middle, to }) => `M${num(from)}Q${num(middle)} ${num(to)}`).join('')
}

function headsOf(curves: readonly Curve[], size: number): string {
  return curves
    .flatMap((curve, index) => {
      const last = index === curves.length - 1 ? [headAt(curve, Math.max(0.5, 1 - 9 / curve.length), size)] : []
      return curve.length > 110 ? [headAt(curve, 0.72, size), ...last] : last
    })
    .join('')
}

function headAt(curve: Curve, share: number, size: number): string {
  const [tip, before] = [at(curve, share), at(curve, Math.max(0, share - 0.05))]
  const length = Math.hypot(tip[0] - before[0], tip[1] - before[1]) || 1
  const [ux, uy] = [(tip[0] - before[0]) / length, (tip[1] - before[1]) / length]
  const corner = (side: number): Point => [tip[0] - ux * size - uy * side, tip[1] - uy * size + ux * side]
  return `M${num(tip)}L${num(corner(size * 0.46))}L${num(corner(-size * 0.46))}Z`
}

/** In the middle of the longest stretch, unless another number or a stop is too near; where the line has no room, beside it. */
function badgeOn(curves: readonly Curve[], taken: Crowd, stops: Crowd, { apart, offStop }: RouteSizes): Point | undefined {
  const free: Point[] = []
  for (const spot of spotsOn(curves)) {
    if (taken.nearest(spot) < apart) continue
    if (stops.nearest(spot) >= offStop) return spot
    free.push(spot)
  }
  return roomiest(free, stops) ?? roomiest([...spotsOn(curves)], taken)
}

/** The best first: asked for one by one, for most numbers find room on their line. */
function* spotsOn(curves: readonly Curve[]): Generator<Point> {
  const longest = [...curves].sort((a, b) => b.length - a.length)
  const onLine = longest.flatMap((curve) => [0.5, 0.34, 0.6, 0.2, 0.84].map((share) => at(curve, share)))
  yield* onLine
  for (const far of [30, 46, 62]) for (const [x, y] of onLine) for (const [dx, dy] of beside) yield [x + dx * far, y + dy * far]
}
const beside: readonly Point[] = [[-1, 0], [1, 0], [0, 1], [0, -1]] // prettier-ignore

function roomiest(spots: readonly Point[], others: Crowd): Point | undefined {
  let [best, most] = [spots[0], -1]
  for (const spot of spots) {
    const room = others.nearest(spot)
    if (room > most) [best, most] = [spot, room]
  }
  return best
}

const num = ([x, y]: Point) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
