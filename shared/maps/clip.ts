/** West, south, east, north. */
export type Box = readonly [west: number, south: number, east: number, north: number]
export type Point = readonly [x: number, y: number]

/** The part of a ring that lies inside the box, closed along its edges (Sutherland and Hodgman); empty when none does. */
export function clipRing(ring: readonly Point[], [west, south, east, north]: Box): Point[] {
  const edges: readonly [(point: Point) => boolean, (from: Point, to: Point) => Point][] = [
    [([x]) => x >= west, (from, to) => atX(from, to, west)],
    [([x]) => x <= east, (from, to) => atX(from, to, east)],
    [([, y]) => y >= south, (from, to) => atY(from, to, south)],
    [([, y]) => y <= north, (from, to) => atY(from, to, north)],
  ]
  let kept: readonly Point[] = ring
  for (const [inside, cut] of edges) {
    const next: Point[] = []
    kept.forEach((point, index) => {
      const before = kept.at(index - 1)!
      if (inside(point) !== inside(before)) next.push(cut(before, point))
      if (inside(point)) next.push(point)
    })
    kept = next
  }
  return kept.length < 3 ? [] : [...kept]
}

/** The parts of a line that lie inside the box, each cut where it leaves (Liang and Barsky). */
export function clipLine(line: readonly Point[], box: Box): Point[][] {
  const parts: Point[][] = []
  for (let index = 1; index < line.length; index++) {
    const cut = clipSegment(line[index - 1]!, line[index]!, box)
    if (!cut) continue
    const last = parts.at(-1)
    const end = last?.at(-1)
    if (last && end && end[0] === cut[0][0] && end[1] === cut[0][1]) last.push(cut[1])
    else parts.push([...cut])
  }
  return parts
}

function clipSegment(from: Point, to: Point, [west, south, east, north]: Box): [Point, Point] | null {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  let [start, end] = [0, 1]
  for (const [by, room] of [
    [-dx, from[0] - west],
    [dx, east - from[0]],
    [-dy, from[1] - south],
    [dy, north - from[1]],
  ] as const) {
    if (by === 0 && room < 0) return null
    if (by < 0) start = Math.max(start, room / by)
    if (by > 0) end = Math.min(end, room / by)
  }
  if (start > end) return null
  const at = (share: number): Point => (share === 0 ? from : share === 1 ? to : [from[0] + dx * share, from[1] + dy * share])
  return [at(start), at(end)]
}

const atX = (from: Point, to: Point, x: number): Point => [x, from[1] + ((to[1] - from[1]) * (x - from[0])) / (to[0] - from[0])]
const atY = (from: Point, to: Point, y: number): Point => [from[0] + ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1]), y]
