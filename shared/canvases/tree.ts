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
import { mostChosen } from './parts/most-chosen.ts'
import { linesIn } from './parts/fit-text.ts'
import { forestOf } from './parts/forest.ts'
import { sideOf } from './parts/levels.ts'
import { boxAt, paints, textAt, type Paint } from './parts/paint.ts'
import { wall } from './parts/wall.ts'
import { pictureOrList } from './parts/wall-list.ts'
import { layTree, type Spot } from './parts/tree-layout.ts'

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
    const kept = merged.clusters.filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)
    if (kept.length === 0) return null
    const shown = mostNamed(kept, setting, exercise, measures[look].most)
    const { spots, rows } = layout(shown, setting, exercise)
    const size = sizeFor(look, spots, rows)
    const paint = paints[look]
    return {
      width: size.width,
      height: size.head + rows * size.row + size.foot,
      shapes: [
        ...headShapes(spots, setting, exercise, language, size, paint),
        ...spots.flatMap((spot) => (spot.from ? [linkShape(spot, spot.from, size, paint)] : [])),
        ...spots.flatMap((spot) => boxShapes(spot, merged, exercise, language, size, paint)),
        footShape(kept.length - shown.length, rows, merged, language, size, paint),
      ],
    }
  },
  wall: (scene) => pictureOrList(tree, scene),
}

function targetIn(value: unknown): string[] {
  return typeof value === 'object' && value !== null && 'card' in value && typeof value.card === 'string' ? [value.card] : []
}

/** Under the cluster that most groups link as parent; links to what is not drawn lead nowhere. */
function layout(clusters: readonly Cluster[], setting: CanvasOf<'tree'>, exercise: Exercise) {
  const ids = new Set(clusters.map(({ id }) => id))
  const roots = forestOf(clusters, (cluster) => {
    const links = cluster.fields[setting.parent]
    return links?.type === 'links'
      ? (links.links.find((link) => link.cluster !== cluster.id && ids.has(link.cluster))?.cluster ?? null)
      : null
  })
  const codes = levelsOf(setting, exercise).map(({ code }) => code)
  const levelOf = (cluster: Cluster) => levelIn(cluster, setting)
  return layTree(roots, (root, item) => (setting.trunk === undefined ? 'after' : sideOf(codes, levelOf(root), levelOf(item))))
}

const levelIn = (cluster: Cluster, { level }: CanvasOf<'tree'>) => (level === undefined ? null : mostChosen(cluster.fields[level]))

function levelsOf({ kind, level }: CanvasOf<'tree'>, exercise: Exercise) {
  const field = level === undefined ? undefined : exercise.kinds[kind]?.fields[level]
  return field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
}

/** As many as find room: what fewest groups named goes first, from the ends of the branches inwards. */
function mostNamed(clusters: readonly Cluster[], setting: CanvasOf<'tree'>, exercise: Exercise, most: number): readonly Cluster[] {
  let left = clusters
  for (;;) {
    const { spots, rows } = layout(left, setting, exercise)
    if (rows <= most) return left
    const parents = new Set(spots.map(({ from }) => from))
    const ends = spots.filter((spot) => !parents.has(spot)).map(({ item }) => item)
    const places = new Map(left.map((cluster, index) => [cluster, index]))
    ends.sort((a, b) => a.groups.length - b.groups.length || places.get(b)! - places.get(a)!)
    const gone = new Set(ends.slice(0, rows - most))
    left = left.filter((cluster) => !gone.has(cluster))
  }
}

const measures = {
  light: { width: 1200, text: 24, head: 52, foot: 64, row: { least: 104, most: 104 }, most: 14, widest: 420 },
  dark: { width: wall.width, text: wall.text, head: 52, foot: 48, row: { least: 56, most: 116 }, most: 11, widest: 640 },
} as const
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

function sizeFor(look: 'light' | 'dark', spots: readonly Spot<Cluster>[], rows: number): Size {
  const { width, text, head, foot, row, widest } = measures[look]
  const columns = spots.map((spot) => spot.column)
  const first = Math.min(...columns)
  const count = Math.max(...columns) - first + 1
  const height = Math.min(row.most, Math.max(row.least, Math.floor((wall.height - head - foot) / rows)))
  return { width, text, head, foot, row: height, first, column: Math.min(widest, (width - (count - 1) * between) / count) }
}

const leftOf = (column: number, size: Size) => (column - size.first) * (size.column + between)
const middleOf = (at: number, size: Size) => size.head + (at + 0.5) * size.row

/** The level of a column, where all that stands in it is of one. */
function headShapes(
  spots: readonly Spot<Cluster>[],
  setting: CanvasOf<'tree'>,
  exercise: Exercise,
  language: Language,
  size: Size,
  paint: Paint,
): Shape[] {
  const terms = levelsOf(setting, exercise)
  const columns = Map.groupBy(spots, (spot) => spot.column)
  return [...columns].flatMap(([column, here]) => {
    const levels = new Set(here.map(({ item }) => levelIn(item, setting)))
    const label = levels.size === 1 ? terms.find(({ code }) => levels.has(code))?.label[language] : undefined
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
