import { isEvaluation } from '../exercise/evaluation.ts'
import type { Exercise, Field, Kind } from '../exercise/exercise.ts'
import { formatField, isAnswered } from '../fields/catalogue.ts'
import { titlesOf } from '../fields/titles.ts'
import type { Card } from '../fields/values.ts'
import { askedCount } from '../merge/assembled.ts'
import type { Cluster, Decision, GroupCards } from '../merge/cluster.ts'
import { keysIn } from '../merge/decisions.ts'
import { clusterTitle, ratingsOf } from '../merge/in-words.ts'
import { keyOf } from '../merge/merge.ts'
import { exerciseOf } from './parts.ts'
import { startTelling, type ReportInput, type Telling } from './telling.ts'
import { mergedIn, numberedGroups } from './worked.ts'

/** A cell: words, a number that a spreadsheet can count with, or nothing. Words are never a formula. */
export type Cell = string | number | null
export interface Sheet {
  readonly name: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/**
 * All cards, merged entries, ratings and decisions of a session as sheets. Groups carry the numbers that they have in
 * the report, or the names that the rule of attribution gives; no person is named, no time of an edit or decision is given.
 */
export function assembleSheets(whole: ReportInput): Sheet[] {
  const telling = startTelling(whole)
  const inOrder = [...telling.parts.body, ...telling.parts.annexes].map(exerciseOf)
  const exercises = inOrder.flatMap((id) => telling.exercises.find((one) => one.id === id) ?? [])
  const told = exercises.flatMap((exercise) => {
    const boards = telling.boards[exercise.id] ?? []
    return boards.every(({ cards }) => cards.length === 0) ? [] : [tellExercise(telling, exercise, boards)]
  })
  const t = telling.t
  const joined = (name: string, head: readonly string[], part: 'merged' | 'ratings' | 'decisions'): Sheet => ({
    name,
    head: [t('sheets.exercise'), ...head],
    rows: told.flatMap((one) => one[part]),
  })
  return [
    joined(t('sheets.merged'), [t('sheets.kind'), t('sheets.entry'), t('sheets.namedBy'), t('sheets.groups'), t('sheets.cards'), t('sheets.setAside')], 'merged'),
    joined(t('sheets.ratings'), [t('sheets.kind'), t('sheets.entry'), t('sheets.field'), t('sheets.group'), t('sheets.value')], 'ratings'),
    joined(t('sheets.decisions'), [t('sheets.decision'), t('sheets.about'), t('sheets.undone')], 'decisions'),
    ...told.flatMap(({ cards }) => cards),
  ].filter(({ rows }) => rows.length > 0) // prettier-ignore
}

function tellExercise(telling: Telling, exercise: Exercise, boards: readonly GroupCards[]) {
  const { t, language, session } = telling
  const title = exercise.title[language]
  const groups = numberedGroups(telling)
  const isNobodys = telling.variant === 'public' || isEvaluation(exercise)
  const ofGroup = (one: Cluster, group: string) => {
    const keys = one.members.flatMap((member) => (member.group === group ? member.key : []))
    // A number beside names would say by its absence whose it is.
    return telling.sayersOf(keys) ?? (isNobodys || telling.sayers.size > 0 ? null : groups.indexOf(group) + 1)
  }
  const { merged } = mergedIn(telling, exercise)
  const kindOf = ({ kind }: Cluster) => exercise.kinds[kind]?.label[language] ?? kind
  const nameOf = (cluster: Cluster) => clusterTitle(cluster, exercise, language)
  const yes = (is: boolean) => (is ? t('sheets.yes') : null)
  return {
    // In public each group's own output stays out, as it does in the report; what people think of the meeting always does.
    cards: isNobodys ? [] : Object.values(exercise.kinds).flatMap((kind) => tellKind(telling, exercise, kind, boards)),
    merged: merged.clusters.map((one): Cell[] => [
      title,
      kindOf(one),
      nameOf(one),
      one.groups.length,
      askedCount(one, merged.groups.length),
      one.members.length,
      yes(one.setAside),
    ]),
    ratings: merged.clusters.flatMap((one) =>
      ratingsOf(one, exercise).flatMap(({ field, ratings }) => [
        ...ratings.values.map(({ group, value }): Cell[] => [title, kindOf(one), nameOf(one), field.label[language], ofGroup(one, group), value]),
        ...ratings.unknown.map((group): Cell[] => [title, kindOf(one), nameOf(one), field.label[language], ofGroup(one, group), t('sheets.unknown')]),
      ]),
    ),
    decisions: session.decisions
      .filter((one) => (one.exercise ?? session.agenda[0]?.exercise) === exercise.id)
      .map((one): Cell[] => [title, t(`sheets.${one.act}`), aboutOf(one, merged.clusters, nameOf), yes(one.undone)]),
  } // prettier-ignore
}

/** What a decision is about, by what the entries are called now. */
function aboutOf(decision: Decision, clusters: readonly Cluster[], nameOf: (cluster: Cluster) => string): string {
  const names = keysIn(decision)
    .flatMap((key) => clusters.find(({ members }) => members.some((one) => one.key === key)) ?? [])
    .map(nameOf)
  return [...new Set(names)].join(' · ')
}

/** The cards of one kind, a row a card and a column a field. */
function tellKind(telling: Telling, exercise: Exercise, kind: Kind, boards: readonly GroupCards[]): Sheet[] {
  const { t, language } = telling
  const fields = Object.values(kind.fields).filter(({ type }) => type !== 'position')
  const hasLate = boards.some(({ group, cards }) => cards.some((card) => card.kind === kind.id && telling.isLate(keyOf(group, card.id))))
  const rows = numberedGroups(telling).flatMap((group, at) => {
    const board = boards.find((one) => one.group === group)?.cards ?? []
    const titleOf = titlesOf(board, exercise, language)
    const isLate = (card: Card) => telling.isLate(keyOf(group, card.id))
    const own = board.filter((card) => card.kind === kind.id).sort((a, b) => a.order - b.order)
    return own.map((card): Cell[] => [telling.sayersOf([keyOf(group, card.id)]) ?? at + 1, ...fields.map((field) => cellOf(card, field, (value) => formatField(value, field, language, exercise, titleOf))), ...(hasLate ? [isLate(card) ? t('sheets.yes') : null] : [])])
  }) // prettier-ignore
  // Numbered rows first: a named row among those of a number would say whose number it is.
  rows.sort(
    ([a], [b]) =>
      Number(typeof a === 'string') - Number(typeof b === 'string') || (typeof a === 'string' ? a.localeCompare(String(b), language) : 0),
  )
  const head = [t('sheets.group'), ...fields.map(({ label }) => label[language]), ...(hasLate ? [t('report.lateHead')] : [])]
  return rows.length === 0 ? [] : [{ name: `${kind.plural[language]} · ${exercise.title[language]}`, head, rows }]
}

function cellOf(card: Card, field: Field, inWords: (value: Card['fields'][string]) => string): Cell {
  const value = card.fields[field.id] ?? null
  if (typeof value === 'number') return value
  return isAnswered(value, field) ? inWords(value) : null
}
