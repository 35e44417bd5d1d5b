import type { Language } from '../../i18n/language.ts'
import { languages } from '../../i18n/language.ts'
import { translator, type Translate } from '../../i18n/messages.ts'
import type { Point } from '../../maps/clip.ts'
import { planeOf } from '../../maps/plane.ts'
import { onPlane, type RegionMap } from '../../maps/region.ts'
import type { Figure, Shape } from '../../report/figures/figure.ts'
import { areaShapes, signsOf } from './area-shapes.ts'
import { hueOf } from './map-cards.ts'
import { baseShapes, frameAround, inFrame, mapPaints, showsUnsettled, type Frame, type MapPaint } from './map-frame.ts'
import { keyShapes, mostKeyed } from './map-key.ts'
import { legendShapes } from './map-legend.ts'
import type { MergedMap, MergedMark } from './merged-map.ts'
import { pinPath, pinsOf } from './map-pins.ts'
import { textAt } from './paint.ts'
import { drawRoutes, type RouteLine } from './route-lines.ts'
import { linesOf, widthOf } from './text-lines.ts'
import { wall } from './wall.ts'

/**
 * Pixels: on the projector the key stands beside the map, on paper below it. No text on the projector is under 28 px. `line` is how
 * wide a route is that one group drew, what each further group adds, and the most.
 */
const measures = {
  light: {
    ...{ width: 1200, map: { width: 1200, height: 690 }, text: 24, sign: 24, label: 24, radius: 18, unplaced: 4, labels: 26, margin: 56 },
    ...{ line: { one: 2.5, each: 1.75, most: 9 }, routes: undefined },
  },
  dark: {
    // On the wall it is as high as what stands below it leaves room for.
    ...{ width: wall.width, map: { width: 1150, height: 0 }, text: wall.text, sign: 36, label: wall.name, radius: 32, unplaced: 2, labels: 14, margin: 84 },
    ...{ line: { one: 5, each: 2, most: 18 }, routes: { gap: 12, apart: 70, offStop: 48, head: 26 } },
  },
} as const // prettier-ignore
type Measures = (typeof measures)[keyof typeof measures]
/** Where the key stands on the wall. */
const key = { x: 1182, width: wall.width - 1182 }

/** The merged routes and places on the base map, with the disclaimer inside the picture; null where nothing was placed. */
export function drawMap(all: MergedMap, map: RegionMap, language: Language, look: 'light' | 'dark'): Figure | null {
  if (look === 'dark') return drawMapPages(all, map, language, new Map())[0] ?? null
  if (all.marks.length === 0) return null
  const [m, paint, t] = [measures.light, mapPaints.light, translator(language)]
  const frame = frameAround(pointsOf(all.marks), map, m.map.width, m.map.height, m.margin)
  const hueOfMark = hueIn(all, look)
  const withUnsettled = showsUnsettled(map, frame)
  const below = belowShapes(all, map, language, m, paint, m.map.height, withUnsettled)
  const room = { x: 0, width: m.width, columns: 2, top: below.bottom + 20, height: 2000, text: m.text, radius: m.radius }
  const legend = legendShapes(all, hueOfMark, t, room, paint)
  return {
    width: m.width,
    height: legend.bottom,
    shapes: [
      ...baseShapes(map, frame, paint, withUnsettled),
      ...markShapes(all.marks, map, frame, hueOfMark, language, m, paint),
      ...below.shapes,
      ...legend.shapes,
    ],
  }
}

/**
 * The same for the projector, page after page: each has a few marks large and with their names, what most groups drew first, and the
 * others stand back. `beside` is told of a mark in the key.
 */
