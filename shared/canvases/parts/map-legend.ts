import type { Translate } from '../../i18n/messages.ts'
import type { Shape } from '../../report/figures/figure.ts'
import type { MapPaint } from './map-frame.ts'
import type { MergedMap, MergedMark } from './merged-map.ts'
import { textAt } from './paint.ts'
import { linesOf, widthOf } from './text-lines.ts'

interface Room {
  readonly x: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly text: number
  readonly radius: number
}
/** One thing of the legend, drawn from the top left of its own space. */
interface Row {
  readonly height: number
  readonly isMark: boolean
  readonly draw: (x: number, y: number) => Shape[]
}

/** What the marks mean, under what their hues stand for; what finds no room is counted in a last line. */
export function legendShapes(
  { marks, colours, groups }: MergedMap,
  hueOfMark: (mark: MergedMark) => string,
  t: Translate,
  room: Room,
  paint: MapPaint,
): { readonly shapes: Shape[]; readonly bottom: number } {
  const width = room.width / room.columns - (room.columns - 1) * 24
  const known = new Set(colours.map((one) => one.key))
  const parts = [
    ...colours.map(({ key, label }) => ({ label, of: marks.filter((mark) => mark.colour === key) })),
    { label: '', of: marks.filter((mark) => mark.colour === null || !known.has(mark.colour)) },
  ].filter((part) => part.of.length > 0)
  const rowsWith = (lines: number) =>
    parts.flatMap(({ label, of }) => [
      ...(label === '' ? [] : [headRow(label, hueOfMark(of[0]!), width, room, paint)]),
      ...of.map((mark) => markRow(mark, hueOfMark(mark), t('words.nOfM', { n: mark.groups, m: groups }), width, lines, room, paint)),
    ])
  const heightOf = (rows: readonly Row[]) => rows.reduce((sum, row) => sum + row.height, 0)
  const last = room.text * 1.6
  const note = noteRow(t('onMap.figureGroups'), width, room, paint)
  const roomy = [...rowsWith(2), note]
  const rows = heightOf(roomy) <= room.height * room.columns ? roomy : cut([...rowsWith(1), note], room.height - last, t, room, paint)
  const perColumn = room.columns === 1 ? Infinity : heightOf(rows) / room.columns
  let [column, y] = [0, 0]
  let bottom = room.top
  const shapes = rows.flatMap((row) => {
    if (y >= perColumn && column < room.columns - 1) [column, y] = [column + 1, 0]
    const drawn = row.draw(room.x + column * (width + 48), room.top + y)
    y += row.height
    bottom = Math.max(bottom, room.top + y)
    return drawn
  })
  return { shapes, bottom: bottom + 8 }
}

function cut(rows: readonly Row[], height: number, t: Translate, room: Room, paint: MapPaint): Row[] {
  const kept: Row[] = []
  let left = height
  for (const row of rows) {
    if (row.height > left) break
    kept.push(row)
    left -= row.height
  }
  // A heading with nothing under it says nothing.
  while (kept.length > 0 && kept.length < rows.length && !kept.at(-1)!.isMark) kept.pop()
  return kept.length === rows.length ? kept : [...kept, noteRow(t('onMap.figureMore', { more: rows.slice(kept.length).filter((row) => row.isMark).length }), room.width, room, paint)]
} // prettier-ignore

function headRow(label: string, hue: string, width: number, { text }: Room, paint: MapPaint): Row {
  const [line = ''] = linesOf(label, text, width - 52, 1)
  return {
    height: text * 1.55,
    isMark: false,
    draw: (x, y) => [
      { is: 'rect', x, y: y + text * 0.62, width: 40, height: 8, radius: 4, look: { fill: hue } },
      textAt(x + 52, y + text * 1.02, line, { size: text, fill: paint.ink, weight: 700 }),
    ],
  }
}

function markRow(mark: MergedMark, hue: string, count: string, width: number, lines: number, { text, radius }: Room, paint: MapPaint): Row {
  const countWidth = widthOf(count, text) + 16
  const words = linesOf(mark.title, text, (width - radius * 2 - 12 - countWidth) * 1.08, lines)
  const step = text * 1.25
  const sign = (x: number, y: number): Shape => {
    if (mark.is === 'path') return { is: 'circle', x: x + radius, y: y + radius, radius: radius - 1, look: { fill: hue } }
    const corners = mark.is === 'area' ? 8 : radius * 0.7
    return { is: 'rect', x: x + 2, y: y + 2, width: radius * 2 - 4, height: radius * 2 - 4, radius: corners, look: { fill: paint.halo, stroke: hue, width: 3 } }
  }
  return {
    height: Math.max(words.length * step, radius * 2) + 4,
    isMark: true,
    draw: (x, y) => [
      sign(x, y),
      textAt(x + radius, y + radius + text * 0.35, mark.sign, { size: text, fill: mark.is === 'path' ? paint.badge : paint.ink, weight: 700, anchor: 'middle' }),
      ...words.map((line, index) => textAt(x + radius * 2 + 12, y + radius + text * 0.35 + index * step, line, { size: text, fill: paint.ink })),
      textAt(x + width, y + radius + text * 0.35, count, { size: text, fill: paint.ink2, anchor: 'end' }),
    ],
  }
} // prettier-ignore

function noteRow(words: string, width: number, { text }: Room, paint: MapPaint): Row {
  const lines = linesOf(words, text, width, 4)
  return {
    height: lines.length * text * 1.25 + 8,
    isMark: false,
    draw: (x, y) => lines.map((line, index) => textAt(x, y + text * (1 + index * 1.25), line, { size: text, fill: paint.ink2 })),
  }
}
