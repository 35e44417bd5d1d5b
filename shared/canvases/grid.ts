import type { Field } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import type { Cluster, MergedRatings } from '../merge/cluster.ts'
import type { Look, Shape } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { linesIn, widthOf } from './parts/fit-text.ts'
import { textAt } from './parts/paint.ts'
import { listBeside, listPages } from './parts/wall-list.ts'

/** Pixels of the figure. In the report the scale's words stand at the axes; on the projector nothing is under 28 px. */
interface Measures {
  readonly cell: { readonly width: number; readonly height: number; readonly gap: number }
  readonly left: number
  readonly top: number
  readonly bottom: number
  readonly text: number
  /** In a circle. */
  readonly number: number
  readonly words: boolean
  /** Of the circle of a cluster that nobody and that everybody named. */
  readonly radius: { readonly least: number; readonly most: number }
}
const measures: Record<'light' | 'dark', Measures> = {
  light: {
    cell: { width: 168, height: 96, gap: 6 },
    left: 260,
    top: 56,
    bottom: 112,
    text: 24,
    number: 24,
    words: true,
    radius: { least: 21, most: 30 },
  },
  dark: {
    cell: { width: 125, height: 104, gap: 6 },
    left: 56,
    top: 52,
    bottom: 92,
    text: 28,
    number: 34,
    words: false,
    radius: { least: 27, most: 32 },
  },
}

/** What each look of the grid is painted with; the tints are one neutral in three depths (LOOKS.md). */
const looks = {
  light: {
    ink: '#20242A',
    ink2: '#474C54',
    low: '#F4EFE7',
    middle: '#EADFCB',
    high: '#DFC9A5',
    chip: '#FFFFFF',
    chipInk: '#20242A',
    edge: '#20242A',
    box: '#0E5568',
    warn: '#8A4B00',
  },
  dark: {
    ink: '#F4F0E7',
    ink2: '#C3C6C8',
    low: '#1E242B',
    middle: '#2B2A28',
    high: '#423527',
    chip: '#F4F0E7',
    chipInk: '#14181D',
    edge: '#14181D',
    box: '#C3C6C8',
    warn: '#F2BE5C',
  },
} as const
type Palette = (typeof looks)[keyof typeof looks]

/** Two ratings across each other: five by five in the field's tradition (DOMAIN 2.5), scale to the right, impact up. */
export const grid: Canvas<'grid'> = {
  type: 'grid',
  needs: (setting) => [
    { kind: setting.kind, field: setting.x, types: ['rating'] },
    { kind: setting.kind, field: setting.y, types: ['rating'] },
  ],
  otherKinds: () => [],
  progress(cards, setting) {
    const own = cards.filter((card) => card.kind === setting.kind)
    const rated = own.filter((card) => card.fields[setting.x] !== null && card.fields[setting.y] !== null)
    return { finished: rated.length, of: own.length }
  },
  figure(merged, setting, exercise, language, look) {
    const fields = exercise.kinds[setting.kind]?.fields
    const [x, y] = [fields?.[setting.x], fields?.[setting.y]]
    if (x?.type !== 'rating' || y?.type !== 'rating') return null
    const size = sizeOf(x, y, language, look)
    const spots = merged.clusters
      .filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)
      .flatMap((cluster, index) => spotOf(cluster, index + 1, setting))
    const palette = looks[look]
    return {
      width: size.left + size.across * (size.cell.width + size.cell.gap) + 4,
      height: size.top + size.up * (size.cell.height + size.cell.gap) + size.bottom,
      shapes: [
        ...cellShapes(size, palette),
        ...axisShapes(x, y, size, language, palette),
        ...spots.flatMap((spot) => boxShapes(spot, size, palette)),
        ...chipShapes(spots, merged.groups.length, size, palette),
      ],
    }
  },
  wall(scene) {
    const { merged, setting, exercise, language } = scene
    const picture = grid.figure(merged, setting, exercise, language, 'dark')
    return picture ? listBeside(scene, picture, (x, y) => keyShapes(x, y, language)) : listPages(scene)
  },
}

