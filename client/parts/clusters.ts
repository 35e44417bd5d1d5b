import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'

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
