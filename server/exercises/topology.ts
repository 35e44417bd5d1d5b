import type { Point } from '../../shared/maps/clip.ts'

/** The lines of a TopoJSON file, which its shapes name by number. */
export interface Arcs {
  readonly arcs: readonly (readonly Point[])[]
  readonly transform: { readonly scale: Point; readonly translate: Point }
}

/** Every line in degrees. */
export function arcsOf({ arcs, transform: { scale, translate } }: Arcs): Point[][] {
  return arcs.map((arc) => {
    let [x, y] = [0, 0]
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]])
  })
}

/** A shape's lines one after another: a number below zero is a line from its end. Where two meet, the point stands once. */
export function pointsOf(indexes: readonly number[], from: readonly (readonly Point[])[]): Point[] {
  return indexes.flatMap((index) => {
    const points = index < 0 ? from[~index]!.toReversed() : from[index]!
    return points.slice(1)
  })
}

/** Douglas and Peucker: no point of the line lies further than the tolerance from what is left. */
export function simplify(line: readonly Point[], tolerance: number): Point[] {
  const keep = new Set([0, line.length - 1])
  // A ring of one line begins where it ends: it is simplified in two halves, or nothing would be left of it.
  const first = line[0]!
  const last = line.at(-1)!
  const isRing = first[0] === last[0] && first[1] === last[1]
  const middle = Math.floor(line.length / 2)
  if (isRing) keep.add(middle)
  const open: [number, number][] = isRing ? [[0, middle], [middle, line.length - 1]] : [[0, line.length - 1]] // prettier-ignore
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    let [worst, at] = [0, 0]
    for (let index = from + 1; index < to; index++) {
      const off = distance(line[index]!, line[from]!, line[to]!)
      if (off > worst) [worst, at] = [off, index]
    }
    if (worst <= tolerance) continue
    keep.add(at)
    open.push([from, at], [at, to])
  }
  return line.filter((_, index) => keep.has(index))
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}

export function areaOf(ring: readonly Point[]): number {
  return Math.abs(ring.reduce((sum, [x, y], index) => sum + x * ring.at(index - 1)![1] - ring.at(index - 1)![0] * y, 0) / 2)
}
