import type { CanvasOf, Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import { clusterTitle } from '../merge/in-words.ts'
import type { Shape } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { cellRowsOf, columnsOf, type Cell } from './parts/cells.ts'
import { linesIn, widthOf } from './parts/fit-text.ts'
import { boxAt, linesAt, paints, pillarHues, textAt, type Paint } from './parts/paint.ts'
import { listPages } from './parts/wall-list.ts'
import { matrixPages } from './parts/wall-matrix.ts'
import { unlettered } from './parts/wall.ts'

/** Cards in cells: a row for each card of another kind, a column for each term. A card is finished when it has its cell, and its value where one is asked. */
export const matrix: Canvas<'matrix'> = {
  type: 'matrix',
  needs: (setting) => [
    { kind: setting.kind, field: setting.rows, types: ['link'] },
    { kind: setting.kind, field: setting.columns, types: ['choice'] },
    ...(setting.value === undefined ? [] : [{ kind: setting.kind, field: setting.value, types: ['rating'] }]),
  ],
  otherKinds: () => [],
  progress(cards, setting) {
    const own = cards.filter((card) => card.kind === setting.kind)
    const asked = [setting.rows, setting.columns, ...(setting.value === undefined ? [] : [setting.value])]
    return { finished: own.filter((card) => asked.every((id) => (card.fields[id] ?? null) !== null)).length, of: own.length }
  },
  figure(merged, setting, exercise, language, look) {
    const columns = columnsOf(setting, exercise)
    if (look === 'dark') return matrixPages({ merged, setting, exercise, language, ...unlettered })[0] ?? null
    const rows = cellRowsOf(merged, setting, exercise)
    if (rows.length === 0 || columns.length === 0) return null
    const shown = rows.slice(0, measures.most)
    const size = sizeFor(columns.length)
    const paint = paints.light
    return {
      width: size.width,
      height: size.head + shown.length * size.row + size.foot,
      shapes: [
        ...headShapes(columns, setting, exercise, language, size, paint),
        ...shown.flatMap(({ cluster, cells }, index) => [
          ...rowShapes(clusterTitle(cluster, exercise, language), index, size, paint),
          ...cells.flatMap((cell, column) => cellShapes(cell, { row: index, column }, language, size, paint)),
        ]),
        ...footShapes(rows.length - shown.length, shown.length, setting, exercise, language, size, paint),
      ],
    }
  },
  wall(scene) {
    const pages = matrixPages(scene)
    return pages.length > 0 ? pages : listPages(scene)
  },
}

/** On paper; the wall is drawn by `wall-matrix`. */
const measures = { width: 1200, left: 380, head: 64, foot: 88, text: 24, row: 76, most: 24 } as const
const gap = 6

interface Size {
  readonly width: number
  readonly left: number
  readonly head: number
  readonly foot: number
  readonly text: number
  readonly row: number
  readonly column: number
}

const sizeFor = (columns: number): Size => ({ ...measures, column: (measures.width - measures.left) / columns })

function headShapes(
  columns: ReturnType<typeof columnsOf>,
  setting: CanvasOf<'matrix'>,
  exercise: Exercise,
  language: Language,
  size: Size,
  paint: Paint,
): Shape[] {
  const field = exercise.kinds[setting.kind]?.fields[setting.columns]
  const pillars = field?.type === 'choice' && field.from === 'pillars'
  const text = sizeOfAll(
    columns.map(({ label }) => label[language]),
    size.column - 3 * gap,
    size.text,
  )
  return columns.flatMap(({ code, label }, index) => {
    const hue = pillars ? pillarHues[code] : undefined
    const x = size.left + index * size.column
    const lines = linesIn(label[language], size.column - 3 * gap, text, 1)
    return [
      boxAt(x + gap / 2, 0, size.column - gap, size.head - gap, { fill: hue ?? paint.sunk }),
      ...linesAt(x + size.column / 2, (size.head - gap) / 2, lines, {
        size: text,
        fill: hue === undefined ? paint.ink : '#FFFFFF',
        weight: 600,
        anchor: 'middle',
      }),
    ]
  })
}

/** The largest size at which none of the words is cut; two thirds of the usual one at least. */
function sizeOfAll(words: readonly string[], width: number, usual: number): number {
  const widest = Math.max(...words.map((one) => widthOf(one, 1)))
  return Math.max(Math.ceil((usual * 2) / 3), Math.min(usual, Math.floor(width / widest)))
}

function rowShapes(name: string, index: number, size: Size, paint: Paint): Shape[] {
  const y = size.head + index * size.row
  // A name that is longer than two lines has three, smaller ones.
  const usual = linesIn(name, size.left - 24, size.text, 2)
  const isCut = usual.at(-1)?.endsWith('…') === true
  const text = isCut ? size.text * 0.8 : size.text
  const lines = isCut ? linesIn(name, size.left - 24, text, 3) : usual
  const rule: Shape = { is: 'line', x1: 0, y1: y, x2: size.left - gap, y2: y, look: { stroke: paint.line, width: 2 } }
  return [...(index === 0 ? [] : [rule]), ...linesAt(0, y + size.row / 2, lines, { size: text, fill: paint.ink, weight: 600 })]
}

/** A darker ground for a stronger answer; a dashed edge where it is missing or weak. */
function cellShapes(cell: Cell, at: { row: number; column: number }, language: Language, size: Size, paint: Paint): Shape[] {
  const t = translator(language)
  const [x, y] = [size.left + at.column * size.column + gap / 2, size.head + at.row * size.row + gap / 2]
  const [width, height] = [size.column - gap, size.row - gap]
  const fill = cell.groups.length === 0 ? 'none' : cell.median === null ? paint.low : tintOf(cell.median, paint)
  const edge = cell.gap ? { stroke: paint.warn, width: 3, dash: '9 6' } : {}
  const count = t('words.nOfM', { n: cell.groups.length, m: cell.asked })
  const middle = y + height / 2
  const ground = boxAt(x + 1.5, middle - height / 2 + 1.5, width - 3, height - 3, { fill, ...edge })
  if (cell.groups.length === 0)
    return [
      ground,
      ...(cell.gap ? linesAt(x + width / 2, middle, linesIn(t('onMatrix.gap'), width - 16, size.text, 1), { size: size.text, fill: paint.warn, weight: 600, anchor: 'middle' }) : []), // prettier-ignore
    ]
  if (cell.median === null)
    return [ground, ...linesAt(x + width / 2, middle, [count], { size: size.text, fill: paint.ink, weight: 600, anchor: 'middle' })]
  const value = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(cell.median)
  return [
    ground,
    ...linesAt(x + 18, middle, [value], { size: size.text + 4, fill: cell.gap ? paint.warn : paint.ink, weight: 700 }),
    ...linesAt(x + width - 16, middle, [count], { size: size.text, fill: paint.ink2, anchor: 'end' }),
  ]
}

const tintOf = (value: number, paint: Paint) => (value <= 2 ? paint.low : value < 4 ? paint.middle : paint.high)

function footShapes(
  more: number,
  rows: number,
  setting: CanvasOf<'matrix'>,
  exercise: Exercise,
  language: Language,
  size: Size,
  paint: Paint,
): Shape[] {
  const t = translator(language)
  const field = setting.value === undefined ? undefined : exercise.kinds[setting.kind]?.fields[setting.value]
  const key = field ? t('onMatrix.keyRated', { field: field.label[language].toLocaleLowerCase(language) }) : t('onMatrix.key')
  const words = more > 0 ? `${key} ${t('onMatrix.moreRows', { count: more })}` : key
  const y = size.head + rows * size.row + size.foot / 2
  const lines = linesIn(words, size.width, size.text, size.foot > 80 ? 2 : 1)
  return lines.map((line, index) =>
    textAt(0, y + size.text * 0.4 + (index - (lines.length - 1) / 2) * size.text * 1.25, line, { size: size.text, fill: paint.ink2 }),
  )
}
