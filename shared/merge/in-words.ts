import type { Exercise, Field } from '../exercise/exercise.ts'
import { formatField } from '../fields/catalogue.ts'
import { languages, type Language } from '../i18n/language.ts'
import { isOwnTask } from './assembled.ts'
import type { Cluster, Consensus, MergedRatings } from './cluster.ts'

/** What a cluster is called on every screen, in figures and in the report: a term in the reader's language, free words as they were written. */
export function clusterTitle({ title, kind }: Pick<Cluster, 'title' | 'kind'>, exercise: Exercise, language: Language): string {
  if (title.by === 'group' && title.in) return title.in[language]
  if (title.by !== 'code') return title.text
  const field = exercise.kinds[kind]?.fields[title.field]
  return field ? formatField({ code: title.code }, field, language, exercise) : title.code
}

export interface RatedField {
  readonly field: Field
  readonly ratings: MergedRatings
}

/** The rating fields of a cluster in the order of the exercise, those that nobody rated included. */
export function ratingsOf(cluster: Cluster, exercise: Exercise): readonly RatedField[] {
  const fields = Object.values(exercise.kinds[cluster.kind]?.fields ?? {})
  return fields.flatMap((field) => {
    const ratings = cluster.fields[field.id]
    return ratings?.type === 'ratings' ? [{ field, ratings }] : []
  })
}

// Made once: a desk writes thousands of numbers. No decimals beyond one: the median of whole numbers never has more.
const oneDecimal = new Map(languages.map((language) => [language, new Intl.NumberFormat(language, { maximumFractionDigits: 1 })]))

/** A number with at most one decimal, as the language writes it. */
export const numberIn = (language: Language, value: number): string => oneDecimal.get(language)?.format(value) ?? String(value)

/** Medians as "4.5 × 4"; null when nothing is rated. */
export function mediansOf(cluster: Cluster, exercise: Exercise, language: Language): string | null {
  const medians = ratingsOf(cluster, exercise).map(({ ratings }) => ratings.median)
  if (medians.length === 0 || medians.every((median) => median === null)) return null
  return medians.map((median) => (median === null ? '–' : numberIn(language, median))).join(' × ')
}

/** From the most cautious: where several ratings are given, the first of these speaks for the cluster. */
const cautiousFirst: readonly Consensus[] = ['divergent', 'thin', 'weak', 'moderate', 'strong']

/** How far the tables agree; 'single' when one table alone named it, null when nobody rated. */
export function agreementOf(cluster: Cluster, exercise: Exercise): Consensus | 'single' | null {
  const rated = ratingsOf(cluster, exercise).filter(({ ratings }) => ratings.values.length > 0)
  if (cluster.groups.length === 1) return isOwnTask(cluster) ? null : 'single'
  return cautiousFirst.find((word) => rated.some(({ ratings }) => ratings.consensus === word)) ?? null
}
