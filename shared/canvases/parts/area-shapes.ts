import { clipRing, type Point } from '../../maps/clip.ts'
import type { Shape } from '../../report/figures/figure.ts'
import { inFrame, pathOf, type Frame } from './map-frame.ts'
import type { MergedMark } from './merged-map.ts'
import { widthOf } from './text-lines.ts'

/** The land of an area: what most groups drew is filled, what others drew of the same is a dashed line. */
export function areaShapes({ ways }: MergedMark, frame: Frame, hue: string): Shape[] {
  return ways.flatMap(({ rings }, index): Shape[] => {
    const d = pathOf(rings.map((ring) => clipRing(ring, frame.window)), frame, 'Z')
    if (d === '') return []
    const edge: Shape = { is: 'path', d, look: { fill: 'none', stroke: hue, width: 2.5, dash: index === 0 ? '12 5' : '4 6' } }
    return index === 0 ? [{ is: 'path', d, look: { fill: hue, opacity: 0.18 } }, edge] : [edge]
  })
} // prettier-ignore

export interface AreaSign {
  readonly mark: MergedMark
  readonly at: Point
  /** The middle of the land, to which a line leads from a sign that stands beside it. */
  readonly middle: Point
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/** The signs of areas in the middle of their land, or beside it where a pin or another sign stands. */
export function signsOf(areas: readonly MergedMark[], taken: readonly Point[], frame: Frame, text: number): AreaSign[] {
  const made: AreaSign[] = []
  for (const mark of areas) {
    const middle = inFrame(frame, mark.ways[0]!.stops[0]!.at)
    const [width, height] = [Math.max(text * 1.5, widthOf(mark.sign, text) + 18), text * 1.5]
    const free = ([x, y]: Point) =>
      [...taken, ...made.map((one) => one.at)].every((other) => Math.abs(other[0] - x) > width || Math.abs(other[1] - y) > height * 1.3)
    const at = besides.map(([dx, dy]): Point => [middle[0] + dx * width, middle[1] + dy * height * 1.4]).find(free) ?? middle
    made.push({ mark, at, middle, box: { x: at[0] - width / 2, y: at[1] - height / 2, width, height } })
  }
  return made
}
const besides: readonly Point[] = [[0, 0], [0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1], [0, 2], [0, -2], [2, 0], [-2, 0]] // prettier-ignore
