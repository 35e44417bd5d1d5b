import type { Exercise, Field } from '../../shared/exercise/exercise.ts'
import { formatField } from '../../shared/fields/catalogue.ts'
import { titleOfCard } from '../../shared/fields/titles.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Language } from '../../shared/i18n/language.ts'
import type { Cluster, Consensus, MergedRatings } from '../../shared/merge/cluster.ts'

/** What a card calls itself: its title field in words, vocabulary terms in the reader's language, own words as written. */
export function cardTitle(card: Card, exercise: Exercise, language: Language, board: readonly Card[] = []): string {
  return titleOfCard(card, exercise, language, (id) => board.find((one) => one.id === id))
}

/** A card's ratings as "4 × 5", a dash for what is not known; empty when nothing is rated. */
export function cardRatings(card: Card, exercise: Exercise): string {
  const ratings = Object.values(exercise.kinds[card.kind]?.fields ?? {}).filter((field) => field.type === 'rating')
  const values = ratings.map((field) => card.fields[field.id])
  return values.some((value) => typeof value === 'number')
    ? values.map((value) => (typeof value === 'number' ? value : '–')).join(' × ')
    : ''
}

/** What the group wrote beside its choices, in its own words and language. */
export function noteOf(card: Card, exercise: Exercise): string {
  const { titleField = '', fields = {} } = exercise.kinds[card.kind] ?? {}
  const texts = Object.values(fields).filter((field) => field.type === 'text' && field.id !== titleField)
  const written = texts.map((field) => card.fields[field.id])
  return written.flatMap((value) => (typeof value === 'string' ? value.trim() : [])).join(' ')
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

/** Medians as "4.5 × 4"; null when a rating is missing or nothing is rated. */
export function mediansOf(cluster: Cluster, exercise: Exercise, language: Language): string | null {
  const medians = ratingsOf(cluster, exercise).map(({ ratings }) => ratings.median)
  if (medians.length === 0 || medians.every((median) => median === null)) return null
  return medians.map((median) => (median === null ? '–' : median.toLocaleString(language))).join(' × ')
}

/** What groups chose in a field, as "growing 4 · stable 1"; null when nobody chose. */
export function countsOf(cluster: Cluster, fieldId: string, exercise: Exercise, language: Language): string | null {
  const merged = cluster.fields[fieldId]
  const field = exercise.kinds[cluster.kind]?.fields[fieldId]
  if (merged?.type !== 'counts' || merged.counts.length === 0 || !field) return null
  const words = (code: string, own: boolean) => formatField(own ? { own: code } : { code }, field, language, exercise)
  return merged.counts.map(({ code, own, groups }) => `${words(code, own)} ${groups.length}`).join(' · ')
}

/** From the most cautious: where several ratings are given, the first of these speaks for the cluster. */
const cautiousFirst: readonly Consensus[] = ['divergent', 'thin', 'weak', 'moderate', 'strong']

/** How far the tables agree; 'single' when one table alone named it, null when nobody rated. */
export function agreementOf(cluster: Cluster, exercise: Exercise): Consensus | 'single' | null {
  const rated = ratingsOf(cluster, exercise).filter(({ ratings }) => ratings.values.length > 0)
  if (cluster.groups.length === 1) return 'single'
  return cautiousFirst.find((word) => rated.some(({ ratings }) => ratings.consensus === word)) ?? null
}
