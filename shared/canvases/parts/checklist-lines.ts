import type { CanvasOf, Exercise, Field, Term } from '../../exercise/exercise.ts'
import type { Language } from '../../i18n/language.ts'
import { translator } from '../../i18n/messages.ts'
import type { Cluster } from '../../merge/cluster.ts'
import { clusterTitle } from '../../merge/in-words.ts'

export interface Answer {
  readonly code: string
  readonly label: string
}
export interface Line {
  readonly label: string
  /** How many groups gave each answer, by its code. */
  readonly counts: ReadonlyMap<string, number>
  /** Null for a line that no group has answered. */
  readonly cluster: string | null
}

/** What groups answered, in the order of the vocabulary, own lines after it. */
export function linesOf(clusters: readonly Cluster[], setting: CanvasOf<'checklist'>, exercise: Exercise, language: Language): Line[] {
  const terms = termsOfLines(setting, exercise)
  return [...clusters].sort((a, b) => placeOf(a, terms) - placeOf(b, terms)).map((cluster) => lineOf(cluster, setting.mark, exercise, language))
} // prettier-ignore

/** The same with every line that the list has: what nobody answered is seen to be open. */
export function wholeList(clusters: readonly Cluster[], setting: CanvasOf<'checklist'>, exercise: Exercise, language: Language): Line[] {
  const terms = termsOfLines(setting, exercise)
  const answered = new Set(clusters.flatMap(({ title }) => (title.by === 'code' ? [title.code] : [])))
  const said = linesOf(clusters, setting, exercise, language)
  const places = [...clusters].map((cluster) => placeOf(cluster, terms)).sort((a, b) => a - b)
  const open = terms.flatMap(({ code, label }, place) => (answered.has(code) ? [] : [{ place, line: { label: label[language], counts: new Map<string, number>(), cluster: null } }]))
  return [...said.map((line, index) => ({ place: places[index]!, line })), ...open].sort((a, b) => a.place - b.place).map(({ line }) => line)
} // prettier-ignore

export function answersOf(mark: Field, exercise: Exercise, language: Language): readonly Answer[] {
  const t = translator(language)
  if (mark.type !== 'choice') return [{ code: 'yes', label: t('words.yes') }, { code: 'no', label: t('words.no') }] // prettier-ignore
  return termsOf(mark, exercise).map((term) => ({ code: term.code, label: term.label[language] }))
}

function termsOfLines({ kind }: CanvasOf<'checklist'>, exercise: Exercise): readonly Term[] {
  const { titleField = '', fields = {} } = exercise.kinds[kind] ?? {}
  return termsOf(fields[titleField], exercise)
}

function termsOf(field: Field | undefined, exercise: Exercise): readonly Term[] {
  return field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
}

function placeOf({ title }: Cluster, terms: readonly Term[]): number {
  const place = title.by === 'code' ? terms.findIndex((term) => term.code === title.code) : -1
  return place < 0 ? terms.length : place
}

function lineOf(cluster: Cluster, mark: string, exercise: Exercise, language: Language): Line {
  const merged = cluster.fields[mark]
  const counts = merged?.type === 'counts' ? merged.counts.map((one) => [one.code, one.groups.length] as const) : []
  return { label: clusterTitle(cluster, exercise, language), counts: new Map(counts), cluster: cluster.id }
}