export function drawMapPages(all: MergedMap, map: RegionMap, language: Language, beside: ReadonlyMap<string, string>): Figure[] {
  const [m, paint, t] = [measures.dark, mapPaints.dark, translator(language)]
  const ranked = all.marks.toSorted((one, other) => other.groups - one.groups)
  const hueOfMark = hueIn(all, 'dark')
  return Array.from({ length: Math.ceil(ranked.length / mostKeyed) }, (_, page) => {
    const marks = ranked.slice(page * mostKeyed, (page + 1) * mostKeyed)
    const after = ranked.length - page * mostKeyed - marks.length
    // On the wall the note on unsettled lines would be too small to read: there the lines themselves are left out.
    const height = wall.height - belowShapes(all, map, language, m, paint, 0, false).bottom - 4
    const frame = frameAround(pointsOf(marks), map, m.map.width, height, m.margin)
    const others = ranked.filter((mark) => !marks.includes(mark))
    return {
      width: m.width,
      height: wall.height,
      shapes: [
        ...baseShapes(map, frame, paint, false),
        ...others.flatMap((mark) => paleShapes(mark, frame, hueOfMark(mark))),
        ...markShapes(marks, map, frame, hueOfMark, language, m, paint),
        ...belowShapes(all, map, language, m, paint, height, false).shapes,
        ...keyShapes(all, { marks, after, hueOfMark, beside }, t, key, paint),
      ],
    }
  })
}

const pointsOf = (marks: readonly MergedMark[]) =>
  marks.flatMap((mark) => mark.ways.flatMap((way) => [...way.stops.map((stop) => stop.at), ...way.rings.flat()]))

const hueIn = (all: MergedMap, look: 'light' | 'dark') => (mark: MergedMark) =>
  hueOf(all.colours.findIndex((one) => one.key === mark.colour) >>> 0, look)

/** The disclaimer and what has no place, from `top` down. */
function belowShapes(
  all: MergedMap,
  map: RegionMap,
  language: Language,
  m: Measures,
  paint: MapPaint,
  top: number,
  withUnsettled: boolean,
) {
  const step = m.text * 1.2
  const notes = notesOf(map, language, withUnsettled).flatMap((note) => linesOf(note, m.text, m.map.width, 4))
  const unplaced = unplacedLines(all.unplaced, m.map.width, m.text, m.unplaced, translator(language))
  const unplacedTop = top + notes.length * step + 12
  const shapes = [
    ...notes.map((line, index) => textAt(0, top + (index + 1) * step, line, { size: m.text, fill: paint.ink2 })),
    ...unplaced.map((line, index) => textAt(0, unplacedTop + (index + 1) * step, line, { size: m.text, fill: paint.ink, weight: 600 })),
  ]
  return { shapes, bottom: unplacedTop + unplaced.length * step }
}

/** What a page is not about, where all of it lies in the picture: thin, pale and without a sign. */
function paleShapes(mark: MergedMark, frame: Frame, hue: string): Shape[] {
  const [way] = mark.ways
  const points = (way?.stops ?? []).map(({ at }) => inFrame(frame, at))
  if (points.length === 0 || !points.every(([x, y]) => x > 8 && y > 8 && x < frame.width - 8 && y < frame.height - 8)) return []
  const [first] = points
  if (mark.is === 'area') return []
  if (mark.is === 'place') return [{ is: 'circle', x: first![0], y: first![1], radius: 9, look: { fill: hue, opacity: 0.45 } }]
  return drawRoutes([{ id: mark.id, points }]).map(({ d }): Shape => ({ is: 'path', d, look: { fill: 'none', stroke: hue, width: 3, opacity: 0.4 } }))
} // prettier-ignore

/** The reader's language first; the disclaimer stands in every language, whoever the picture reaches. */
function notesOf(map: RegionMap, language: Language, withUnsettled: boolean): string[] {
  const others = languages.filter((one) => one !== language)
  return [language, ...others].map((one) => map.disclaimer[one]).concat(withUnsettled && map.dashed ? [map.dashed[language]] : [])
}