/** What the marks in the picture mean, in one line. */
function keyShapes(x: number, y: number, language: Language): Shape[] {
  const t = translator(language)
  const { chip, box, warn, ink2 } = looks.dark
  const mark = (left: number, width: number, look: Look): Shape => ({ is: 'rect', x: left, y: y - 20, width, height: 22, radius: 11, look })
  const signs = [
    { words: t('plenary.median'), width: 22, look: { fill: chip } },
    { words: t('plenary.range'), width: 38, look: { fill: 'none', stroke: box, width: 2 } },
    { words: t('plenary.tablesDiffer'), width: 38, look: { fill: 'none', stroke: warn, width: 3, dash: '9 6' } },
  ]
  let left = x
  return signs.flatMap(({ words, width, look }) => {
    const from = left
    left += width + 12 + widthOf(words, 28) + 24
    return [mark(from, width, look), textAt(from + width + 12, y, words, { size: 28, fill: ink2 })]
  })
}

interface Spot {
  readonly number: number
  readonly groups: number
  readonly x: MergedRatings
  readonly y: MergedRatings
  readonly differs: boolean
}
type Rating = Field & { type: 'rating' }
interface Size extends Measures {
  readonly across: number
  readonly up: number
}

function spotOf(cluster: Cluster, number: number, setting: { x: string; y: string }): Spot[] {
  const [x, y] = [cluster.fields[setting.x], cluster.fields[setting.y]]
  if (x?.type !== 'ratings' || y?.type !== 'ratings' || x.median === null || y.median === null) return []
  return [{ number, groups: cluster.groups.length, x, y, differs: x.consensus === 'divergent' || y.consensus === 'divergent' }]
}

const lineHeight = 28
/** The words of one value under its column, in two lines where one is too short for them. */
const wordsUnder = (x: Rating, value: number, language: Language, { cell, text }: Measures) =>
  linesIn(x.scale[value - 1]?.[language] ?? '', cell.width + 2 * cell.gap, text, 2)

function sizeOf(x: Rating, y: Rating, language: Language, look: 'light' | 'dark'): Size {
  const all = measures[look]
  const lines = all.words ? x.scale.map((_, index) => wordsUnder(x, index + 1, language, all).length) : []
  return { across: x.of, up: y.of, ...all, bottom: all.bottom + Math.max(0, ...lines.map((count) => count - 1)) * lineHeight }
}

const atX = (value: number, { left, cell }: Size) => left + (value - 1) * (cell.width + cell.gap) + cell.width / 2
const atY = (value: number, { top, up, cell }: Size) => top + (up - value) * (cell.height + cell.gap) + cell.height / 2

function cellShapes(size: Size, palette: Palette): Shape[] {
  const { cell } = size
  const shapes: Shape[] = []
  for (let up = size.up; up >= 1; up--)
    for (let across = 1; across <= size.across; across++) {
      const score = across * up
      const fill = score >= 16 ? palette.high : score >= 11 ? palette.middle : palette.low
      shapes.push({
        is: 'rect',
        x: atX(across, size) - cell.width / 2,
        y: atY(up, size) - cell.height / 2,
        width: cell.width,
        height: cell.height,
        radius: 8,
        look: { fill },
      })
    }
  return shapes
}

function axisShapes(x: Rating, y: Rating, size: Size, language: Language, palette: Palette): Shape[] {
  const text = (at: { x: number; y: number }, words: string, anchor: 'start' | 'middle' | 'end', weight: 400 | 600, look: Look): Shape => ({
    is: 'text',
    ...at,
    text: words,
    size: size.text,
    weight,
    anchor,
    look,
  })
  const [ink, ink2] = [{ fill: palette.ink }, { fill: palette.ink2 }]
  const { cell, left, top, words } = size
  const start = words ? 16 : 0
  const bottom = top + size.up * (cell.height + cell.gap)
  const shapes = [
    text({ x: start, y: 34 }, `${y.label[language]} ↑`, 'start', 600, ink2),
    text(
      { x: left + size.across * (cell.width + cell.gap) - cell.gap, y: bottom + size.bottom - 18 },
      `${x.label[language]} →`,
      'end',
      600,
      ink2,
    ),
  ]
  for (let value = 1; value <= size.up; value++) {
    shapes.push(text({ x: start, y: atY(value, size) + 9 }, String(value), 'start', 600, ink))
    if (words) shapes.push(text({ x: start + 26, y: atY(value, size) + 9 }, y.scale[value - 1]?.[language] ?? '', 'start', 400, ink2))
  }
  for (let value = 1; value <= size.across; value++) {
    shapes.push(text({ x: atX(value, size), y: bottom + 28 }, String(value), 'middle', 600, ink))
    const under = words ? wordsUnder(x, value, language, size) : []
    shapes.push(...under.map((line, at) => text({ x: atX(value, size), y: bottom + 56 + at * lineHeight }, line, 'middle', 400, ink2)))
  }
  return shapes
}

