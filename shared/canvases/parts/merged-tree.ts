import type { CanvasOf, Exercise } from '../../exercise/exercise.ts'
import type { Cluster } from '../../merge/cluster.ts'
import { forestOf } from './forest.ts'
import { sideOf } from './levels.ts'
import { mostChosen } from './most-chosen.ts'
import { layTree, type Spot } from './tree-layout.ts'

export interface MergedTree {
  readonly spots: readonly Spot<Cluster>[]
  readonly rows: number
}

/** Clusters under the one that most groups link as parent; links to what is not among them lead nowhere. */
export function mergedTree(clusters: readonly Cluster[], setting: CanvasOf<'tree'>, exercise: Exercise): MergedTree {
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

export function levelsOf({ kind, level }: CanvasOf<'tree'>, exercise: Exercise) {
  const field = level === undefined ? undefined : exercise.kinds[kind]?.fields[level]
  return field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
}

/** The code of a column's level, where all that stands in it is of one. */
export function headsOf({ spots }: MergedTree, setting: CanvasOf<'tree'>): ReadonlyMap<number, string> {
  const columns = Map.groupBy(spots, (spot) => spot.column)
  return new Map(
    [...columns].flatMap(([column, here]) => {
      const levels = new Set(here.map(({ item }) => levelIn(item, setting)))
      const [only = null] = levels.size === 1 ? levels : []
      return only === null ? [] : [[column, only] as const]
    }),
  )
}

/** As many as find room in so many rows: what fewest groups named goes first, from the ends of the branches inwards. */
export function mostNamed(
  clusters: readonly Cluster[],
  setting: CanvasOf<'tree'>,
  exercise: Exercise,
  most: number,
): { readonly left: readonly Cluster[]; readonly tree: MergedTree } {
  let left = clusters
  for (;;) {
    const tree = mergedTree(left, setting, exercise)
    if (tree.rows <= most) return { left, tree }
    const parents = new Set(tree.spots.map(({ from }) => from))
    const ends = tree.spots.filter((spot) => !parents.has(spot)).map(({ item }) => item)
    const places = new Map(left.map((cluster, index) => [cluster, index]))
    ends.sort((a, b) => a.groups.length - b.groups.length || places.get(b)! - places.get(a)!)
    const gone = new Set(ends.slice(0, tree.rows - most))
    left = left.filter((cluster) => !gone.has(cluster))
  }
}
