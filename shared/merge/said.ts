import type { Exercise, Kind } from '../exercise/exercise.ts'
import { startValues } from '../exercise/start.ts'
import { isAnswered } from '../fields/catalogue.ts'
import type { Card, Value } from '../fields/values.ts'
import { languages } from '../i18n/language.ts'
import { isGivenId, startName } from '../ids.ts'

/**
 * Whether a group said something with a card. What was handed on, or comes with the exercise, stands on every board without
 * anybody's doing: it counts for a group only when the group has answered more than its name, or else than the exercise says.
 */
export function hasSaid(card: Card, exercise: Exercise): boolean {
  const kind = exercise.kinds[card.kind]
  const start = exercise.start?.find(({ id }) => id === startName(card.id))
  if (kind && start) return languages.every((language) => differs(card, kind, startValues(start, kind, language)))
  if (!isGivenId(card.id)) return true
  return Object.values(kind?.fields ?? {}).some((field) => {
    const value = card.fields[field.id]
    return field.id !== kind?.titleField && value !== undefined && isAnswered(value, field)
  })
}

const differs = (card: Card, kind: Kind, values: Readonly<Record<string, Value>>): boolean =>
  Object.values(kind.fields).some((field) => {
    const value = card.fields[field.id] ?? null
    const before = values[field.id]
    return before === undefined ? isAnswered(value, field) : JSON.stringify(value) !== JSON.stringify(before)
  })