/** From the lowest to the highest value of any group; nothing where all say the same. */
function boxShapes(spot: Spot, size: Size, palette: Palette): Shape[] {
  const { x, y } = spot
  if (x.min === x.max && y.min === y.max) return []
  const [x1, x2, y1, y2] = [atX(x.min!, size), atX(x.max!, size), atY(y.max!, size), atY(y.min!, size)]
  const pad = 30
  const look: Look = spot.differs ? { fill: 'none', stroke: palette.warn, width: 3, dash: '10 7' } : { fill: palette.box, opacity: 0.14 }
  return [{ is: 'rect', x: x1 - pad, y: y1 - pad, width: x2 - x1 + 2 * pad, height: y2 - y1 + 2 * pad, radius: 22, look }]
}

/** A circle at the medians, larger when more groups named it. Those that fall on one spot stand side by side. */
/** Clusters of one spot stand side by side; what would run out of the cell is counted, the list names it. */
function chipShapes(spots: readonly Spot[], groups: number, size: Size, palette: Palette): Shape[] {
  const piles = Map.groupBy(spots, (spot) => `${spot.x.median} ${spot.y.median}`)
  return [...piles.values()].flatMap((pile) => {
    const shown = pile.length > mostInPile ? pile.slice(0, mostInPile - 1) : pile
    const places = placesIn(Math.min(pile.length, mostInPile), size.radius.most)
    const chips = shown.flatMap((spot, index) => chip(spot, places[index]!, groups, size, palette))
    return shown.length === pile.length
      ? chips
      : [...chips, moreInPile(pile[0]!, pile.length - shown.length, places.at(-1)!, size, palette)]
  })
}

const mostInPile = 4
interface Shift {
  readonly x: number
  readonly y: number
}

/** One or two in a row, three or four in two rows. */
function placesIn(count: number, radius: number): Shift[] {
  const across = Math.min(2, count)
  const rows = Math.ceil(count / 2)
  return Array.from({ length: count }, (_, index) => {
    const inRow = Math.min(across, count - Math.floor(index / 2) * 2)
    return { x: ((index % 2) - (inRow - 1) / 2) * radius * 1.8, y: (Math.floor(index / 2) - (rows - 1) / 2) * radius * 1.6 }
  })
}

function moreInPile(spot: Spot, more: number, shift: Shift, size: Size, palette: Palette): Shape {
  const [x, y] = [atX(spot.x.median!, size) + shift.x, atY(spot.y.median!, size) + shift.y + size.text * 0.36]
  return { is: 'text', x, y, text: `+${more}`, size: size.text, weight: 700, anchor: 'middle', look: { fill: palette.ink } }
}

function chip(spot: Spot, shift: Shift, groups: number, size: Size, palette: Palette): Shape[] {
  const { least, most } = size.radius
  const radius = least + (most - least) * (groups === 0 ? 0 : spot.groups / groups)
  const at = { x: atX(spot.x.median!, size) + shift.x, y: atY(spot.y.median!, size) + shift.y }
  const fill = spot.differs ? palette.warn : palette.chip
  const ink = spot.differs && palette === looks.light ? '#FFFFFF' : palette.chipInk
  return [
    { is: 'circle', ...at, radius, look: { fill, stroke: palette.edge, width: 2 } },
    {
      is: 'text',
      x: at.x,
      y: at.y + size.number * 0.36,
      text: String(spot.number),
      size: size.number,
      weight: 700,
      anchor: 'middle',
      look: { fill: ink },
    },
  ]
}
