import { clipLine, clipRing, type Box, type Point } from '../../maps/clip.ts'
import { planeOf } from '../../maps/plane.ts'
import { onPlane, type RegionMap } from '../../maps/region.ts'
import type { Shape } from '../../report/figures/figure.ts'

/** A window of the map's plane, shown as a picture of so many px. */
export interface Frame {
  readonly window: Box
  readonly width: number
  readonly height: number
  readonly scale: number
}

/** What a map is painted with in figures and on the table (LOOKS.md). */
export const mapPaints = {
  light: { water: '#D9E6EA', river: '#B9CFD8', own: '#FFFDF8', other: '#F1ECE2', line: '#857D6F', ink: '#20242A', ink2: '#474C54', halo: '#FFFFFF', badge: '#FFFFFF' },
  dark: { water: '#0D1115', river: '#1D2B36', own: '#343D47', other: '#242B33', line: '#8B949D', ink: '#F4F0E7', ink2: '#C3C6C8', halo: '#14181D', badge: '#14181D' },
} as const // prettier-ignore
export type MapPaint = (typeof mapPaints)[keyof typeof mapPaints]

/** Narrower than this, a picture would show a valley and nobody would know where it lies. In degrees of longitude. */
const leastWidth = 16

/** The box of a map on its plane; down is positive there, so its north comes first. */
export function planeBox([west, south, east, north]: Box): Box {
  const [[left, bottom], [right, top]] = [onPlane([west, south]), onPlane([east, north])]
  return [left, top, right, bottom]
}

/** The smallest window with room around all points that lies on the map; the whole view where there are none. */
export function frameAround(points: readonly Point[], map: RegionMap, width: number, height: number, margin = 90): Frame {
  const box = planeBox(map.box)
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, top, right, bottom] =
    points.length === 0 ? planeBox(map.view) : [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  const ratio = width / height
  const room = points.length === 0 ? 1 : 1 / (1 - (2 * margin) / height)
  const wanted = Math.max(leastWidth, (right - left) * room, (bottom - top) * room * ratio)
  const across = Math.min(wanted, box[2] - box[0], (box[3] - box[1]) * ratio)
  const down = across / ratio
  const within = (middle: number, half: number, least: number, most: number) => Math.min(most - half, Math.max(least + half, middle))
  const x = within((left + right) / 2, across / 2, box[0], box[2])
  const y = within((top + bottom) / 2, down / 2, box[1], box[3])
  return { window: [x - across / 2, y - down / 2, x + across / 2, y + down / 2], width, height, scale: width / across }
}

export const inFrame = ({ window, scale }: Frame, [x, y]: Point): Point => [(x - window[0]) * scale, (y - window[1]) * scale]

/** Water, land and boundaries. By another profile than the United Nations' all land is one. */
export function baseShapes(map: RegionMap, frame: Frame, paint: MapPaint, withUnsettled: boolean): Shape[] {
  const { own, other, lakes, rivers, settled, unsettled } = planeOf(map)
  // Of two tints the edge between them is a boundary as well.
  const plain = map.profile !== 'un'
  const land = (rings: readonly (readonly Point[])[], fill: string): Shape => ({
    is: 'path',
    d: pathOf(rings.map((ring) => clipRing(ring, frame.window)), frame, 'Z'),
    look: { fill, stroke: fill, width: 1 },
  }) // prettier-ignore
  const line = (lines: readonly (readonly Point[])[], dash?: string): Shape => ({
    is: 'path',
    d: pathOf(lines.flatMap((one) => clipLine(one, frame.window)), frame, ''),
    look: { fill: 'none', stroke: paint.line, width: 1.6, ...(dash === undefined ? {} : { dash }) },
  }) // prettier-ignore
  return [
    { is: 'rect', x: 0, y: 0, width: frame.width, height: frame.height, radius: 0, look: { fill: paint.water } },
    land(other, plain ? paint.own : paint.other),
    land(own, paint.own),
    land(lakes, paint.water),
    {
      is: 'path',
      d: pathOf(
        rivers.flatMap((one) => clipLine(one, frame.window)),
        frame,
        '',
      ),
      look: { fill: 'none', stroke: paint.river, width: 1.4 },
    },
    ...(map.profile === 'none' ? [] : [line(settled), ...(withUnsettled ? [line(unsettled, '2 5')] : [])]),
  ]
}

/** True where a boundary that is not settled lies in the picture: then the note about it has to stand there too. */
export const showsUnsettled = (map: RegionMap, frame: Frame): boolean =>
  map.profile !== 'none' && planeOf(map).unsettled.some((line) => clipLine(line, frame.window).length > 0)

/** Points nearer than a pixel to the one before are left out: nobody sees them, and a report carries every one. */
export function pathOf(lines: readonly (readonly Point[])[], frame: Frame, end: 'Z' | ''): string {
  let d = ''
  for (const line of lines) {
    let before: Point | null = null
    line.forEach((point, index) => {
      const [x, y] = inFrame(frame, point)
      const isLast = index === line.length - 1
      if (before && !isLast && Math.abs(x - before[0]) < 1.2 && Math.abs(y - before[1]) < 1.2) return
      d += `${before ? 'L' : 'M'}${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
      before = [x, y]
    })
    if (before) d += end
  }
  return d
}
