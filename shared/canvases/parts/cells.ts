import type { CanvasOf, Exercise, Term } from '../../exercise/exercise.ts'
import { targetsOf } from '../../fields/targets.ts'
import type { Card } from '../../fields/values.ts'
import type { Cluster, Merged } from '../../merge/cluster.ts'
import { workersOf } from '../../merge/assembled.ts'
import { median } from '../../merge/statistics.ts'

/** What all groups put into one cell. */
export interface Cell {
  readonly groups: readonly string[]
  /** How many groups worked on it, where they shared out the exercise; else all. */
  readonly asked: number
  /** Of the groups' values, one a group; null where nobody rated. */
  readonly median: number | null
  /** Nothing is there, or what is there is weak, beside a row that is not known to be a light one (DOMAIN 4.3). */
  readonly gap: boolean
}
export interface CellRow {
  readonly cluster: Cluster
  readonly cells: readonly Cell[]
}

/** The terms that are the columns of a matrix. */
export function columnsOf(setting: CanvasOf<'matrix'>, exercise: Exercise): readonly Term[] {
  const field = exercise.kinds[setting.kind]?.fields[setting.columns]
  return field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
}

/**
 * The merged matrix: a row for each cluster of the rows' kind, in their order. It counts contributions and not
 * clusters, since two groups may mean the same measure and put it into different cells.
 */
export function cellRowsOf(merged: Merged, setting: CanvasOf<'matrix'>, exercise: Exercise): CellRow[] {
  const rows = exercise.kinds[setting.kind]?.fields[setting.rows]
  if (rows?.type !== 'link') return []
  const kept = merged.clusters.filter((cluster) => !cluster.setAside)
  const homes = kept.filter(({ kind }) => kind === rows.to)
  const homeOf = new Map(homes.flatMap(({ id, members }) => members.map((one) => [`${one.group}:${one.card.id}`, id] as const)))
  const placed = kept
    .filter(({ kind }) => kind === setting.kind)
    .flatMap(({ members }) =>
      members.flatMap(({ group, card }) => {
        const home = homeOf.get(`${group}:${targetsOf(card.fields[setting.rows], rows)[0] ?? ''}`)
        const column = codeIn(card, setting.columns)
        return home === undefined || column === null ? [] : [{ at: `${home} ${column}`, group, card }]
      }),
    )
  const byCell = Map.groupBy(placed, (one) => one.at)
  const asked = askedIn(merged, setting, exercise)
  return homes.map((cluster) => {
    const light = isLight(cluster)
    return {
      cluster,
      cells: columnsOf(setting, exercise).map(({ code }) => ({
        ...cellOf(byCell.get(`${cluster.id} ${code}`) ?? [], setting, light),
        asked: asked(cluster.id, code),
      })),
    }
  })
}

/** Groups share out a matrix by its columns or by its rows; shared out otherwise, every cell is everybody's. */
function askedIn({ clusters, groups }: Merged, { kind, rows, columns }: CanvasOf<'matrix'>, { assemble: by }: Exercise) {
  if (by === undefined || (by !== rows && by !== columns)) return () => groups.length
  const own = clusters.filter((cluster) => cluster.kind === kind)
  const workers = workersOf(own, by)
  return (row: string, column: string) => workers.get(by === columns ? column : row)?.size ?? groups.length
}

/** The code of a card's choice; null for own words and for nothing. */
export function codeIn(card: Card, field: string): string | null {
  const value = card.fields[field]
  return typeof value === 'object' && value !== null && 'code' in value ? value.code : null
}

function cellOf(placed: readonly { group: string; card: Card }[], { value }: CanvasOf<'matrix'>, light: boolean): Omit<Cell, 'asked'> {
  const byGroup = Map.groupBy(placed, (one) => one.group)
  const values = [...byGroup.values()].flatMap((own) => {
    const numbers = own.flatMap(({ card }) => (value !== undefined && typeof card.fields[value] === 'number' ? card.fields[value] : []))
    return numbers.length === 0 ? [] : median(numbers.sort((a, b) => a - b))
  })
  const middle = values.length === 0 ? null : median(values.sort((a, b) => a - b))
  return { groups: [...byGroup.keys()].sort(), median: middle, gap: !light && (byGroup.size === 0 || (middle !== null && middle <= 2)) }
}

/** A row that groups rated, and nobody's median is 4 or more. */
function isLight(cluster: Cluster): boolean {
  const medians = Object.values(cluster.fields).flatMap((field) => (field.type === 'ratings' && field.median !== null ? field.median : []))
  return medians.length > 0 && Math.max(...medians) < 4
}