/** What nobody placed, by name as far as there is room, and how many more; no line where everything has a place. */
function unplacedLines(names: readonly string[], width: number, size: number, most: number, t: Translate): string[] {
  const count = names.length
  const linesWith = (first: string, more: number) =>
    linesOf(t('onMap.figureUnplaced', { count, names: more === 0 ? first : t('onMap.figureAndMore', { names: first, more }) }), size, width, most + 1)
  for (let shown = count; shown > 0; shown--) {
    const lines = linesWith(names.slice(0, shown).join('; '), count - shown)
    if (lines.length <= most) return lines
  }
  return count === 0 ? [] : linesWith(linesOf(names[0]!, size, width / 2, 1).join(''), count - 1).slice(0, most)
} // prettier-ignore

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
const meets = (a: Area, b: Area) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const around = ([x, y]: Point, radius: number): Area => ({ x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 })

function markShapes(
  marks: readonly MergedMark[],
  map: RegionMap,
  frame: Frame,
  hueOfMark: (mark: MergedMark) => string,
  language: Language,
  { text, sign, label: size, radius, labels, line: widths, routes: apart }: Measures,
  paint: MapPaint,
): Shape[] {
  const [routes, places, areas] = (['path', 'place', 'area'] as const).map((is) => marks.filter((mark) => mark.is === is)) as [MergedMark[], MergedMark[], MergedMark[]]
  const pins = pinsOf(places, frame, radius)
  const signs = signsOf(areas, pins.map(({ head }) => head), frame, sign)
  // Every way of every route is laid at once, so that they keep apart from each other.
  const ways = routes.flatMap((mark) => mark.ways.map((way, index) => ({ mark, way, index, id: `${mark.id} ${index}` })))
  const lines = new Map(
    drawRoutes(ways.map(({ id, way }) => ({ id, points: way.stops.map((stop) => inFrame(frame, stop.at)) })), [...pins.map(({ head }) => head), ...signs.map(({ at }) => at)], apart).map((line) => [line.id, line]),
  )
  const badges = routes.map((mark) => ({ mark, at: lines.get(`${mark.id} 0`)!.badge }))
  const stops = [...new Map([...routes, ...places].flatMap((mark) => mark.ways.flatMap((way) => way.stops)).map((stop) => [stop.name, stop])).values()]
  const spots = stops.map((stop) => ({ name: stop.name, at: inFrame(frame, stop.at) }))
  const taken = [...badges.map(({ at }) => around(at, radius)), ...pins.map(({ head }) => around(head, radius)), ...signs.map(({ box }) => box)]
  const names = placeLabels(spots.slice(0, labels), taken, frame, size)
  const states = map.profile === 'none' ? [] : stateLabels(map, [...taken, ...names, ...spots.map(({ at }) => around(at, 6))], frame, text, language)
  return [
    ...areas.flatMap((mark) => areaShapes(mark, frame, hueOfMark(mark))),
    ...states.map((label) => textAt(label.x + label.width / 2, label.y + text * 0.9, label.name, { size: text, fill: paint.ink2, anchor: 'middle' })),
    ...ways.toReversed().flatMap(({ mark, way, index, id }) => wayShapes(lines.get(id)!, hueOfMark(mark), way.groups, index > 0, widths)),
    ...spots.map(({ at }): Shape => ({ is: 'circle', x: at[0], y: at[1], radius: 5, look: { fill: paint.halo, stroke: paint.ink, width: 2.5 } })),
    ...names.flatMap((label): Shape[] => [
      { is: 'rect', x: label.x, y: label.y, width: label.width, height: label.height, radius: 4, look: { fill: paint.halo, opacity: 0.72 } },
      textAt(label.x + 4, label.y + size * 0.92, label.name, { size, fill: paint.ink, weight: 600 }),
    ]),
    ...badges.flatMap(({ mark, at }): Shape[] => [
      { is: 'circle', x: at[0], y: at[1], radius, look: { fill: hueOfMark(mark), stroke: paint.halo, width: 2 } },
      textAt(at[0], at[1] + sign * 0.35, mark.sign, { size: sign, fill: paint.badge, weight: 700, anchor: 'middle' }),
    ]),
    ...signs.flatMap(({ mark, box, at, middle }): Shape[] => [
      { is: 'line', x1: at[0], y1: at[1], x2: middle[0], y2: middle[1], look: { stroke: hueOfMark(mark), width: 2 } },
      { is: 'rect', ...box, radius: 8, look: { fill: paint.halo, stroke: hueOfMark(mark), width: 3 } },
      textAt(box.x + box.width / 2, box.y + box.height / 2 + sign * 0.35, mark.sign, { size: sign, fill: paint.ink, weight: 700, anchor: 'middle' }),
    ]),
    ...pins.flatMap(({ mark, tip, head }): Shape[] => [
      { is: 'path', d: pinPath(tip, head, radius), look: { fill: hueOfMark(mark), stroke: paint.halo, width: 2 } },
      textAt(head[0], head[1] + sign * 0.32, mark.sign, { size: sign, fill: paint.badge, weight: 700, anchor: 'middle' }),
    ]),
  ]
} // prettier-ignore

