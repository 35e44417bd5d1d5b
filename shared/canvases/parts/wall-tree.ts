import { translator } from '../../i18n/messages.ts'
import type { Cluster } from '../../merge/cluster.ts'
import { isOwnTask } from '../../merge/assembled.ts'
import { outerTally } from '../../merge/sessions.ts'
import { isShared, numberKey } from '../../merge/tally-words.ts'
import type { Figure, Shape } from '../../report/figures/figure.ts'
import type { Scene } from '../canvas.ts'
import { linesIn, widthOf } from './fit-text.ts'
import { headsOf, levelsOf, mergedTree, mostNamed } from './merged-tree.ts'
import { boxAt, textAt } from './paint.ts'
import type { Spot } from './tree-layout.ts'
import { countDisc, dark, footLine, headOf, nameIn, ownOf, pageOf, wall } from './wall.ts'
import { listPages } from './wall-list.ts'

type Tree = Scene<'tree'>

const [head, foot, between] = [52, 44, 44]
/** Levels and rows that are read from the last row; what lies deeper or finds no row is counted where it hangs, and listed after. */
const [levels, mostRows] = [3, 5]
const tallest = 150
const radius = 27

/** The merged tree in three levels, what most groups named first; then what found no room in it, as a list. */
export function treePages(scene: Tree): Figure[] {
  const all = ownOf(scene)
  if (all.length === 0) return []
  const whole = mergedTree(all, scene.setting, scene.exercise)
  const lowest = scene.setting.trunk === undefined ? 0 : Math.max(-1, Math.min(...whole.spots.map(({ column }) => column)))
  const within = ({ column }: Spot<Cluster>) => column >= lowest && column < lowest + levels
  const near = new Set(whole.spots.filter(within).map(({ item }) => item))
  const { left, tree } = mostNamed(all.filter((cluster) => near.has(cluster)), scene.setting, scene.exercise, mostRows) // prettier-ignore
  const shown = new Set(left)
  const rest = all.filter((cluster) => !shown.has(cluster))
  const below = hiddenBelow(whole.spots, shown)
  const first = Math.min(...tree.spots.map(({ column }) => column))
  const columns = Math.max(...tree.spots.map(({ column }) => column)) - first + 1
  const size = {
    first,
    width: Math.min(860, (wall.width - (columns - 1) * between) / columns),
    row: Math.min(tallest, Math.floor((wall.height - head - foot) / tree.rows)),
  }
  const more = rest.length > 0 ? `${translator(scene.language)('plenary.more', { count: rest.length })} · ` : ''
  const picture = pageOf([
    ...headShapes(headsOf(tree, scene.setting), size, scene),
    ...tree.spots.flatMap((spot) => (spot.from ? [linkShape(spot, spot.from, size)] : [])),
    ...tree.spots.flatMap((spot) => boxShapes(spot, below.get(spot.item) ?? 0, size, scene)),
    ...footLine(`${more}${numberKey(scene.merged, translator(scene.language))}`, head + tree.rows * size.row + 36),
  ])
  return [picture, ...(rest.length > 0 ? listPages(scene, rest) : [])]
}

/** How many hidden clusters hang under each that is shown, at whatever depth. */
function hiddenBelow(spots: readonly Spot<Cluster>[], shown: ReadonlySet<Cluster>): ReadonlyMap<Cluster, number> {
  const counts = new Map<Cluster, number>()
  for (const { item, from } of spots) {
    if (shown.has(item)) continue
    let above = from
    while (above && !shown.has(above.item)) above = above.from
    if (above) counts.set(above.item, (counts.get(above.item) ?? 0) + 1)
  }
  return counts
}

interface Size {
  /** The first column. */
  readonly first: number
  /** Of a column. */
  readonly width: number
  readonly row: number
}
const leftOf = (column: number, { first, width }: Size) => (column - first) * (width + between)
const middleOf = (at: number, { row }: Size) => head + (at + 0.5) * row

function headShapes(heads: ReadonlyMap<number, string>, size: Size, scene: Tree): Shape[] {
  const terms = levelsOf(scene.setting, scene.exercise)
  return [...heads].flatMap(([column, code]) => {
    const label = terms.find((term) => term.code === code)?.label[scene.language]
    const words = label === undefined ? [] : linesIn(headOf(label, scene), size.width, 34, 1)
    return words.map((line) => textAt(leftOf(column, size), 36, line, { size: 34, fill: dark.ink2, weight: 600 }))
  })
}

/** As wide as the branch was named by many. */
function linkShape(spot: Spot<Cluster>, from: Spot<Cluster>, size: Size): Shape {
  const after = spot.column > from.column
  const start = leftOf(from.column, size) + (after ? size.width : 0)
  const end = leftOf(spot.column, size) + (after ? 0 : size.width)
  const d = `M ${start} ${middleOf(from.at, size)} H ${(start + end) / 2} V ${middleOf(spot.at, size)} H ${end}`
  const strong = spot.item.groups.length > 1
  return { is: 'path', d, look: { fill: 'none', stroke: strong ? dark.ink2 : dark.edge, width: strong ? 5 : 3 } }
}

/** What several groups said stands out; what one group alone said is there in full, and paler. */
function boxShapes({ item, column, at }: Spot<Cluster>, hidden: number, size: Size, scene: Tree): Shape[] {
  const { merged, language } = scene
  const [x, y, height] = [leftOf(column, size), middleOf(at, size) - (size.row - 12) / 2, size.row - 12]
  const shared = isShared(item, merged) || isOwnTask(item)
  const indent = isOwnTask(item) ? 16 : radius * 2 + 28
  const given = scene.beside?.get(item.id)
  const t = translator(language)
  const under = [given, hidden > 0 ? t('onWall.below', { count: hidden }) : undefined].filter((words) => words !== undefined).join(' · ')
  const room = size.width - indent - 14
  const name = nameIn(item, scene)
  const text = under === '' || widthOf(name, wall.read) <= room ? wall.read : wall.name
  const lines = linesIn(name, room, text, 2)
  const small = under === '' ? [] : linesIn(under, room, wall.text, 1)
  const tall = lines.length * text * 1.1 + small.length * 34
  const top = y + (height - tall) / 2
  return [
    boxAt(x + 1.5, y, size.width - 3, height, { fill: dark.card, stroke: shared ? dark.ink2 : dark.line, width: 3 }, 12),
    ...(isOwnTask(item) ? [] : countDisc(x + 14 + radius, y + height / 2, outerTally(item, merged).count, radius)),
    ...lines.map((line, index) => textAt(x + indent, top + text * (0.86 + index * 1.1), line, { size: text, fill: shared ? dark.ink : dark.ink2, weight: shared ? 600 : 400 })),
    ...small.map((line) => textAt(x + indent, top + tall - 8, line, { size: wall.text, fill: dark.accent })),
  ]
} // prettier-ignore
