import type { Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { formatField } from './catalogue.ts'
import type { TitleOf } from './field-type.ts'
import { linkingOf, linkName } from './link-names.ts'
import { targetsOf } from './targets.ts'
import type { Card } from './values.ts'

/** What a card calls itself in the reader's language. Cards that are named by each other end in an empty title. */
export function titleOfCard(
  card: Card,
  exercise: Exercise,
  language: Language,
  find: (id: string) => Card | undefined,
  trail: readonly string[] = [],
): string {
  const kind = exercise.kinds[card.kind]
  const field = kind?.fields[kind.titleField]
  if (!kind || !field) return ''
  const titleOf: TitleOf = (id) => {
    const target = trail.includes(id) ? undefined : find(id)
    return target ? titleOfCard(target, exercise, language, find, [...trail, card.id]) : null
  }
  const linking = linkingOf(card.kind, exercise)
  if (linking) {
    const [from, to] = [linking.from, linking.to].map((id) => titleOf(targetsOf(card.fields[id], kind.fields[id]!)[0] ?? '') ?? '…')
    return linkName(from!, to!, sortIn(card, linking.sort, exercise, language), language)
  }
  return formatField(card.fields[field.id] ?? null, field, language, exercise, titleOf)
}

/** The sort of a link in words; null where none was chosen. */
function sortIn(card: Card, sort: string | undefined, exercise: Exercise, language: Language): string | null {
  const field = sort === undefined ? undefined : exercise.kinds[card.kind]?.fields[sort]
  const value = field ? (card.fields[field.id] ?? null) : null
  return field && value !== null ? formatField(value, field, language, exercise) : null
}

/** The titles of a board's cards, by id; null where there is no such card. */
export function titlesOf(cards: readonly Card[], exercise: Exercise, language: Language): TitleOf {
  const byId = new Map(cards.map((card) => [card.id, card]))
  return (id) => {
    const card = byId.get(id)
    return card ? titleOfCard(card, exercise, language, (other) => byId.get(other)) : null
  }
}
