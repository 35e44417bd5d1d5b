import type { Figure, Shape } from '../../report/figures/figure.ts'
import { translator } from '../../i18n/messages.ts'
import type { Scene } from '../canvas.ts'
import { cellRowsOf, columnsOf, type Cell, type CellRow } from './cells.ts'
import { linesIn, widthOf } from './fit-text.ts'
import { hatchIn } from './hatch.ts'
import { boxAt, linesAt, pillarHues, textAt } from './paint.ts'
import { dark, footLine, headOf, nameIn, pageOf, ruleAt, wall } from './wall.ts'

type Matrix = Scene<'matrix'>

const [left, head, foot, gap] = [600, 76, 56, 8]
/** More rows than these are told on further pages, as many on each. */
const most = 7
const tallest = 132
/** The figure in a cell. */
const figure = 52

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The merged matrix, one large figure a cell: where something is, how strong it is, and where there is nothing. */
export function matrixPages(scene: Matrix): Figure[] {
  const { merged, setting, exercise } = scene
  const columns = columnsOf(setting, exercise)
  const rows = columns.length === 0 ? [] : cellRowsOf(merged, setting, exercise)
  const pages = Math.ceil(rows.length / most)
  const each = Math.ceil(rows.length / Math.max(1, pages))
  const gaps = rows.flatMap(({ cells }) => cells.filter((cell) => cell.gap)).length
  const row = Math.min(tallest, Math.floor((wall.height - head - foot) / Math.max(1, each)))
  return Array.from({ length: pages }, (_, page) => {
    const here = rows.slice(page * each, (page + 1) * each)
    const after = rows.length - page * each - here.length
    return pageOf([
      ...headShapes(gaps, scene),
      ...here.flatMap((one, index) => rowShapes(one, { x: 0, y: head + index * row, width: wall.width, height: row }, scene)),
      ...footLine(footWords(after, scene), head + here.length * row + 40),
    ])
  })
}

const columnWidth = (scene: Matrix) => (wall.width - left) / columnsOf(scene.setting, scene.exercise).length

/** How many gaps there are is what the room takes away: it stands first, and large. */
function headShapes(gaps: number, scene: Matrix): Shape[] {
  const { setting, exercise, language } = scene
  const field = exercise.kinds[setting.kind]?.fields[setting.columns]
  const hues = field?.type === 'choice' && field.from === 'pillars' ? pillarHues : {}
  const width = columnWidth(scene)
  const count = translator(language)('onMatrix.gaps', { count: gaps })
  const heads = columnsOf(setting, exercise).map(({ label }) => headOf(label[language], scene))
  const size = [wall.read, wall.name].find((one) => heads.every((words) => widthOf(words, one) <= width - 24)) ?? wall.text
  return [
    ...linesAt(0, (head - gap) / 2, [count], { size: wall.read + 4, fill: gaps > 0 ? dark.warn : dark.ink2, weight: 700 }),
    ...columnsOf(setting, exercise).flatMap(({ code, label }, index): Shape[] => {
      const [hue, x] = [hues[code], left + index * width]
      const words = headOf(label[language], scene)
      return [
        boxAt(x + gap / 2, 0, width - gap, head - gap, { fill: hue ?? dark.line }),
        ...linesAt(x + width / 2, (head - gap) / 2, linesIn(words, width - 20, size, 1), { size, fill: '#FFFFFF', weight: 600, anchor: 'middle' }),
      ]
    }),
  ]
} // prettier-ignore

function rowShapes({ cluster, cells }: CellRow, { y, height }: Area, scene: Matrix): Shape[] {
  const width = columnWidth(scene)
  return [
    ruleAt(0, y, left - gap),
    ...nameShapes(nameIn(cluster, scene), scene.beside?.get(cluster.id) ?? null, y, height),
    ...cells.flatMap((cell, index) =>
      cellShapes(cell, { x: left + index * width + gap / 2, y: y + gap / 2, width: width - gap, height: height - gap }, scene),
    ),
  ]
}

