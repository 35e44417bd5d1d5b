import type { CanvasOf, Exercise } from '../../../shared/exercise/exercise.ts'
import type { Card } from '../../../shared/fields/values.ts'
import type { Language } from '../../../shared/i18n/language.ts'

/** Rows under one heading of the sheet. */
export interface Part {
  /** What a row is given that is added here; null where nothing is. */
  readonly code: string | null
  readonly label: string
  readonly rows: readonly Card[]
}

/** The rows under their headings; without headings all rows stand under none. `loose` names what stands under no heading. */
export function partsOf(
  cards: readonly Card[],
  setting: CanvasOf<'table'>,
  exercise: Exercise,
  language: Language,
  loose: string,
): readonly Part[] {
  const under = setting.under === undefined ? undefined : exercise.kinds[setting.kind]?.fields[setting.under]
  if (under?.type !== 'choice') return [{ code: null, label: '', rows: cards }]
  const terms = exercise.vocabularies[under.from]?.terms ?? []
  const byCode = Map.groupBy(cards, (card) => codeOf(card, under.id))
  const known = new Set(terms.map((term) => term.code))
  const rest = cards.filter((card) => !known.has(codeOf(card, under.id)))
  return [
    ...terms.map(({ code, label }) => ({ code, label: label[language], rows: byCode.get(code) ?? [] })),
    ...(rest.length > 0 ? [{ code: null, label: loose, rows: rest }] : []),
  ]
}

function codeOf(card: Card, field: string): string {
  const value = card.fields[field]
  return typeof value === 'object' && value !== null && 'code' in value ? value.code : ''
}
