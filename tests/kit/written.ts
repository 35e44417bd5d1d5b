import type { Kind } from '../../shared/exercise/exercise.ts'
import type { Card, Value } from '../../shared/fields/values.ts'

/** One thing that a person put down. Words are added to a text; a value replaces what was there. */
export type Written = { readonly by: string; readonly edit: number; readonly card: string } & (
  | { readonly sort: 'card' }
  | { readonly sort: 'value'; readonly field: string; readonly value: Value }
  | { readonly sort: 'words'; readonly field: string; readonly words: string }
)

/** What one person put down on one board, and how many of their edits were called saved, counted from the first. */
export interface Record {
  readonly written: readonly Written[]
  readonly saved: number
}

/**
 * Compares all that people at one table put down and were told is saved with the cards that a fresh laptop gets.
 * Of several values for one field anybody's last one may stand; words and cards must be there, once.
 * The answer is a sentence for each thing that is lost or doubled.
 */
export function compare(records: readonly Record[], cards: readonly Card[], kinds: Readonly<{ [id: string]: Kind }>): string[] {
  const found = new Map(cards.map((card) => [card.id, card]))
  const saved = records.flatMap(({ written, saved }) => written.filter((one) => one.edit <= saved))
  const lastValues = lastValuesOf(records)
  const wrong = saved.flatMap((one) => {
    const card = found.get(one.card)
    if (!card) return one.sort === 'card' ? [`${one.by} put down the card ${one.card}, and it is gone`] : []
    const said = problemOf(one, card, lastValues)
    return said === null ? [] : [`${one.by}, ${nameOf(one, card, kinds)} of the card ${one.card}: ${said}`]
  })
  return [...new Set(wrong)]
}

function problemOf(one: Written, card: Card, lastValues: ReadonlyMap<string, ReadonlySet<string>>): string | null {
  if (one.sort === 'card') return null
  const present = card.fields[one.field] ?? null
  if (one.sort === 'value') {
    const may = lastValues.get(`${one.card} ${one.field}`)
    return may?.has(JSON.stringify(present)) ? null : `wrote ${JSON.stringify(one.value)}, and the server has ${JSON.stringify(present)}`
  }
  const times = String(present).split(one.words).length - 1
  if (times === 1) return null
  return times === 0 ? `the words "${one.words}" are gone` : `the words "${one.words}" are there ${times} times`
}

/** For each field, everybody's last value: an earlier one of the same person has been replaced for good. */
function lastValuesOf(records: readonly Record[]): Map<string, Set<string>> {
  const may = new Map<string, Set<string>>()
  for (const { written } of records) {
    const own = new Map<string, string>()
    for (const one of written) if (one.sort === 'value') own.set(`${one.card} ${one.field}`, JSON.stringify(one.value))
    for (const [place, value] of own) may.set(place, (may.get(place) ?? new Set()).add(value))
  }
  return may
}

function nameOf(one: Written, card: Card, kinds: Readonly<{ [id: string]: Kind }>): string {
  return one.sort === 'card' ? 'the card' : (kinds[card.kind]?.fields[one.field]?.label.en ?? one.field)
}