/** As large as it is read from the last row where one line holds it, else in two; below it what the room gave to it. */
function nameShapes(name: string, beside: string | null, y: number, height: number): Shape[] {
  const room = left - 24
  const isShort = widthOf(name, wall.read) <= room
  const size = isShort || height >= 112 ? wall.read : wall.name
  const most = beside === null ? 2 : height >= 124 ? 2 : 1
  const lines = linesIn(name, room, size, most)
  const middle = y + height / 2 - (beside === null ? 0 : 19)
  const given = beside === null ? [] : linesIn(beside, room, wall.text, 1)
  return [
    ...linesAt(0, middle, lines, { size, fill: dark.ink, weight: 600 }),
    ...given.map((line) => textAt(0, middle + (lines.length * size * 1.22) / 2 + 26, line, { size: wall.text, fill: dark.accent })),
  ]
}

/** The figure says how strong (or how many groups), the bar says it once more; what is missing or weak is hatched and dashed. */
function cellShapes(cell: Cell, area: Area, { language, setting, exercise }: Matrix): Shape[] {
  const { x, y, width, height } = area
  const t = translator(language)
  const isEmpty = cell.groups.length === 0
  const field = setting.value === undefined ? undefined : exercise.kinds[setting.kind]?.fields[setting.value]
  const of = cell.median === null ? cell.asked : field?.type === 'rating' ? field.of : 5
  const value = cell.median ?? cell.groups.length
  const share = Math.min(1, value / Math.max(1, of))
  const fill = isEmpty ? 'none' : share <= 0.4 ? dark.low : share < 0.8 ? dark.middle : dark.high
  const edge = cell.gap ? { stroke: dark.warn, width: 4, dash: '14 9' } : {}
  const middle = y + height / 2
  const ground = [
    boxAt(x + 2, y + 2, width - 4, height - 4, { fill, ...edge }),
    ...(cell.gap ? hatchIn({ x: x + 6, y: y + 6, width: width - 12, height: height - 12 }, 26, dark.warn) : []),
  ]
  if (isEmpty) {
    const word = t('onMatrix.gap')
    const room = widthOf(word, wall.read) + 28
    if (!cell.gap) return ground
    return [
      ...ground,
      boxAt(x + (width - room) / 2, middle - 26, room, 52, { fill: dark.ground }),
      ...linesAt(x + width / 2, middle, [word], { size: wall.read, fill: dark.warn, weight: 700, anchor: 'middle' }),
    ]
  }
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)
  const beside = cell.median === null ? t('onWall.of', { m: cell.asked }) : t('words.nOfM', { n: cell.groups.length, m: cell.asked })
  const ink = cell.gap ? dark.warn : dark.ink
  const bar = { y: y + height - 18, width: width - 36 }
  return [
    ...ground,
    boxAt(x + 18, bar.y, bar.width, 8, { fill: dark.ground }, 4),
    boxAt(x + 18, bar.y, Math.max(8, bar.width * share), 8, { fill: ink }, 4),
    ...(cell.gap ? [boxAt(x + 10, y + 8, widthOf(number, figure) + 20, height - 30, { fill: dark.ground, opacity: 0.7 })] : []),
    ...linesAt(x + 20, middle - 6, [number], { size: figure, fill: ink, weight: 700 }),
    ...linesAt(x + width - 20, middle - 6, [beside], { size: wall.text, fill: dark.ink, anchor: 'end' }),
  ]
}

function footWords(after: number, { language, setting, exercise }: Matrix): string {
  const t = translator(language)
  const field = setting.value === undefined ? undefined : exercise.kinds[setting.kind]?.fields[setting.value]
  const key = field ? t('onMatrix.keyRated', { field: field.label[language].toLocaleLowerCase(language) }) : t('onMatrix.key')
  return after > 0 ? `${headed(t('plenary.more', { count: after }), language)} · ${key}` : key
}

const headed = (words: string, language: string) => words.slice(0, 1).toLocaleUpperCase(language) + words.slice(1)
