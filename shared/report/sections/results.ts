import type { Exercise, Field, Kind } from '../../exercise/exercise.ts'
import { linkingOf } from '../../fields/link-names.ts'
import { askedCount, isOwnTask } from '../../merge/assembled.ts'
import type { Cluster, Merged } from '../../merge/cluster.ts'
import { agreementOf } from '../../merge/in-words.ts'
import type { Block } from '../blocks.ts'
import { lineLetters, lineNeed, needsTurn } from '../columns.ts'
import type { Telling } from '../telling.ts'
import { rangeText, ratingsOf, tallyText, titleIn } from '../wording.ts'
import { shortText } from './short-text.ts'

export const ratingFields = (kind: Kind): Field[] => Object.values(kind.fields).filter((field) => field.type === 'rating')

/** Answers that say something about an entry in a few words; the one that names it, ratings and texts are told elsewhere. */
function shortFields(kind: Kind, exercise: Exercise): Field[] {
  const linking = linkingOf(kind.id, exercise)
  // A link says its ends and its sort in its name.
  const named = new Set([kind.titleField, linking?.from, linking?.to, linking?.sort])
  return Object.values(kind.fields).filter(({ id, type }) => !named.has(id) && !['rating', 'text', 'line', 'position'].includes(type))
}

/**
 * The merged tables of an exercise, one for each kind of card that somebody used, each in the order of the merge: that of the
 * desk and the wall. Those that need turned pages stand together.
 */
export function tellResults(telling: Telling, merged: Merged, exercise: Exercise, session: number): Block[] {
  const planned = Object.values(exercise.kinds).flatMap((kind) => {
    const clusters = merged.clusters.filter((cluster) => cluster.kind === kind.id && !cluster.setAside)
    return clusters.length === 0 ? [] : planKind(telling, clusters, merged, kind, exercise, session)
  })
  return planned.sort((a, b) => Number(a.isWide) - Number(b.isWide)).map(({ tell }) => tell())
}

function planKind(
  telling: Telling,
  clusters: readonly Cluster[],
  merged: Merged,
  kind: Kind,
  exercise: Exercise,
  session: number,
): Planned[] {
  const groups = merged.groups.length
  const titleAt = (id: string) => {
    const cluster = merged.clusters.find((one) => one.id === id)
    return cluster ? titleIn(cluster, exercise, telling) : null
  }
  const said = (cluster: Cluster, field: Field) => shortText(cluster, field, exercise, titleAt, telling)
  const { t, language } = telling
  const ratings = ratingFields(kind)
  const columns: Column[] = [
    {
      head: t('report.namedBy'),
      align: 'right',
      cell: (cluster) => countText(cluster, merged, telling),
    },
    ...ratings.map((field): Column => ({
      head: t('report.withRange', { field: field.label[language] }),
      align: 'right',
      cell: (cluster) => rangeText(ratingsOf(cluster, [field])[0], telling),
    })),
    ...(ratings.length > 0
      ? [{ head: t('report.agreement'), align: 'left', cell: (cluster: Cluster) => agreementText(cluster, exercise, telling) } as const]
      : []),
    ...shortFields(kind, exercise).map((field): Column => ({
      head: field.label[language],
      align: 'left',
      cell: (cluster) => said(cluster, field),
    })),
  ]
  const name: Column = { head: kind.label[language], align: 'left', cell: (cluster) => titleIn(cluster, exercise, telling) }
  const plan = {
    clusters,
    name,
    kinds: kind.plural[language],
    hasRatings: ratings.length > 0,
    note: t('report.source', { session, groups }),
  }
  return planTables(telling, plan, columns)
}

interface Column {
  readonly head: string
  readonly align: 'left' | 'right'
  cell(cluster: Cluster): string
}
interface Plan {
  readonly clusters: readonly Cluster[]
  readonly name: Column
  readonly kinds: string
  readonly hasRatings: boolean
  readonly note: string
}

/** Columns in which nothing was said are left out; what no turned page has room for goes into a further table. */
function planTables({ t, table }: Telling, { clusters, name, kinds, hasRatings, note }: Plan, columns: readonly Column[]): Planned[] {
  const filled = columns
    .map((column) => ({ ...column, cells: clusters.map((one) => column.cell(one)) }))
    .filter(({ cells }, at) => at === 0 || cells.some((cell) => cell !== '–'))
  const names = clusters.map((one) => name.cell(one))
  const sheets: (typeof filled)[] = []
  for (const column of filled) {
    const last = sheets.at(-1)
    const tried = columnsOf(name, names, [...(last ?? []), column])
    if (last && lineNeed(tried) <= lineLetters.across) last.push(column)
    else sheets.push([column])
  }
  return sheets.map((sheet, at) => {
    const { head, rows } = columnsOf(name, names, sheet)
    const first = hasRatings ? 'report.mergedCaption' : 'report.mergedCaptionPlain'
    const align = ['left' as const, ...sheet.map((column) => column.align)]
    const isWide = needsTurn({ head, rows })
    return { isWide, tell: () => table({ caption: t(at === 0 ? first : 'report.answersCaption', { kinds }), head, align, rows, note }) }
  })
}

/** A table that has no number yet. */
interface Planned {
  readonly isWide: boolean
  readonly tell: () => Block
}

function columnsOf(
  name: Column,
  names: readonly string[],
  columns: readonly { readonly head: string; readonly cells: readonly string[] }[],
) {
  return {
    head: [name.head, ...columns.map(({ head }) => head)],
    rows: names.map((title, row) => [title, ...columns.map(({ cells }) => cells[row] ?? '–')]),
  }
}

/** "4 of 6", the head of the column says of what; sessions are told above groups, and what no group has answered was handed on. */
function countText(cluster: Cluster, merged: Merged, telling: Telling): string {
  const { t } = telling
  if (isOwnTask(cluster)) return t('report.ownTask')
  if (merged.sessions || cluster.groups.length === 0) return tallyText(cluster, merged, telling)
  return t('report.countOf', { count: cluster.groups.length, groups: askedCount(cluster, merged.groups.length) })
}

/** The word that the merge desk has for it; a dash where nobody rated. */
function agreementText(cluster: Cluster, exercise: Exercise, { t }: Telling): string {
  const isRated = Object.values(cluster.fields).some((field) => field.type === 'ratings' && field.values.length > 0)
  const word = isRated ? agreementOf(cluster, exercise) : null
  return word === null ? '–' : t(word === 'single' ? 'report.one' : `report.${word}`)
}
