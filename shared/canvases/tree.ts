import type { CanvasOf, Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import { isOwnTask } from '../merge/assembled.ts'
import { outerTally } from '../merge/sessions.ts'
import { signKey, tallySign } from '../merge/tally-words.ts'
import type { Cluster, Merged } from '../merge/cluster.ts'
import { clusterTitle } from '../merge/in-words.ts'
import type { Shape } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { linesIn } from './parts/fit-text.ts'
import { headsOf, levelsOf, mostNamed, type MergedTree } from './parts/merged-tree.ts'
import { boxAt, paints, textAt, type Paint } from './parts/paint.ts'
import type { Spot } from './parts/tree-layout.ts'
import { unlettered } from './parts/wall.ts'
import { treePages } from './parts/wall-tree.ts'

/** Cards under each other. A card is finished when it says its level; where no levels are asked, when it hangs on the tree. */
export const tree: Canvas<'tree'> = {
  type: 'tree',
  needs: (setting) => [
    { kind: setting.kind, field: setting.parent, types: ['link'] },
    ...(setting.level === undefined ? [] : [{ kind: setting.kind, field: setting.level, types: ['choice'] }]),
  ],
  otherKinds: () => [],
  progress(cards, setting) {
    const own = cards.filter((card) => card.kind === setting.kind)
    const parents = new Set(own.flatMap(({ fields }) => targetIn(fields[setting.parent])))
    const hangs = own.filter(({ id, fields }) =>
      setting.level === undefined
        ? parents.has(id) || targetIn(fields[setting.parent]).length > 0
        : (fields[setting.level] ?? null) !== null,
    )
    return { finished: hangs.length, of: own.length }
  },
  figure(merged, setting, exercise, language, look) {
    if (look === 'dark') return treePages({ merged, setting, exercise, language, ...unlettered })[0] ?? null
    const kept = merged.clusters.filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)
    if (kept.length === 0) return null
    const { left: shown, tree } = mostNamed(kept, setting, exercise, measures.most)
    const { spots, rows } = tree
    const size = sizeFor(spots)
    const paint = paints.light
    return {
      width: size.width,
      height: size.head + rows * size.row + size.foot,
      shapes: [
        ...headShapes(tree, setting, exercise, language, size, paint),
        ...spots.flatMap((spot) => (spot.from ? [linkShape(spot, spot.from, size, paint)] : [])),
        ...spots.flatMap((spot) => boxShapes(spot, merged, exercise, language, size, paint)),
        footShape(kept.length - shown.length, rows, merged, language, size, paint),
      ],
    }
  },
  wall: treePages,
}

function targetIn(value: unknown): string[] {
  return typeof value === 'object' && value !== null && 'card' in value && typeof value.card === 'string' ? [value.card] : []
}

/** On paper; the wall is drawn by `wall-tree`. */
const measures = { width: 1200, text: 24, head: 52, foot: 64, row: 104, most: 14, widest: 420 } as const
/** From line to line, in parts of the text size: three lines stand in a box on the wall. */
const leading = 1.12
/** Between two columns, where the lines run. */
const between = 28

interface Size {
  readonly width: number
  readonly text: number
  readonly head: number
  readonly foot: number
  readonly row: number
  readonly column: number
  readonly first: number
}

function sizeFor(spots: readonly Spot<Cluster>[]): Size {
  const { width, widest } = measures
  const columns = spots.map((spot) => spot.column)
  const first = Math.min(...columns)
  const count = Math.max(...columns) - first + 1
  return { ...measures, first, column: Math.min(widest, (width - (count - 1) * between) / count) }
}

const leftOf = (column: number, size: Size) => (column - size.first) * (size.column + between)
const middleOf = (at: number, size: Size) => size.head + (at + 0.5) * size.row

function headShapes(
  tree: MergedTree,
  setting: CanvasOf<'tree'>,
  exercise: Exercise,
  language: Language,
  size: Size,
  paint: Paint,
): Shape[] {
  const terms = levelsOf(setting, exercise)
  return [...headsOf(tree, setting)].flatMap(([column, level]) => {
    const label = terms.find(({ code }) => code === level)?.label[language]
    if (label === undefined) return []
    const words = linesIn(label, size.column + between - 8, size.text, 1)[0] ?? ''
    return [textAt(leftOf(column, size), size.text + 4, words, { size: size.text, fill: paint.ink2, weight: 600 })]
  })
}

function linkShape(spot: Spot<Cluster>, from: Spot<Cluster>, size: Size, paint: Paint): Shape {
  const after = spot.column > from.column
  const start = leftOf(from.column, size) + (after ? size.column : 0)
  const end = leftOf(spot.column, size) + (after ? 0 : size.column)
  const middle = (start + end) / 2
  const d = `M ${start} ${middleOf(from.at, size)} H ${middle} V ${middleOf(spot.at, size)} H ${end}`
  return { is: 'path', d, look: { fill: 'none', stroke: paint.edge, width: 2 } }
}

function boxShapes(
  { item, column, at }: Spot<Cluster>,
  merged: Merged,
  exercise: Exercise,
  language: Language,
  size: Size,
  paint: Paint,
): Shape[] {
  const height = size.row - 8
  const [x, y] = [leftOf(column, size), middleOf(at, size) - height / 2]
  const count = isOwnTask(item) ? '' : tallySign(item, merged)
  // The words flow around the count, which stands where they begin.
  const badge = count === '' ? 0 : size.text * 0.58 * (count.length - 1) + 20
  const most = Math.max(1, Math.min(3, Math.floor((height + 2) / (size.text * leading))))
  const lines = linesIn(clusterTitle(item, exercise, language), size.column - 24, size.text, most, badge)
  const words = { size: size.text, fill: paint.ink, weight: column === 0 ? 700 : 400 } as const
  // Three lines fill the box: they stand a little higher, so that tails of letters keep off its edge.
  const rise = lines.length > 2 ? 0.26 : 0.36
  const first = y + height / 2 + size.text * rise - ((lines.length - 1) / 2) * size.text * leading
  const { count: named, of } = outerTally(item, merged)
  const all = named === of
  return [
    boxAt(x + 1, y, size.column - 2, height, { fill: paint.card, stroke: all ? paint.ink2 : paint.line, width: 2 }),
    textAt(x + 12, first, count, { size: size.text, fill: paint.accent, weight: 700 }),
    ...lines.map((line, index) => textAt(x + 12 + (index === 0 ? badge : 0), first + index * size.text * leading, line, words)),
  ]
}

function footShape(more: number, rows: number, merged: Merged, language: Language, size: Size, paint: Paint): Shape {
  const t = translator(language)
  const key = signKey('onTree', merged, t)
  const words = more > 0 ? `${key} ${t('onTree.more', { count: more })}` : key
  return textAt(0, size.head + rows * size.row + size.foot - 16, linesIn(words, size.width, size.text, 1)[0] ?? '', {
    size: size.text,
    fill: paint.ink2,
  })
}