/** The way that most groups drew is whole and the wider the more of them; other ways of the same route are thin and dashed. */
function wayShapes(line: RouteLine, hue: string, groups: number, isVariant: boolean, { one, each, most }: Measures['line']): Shape[] {
  const width = isVariant ? one * 0.8 : Math.min(most, one + each * (groups - 1))
  return [
    { is: 'path', d: line.d, look: { fill: 'none', stroke: hue, width, ...(isVariant ? { dash: '7 6' } : {}) } },
    { is: 'path', d: line.heads, look: { fill: hue } },
  ]
}

interface Label extends Area {
  readonly name: string
}

/** Beside its point, wherever there is room; what finds none is in the legend. */
function placeLabels(spots: readonly { name: string; at: Point }[], taken: readonly Area[], frame: Frame, text: number): Label[] {
  const made: Label[] = []
  const fixed = [...taken, ...spots.map(({ at }) => around(at, 6))]
  for (const { name, at } of spots) {
    const [words = ''] = linesOf(name, text, 340, 1)
    const size = { width: widthOf(words, text) * 0.92 + 8, height: text * 1.25 }
    const spot = [
      { x: at[0] + 10, y: at[1] - size.height / 2 },
      { x: at[0] - 10 - size.width, y: at[1] - size.height / 2 },
      { x: at[0] - size.width / 2, y: at[1] + 9 },
      { x: at[0] - size.width / 2, y: at[1] - 9 - size.height },
    ].find((place) => fits({ ...place, ...size }, [...fixed, ...made], frame))
    if (spot) made.push({ name: words, ...spot, ...size })
  }
  return made
}

function stateLabels(map: RegionMap, taken: readonly Area[], frame: Frame, text: number, language: Language): Label[] {
  const made: Label[] = []
  const { spans } = planeOf(map)
  for (const state of [...map.states].sort((a, b) => Number(b.own) - Number(a.own))) {
    const [x, y] = inFrame(frame, onPlane(state.at))
    const name = state.name[language]
    const size = { width: widthOf(name, text), height: text * 1.25 }
    const area = { x: x - size.width / 2, y: y - size.height / 2, ...size }
    const hasRoom = size.width <= (spans.get(state.id) ?? 0) * frame.scale * (state.own ? 1.1 : 0.9)
    if (hasRoom && fits(area, [...taken, ...made], frame)) made.push({ name, ...area })
  }
  return made
}

const fits = (area: Area, taken: readonly Area[], frame: Frame) =>
  area.x >= 4 && area.y >= 4 && area.x + area.width <= frame.width - 4 && area.y + area.height <= frame.height - 4 && taken.every((other) => !meets(area, other)) // prettier-ignore
