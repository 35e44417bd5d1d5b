import type { Exercise } from '../exercise/exercise.ts'
import { formatField, isAnswered } from '../fields/catalogue.ts'
import type { TitleOf } from '../fields/field-type.ts'
import type { Card } from '../fields/values.ts'
import type { Language } from '../i18n/language.ts'
import type { Cluster, Decision } from './cluster.ts'

/** How a contribution came to stand in its cluster: by itself, by the same term or ends, or because somebody joined it. */
export type Arrival = { readonly by: 'alone' } | { readonly by: 'key' } | { readonly by: 'decision'; readonly decision: Decision }

/** For each contribution of a cluster, by its key; the last join that still holds it together with another of them speaks. */
export function arrivalsIn({ members }: Cluster, decisions: readonly Decision[]): ReadonlyMap<string, Arrival> {
  const here = new Set(members.map(({ key }) => key))
  const joins = decisions.filter((one) => !one.undone && one.act === 'join' && one.keys.filter((key) => here.has(key)).length > 1)
  return new Map(
    members.map(({ key }): [string, Arrival] => {
      const decision = joins.findLast((one) => 'keys' in one && one.keys.includes(key))
      return [key, decision ? { by: 'decision', decision } : { by: members.length > 1 ? 'key' : 'alone' }]
    }),
  )
}

/** All that a card says, field by field in the exercise's order, in words of the language; positions on a canvas say nothing. */
export function answersOn(
  card: Card,
  exercise: Exercise,
  language: Language,
  titleOf: TitleOf,
): { readonly label: string; readonly words: string }[] {
  return Object.values(exercise.kinds[card.kind]?.fields ?? {}).flatMap((field) => {
    const value = card.fields[field.id]
    if (field.type === 'position' || value === undefined || !isAnswered(value, field)) return []
    return [{ label: field.label[language], words: formatField(value, field, language, exercise, titleOf) }]
  })
}
