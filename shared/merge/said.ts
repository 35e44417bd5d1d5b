import type { Exercise } from '../exercise/exercise.ts'
import { isAnswered } from '../fields/catalogue.ts'
import type { Card } from '../fields/values.ts'
import { isGivenId } from '../ids.ts'

/**
 * Whether a group said something with a card. What was handed on stands on every board without anybody's doing: it
 * counts for a group only when the group has answered more than its name.
 */
export function hasSaid(card: Card, exercise: Exercise): boolean {
  if (!isGivenId(card.id)) return true
  const kind = exercise.kinds[card.kind]
  return Object.values(kind?.fields ?? {}).some((field) => {
    const value = card.fields[field.id]
    return field.id !== kind?.titleField && value !== undefined && isAnswered(value, field)
  })
}
