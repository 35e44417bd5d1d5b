import type { Translate } from '../../i18n/messages.ts'
import type { Shape } from '../../report/figures/figure.ts'
import type { MapPaint } from './map-frame.ts'
import type { MergedMap, MergedMark } from './merged-map.ts'
import { textAt } from './paint.ts'
import { linesOf, widthOf } from './text-lines.ts'
import { dark, wall } from './wall.ts'

interface Room {
  readonly x: number
  readonly width: number
}
interface Key {
  /** What the picture is about, the most named first. */
  readonly marks: readonly MergedMark[]
  /** How many follow on further pages. */
  readonly after: number
  readonly hueOfMark: (mark: MergedMark) => string
  readonly beside: ReadonlyMap<string, string>
}

/** How many marks the key of one page holds. */
export const mostKeyed = 7
const row = 88
const radius = 30

/** The key beside the projector's map: sign, name and a large count; below the name what its hue stands for and what was voted. */
export function keyShapes(all: MergedMap, { marks, after, hueOfMark, beside }: Key, t: Translate, { x, width }: Room, paint: MapPaint): Shape[] {
  const rows = marks.flatMap((mark, index) => {
    const middle = index * row + row / 2 - 4
    const count = String(mark.groups)
    const room = width - radius * 2 - 20 - widthOf(count, 52) - 24
    const [name = ''] = linesOf(mark.title, wall.read, room, 1)
    const colour = all.colours.find(({ key }) => key === mark.colour)?.label
    const about = [beside.get(mark.id), colour].filter((words) => words !== undefined)
    const [small = ''] = linesOf(about.join(' · '), wall.text, room, 1)
    const left = x + radius * 2 + 20
    return [
      ...signShapes(mark, x, middle, hueOfMark(mark), paint),
      textAt(left, middle + (small === '' ? 14 : -4), name, { size: wall.read, fill: dark.ink, weight: mark.groups > 1 ? 600 : 400 }),
      ...(small === '' ? [] : [textAt(left, middle + 32, small, { size: wall.text, fill: beside.has(mark.id) ? dark.accent : dark.ink2 })]),
      textAt(x + width, middle + 18, count, { size: 52, fill: dark.ink, weight: 700, anchor: 'end' }),
    ]
  })
  const notes = [...(after > 0 ? [t('plenary.more', { count: after })] : []), t('onWall.number', { groups: all.groups })]
  const lines = notes.flatMap((note) => linesOf(note, wall.text, width, 2))
  return [...rows, ...lines.slice(0, 3).map((line, index) => textAt(x, marks.length * row + 24 + index * 34, line, { size: wall.text, fill: dark.ink2 }))]
} // prettier-ignore

function signShapes(mark: MergedMark, x: number, middle: number, hue: string, paint: MapPaint): Shape[] {
  const [size, isRoute] = [36, mark.is === 'path']
  const edge = mark.is === 'area' ? 8 : radius
  const ground: Shape = isRoute
    ? { is: 'circle', x: x + radius, y: middle, radius, look: { fill: hue } }
    : { is: 'rect', x: x + 2, y: middle - radius + 2, width: radius * 2 - 4, height: radius * 2 - 4, radius: edge, look: { fill: paint.halo, stroke: hue, width: 5 } }
  const ink = isRoute ? paint.badge : paint.ink
  return [ground, textAt(x + radius, middle + size * 0.35, mark.sign, { size: mark.sign.length > 2 ? wall.text : size, fill: ink, weight: 700, anchor: 'middle' })]
} // prettier-ignore
