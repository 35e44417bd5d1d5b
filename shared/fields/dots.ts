import * as Y from 'yjs'
import type { FieldOf } from '../exercise/exercise.ts'
import { translator } from '../i18n/messages.ts'
import type { FieldType } from './field-type.ts'
import type { Card, DotsValue } from './values.ts'

/** No table has more dots than this; a document that says more is nonsense. */
const most = 999
const put = '+'
const taken = '-'

/**
 * How many dots a table's laptops put on a card, out of `each` that every person has. Stored as a shared text with a
 * `+` for each dot put down and a `-` for each taken back. Signs are only ever added, so that whatever several laptops
 * do at once counts for each of them; a number would keep the last writer's alone. A sample file writes the number.
 */
export const dots: FieldType<'dots', DotsValue> = {
  type: 'dots',
  initial: 0,
  read(stored) {
    const count = stored instanceof Y.Text ? balanceOf(stored) : Number.isInteger(stored) ? Number(stored) : 0
    return Math.min(most, Math.max(0, count))
  },
  write: (value) => new Y.Text(put.repeat(Math.min(most, value))),
  edit(text, value) {
    const change = Math.min(most, value) - balanceOf(text)
    if (change !== 0) text.insert(text.length, (change > 0 ? put : taken).repeat(Math.abs(change)))
  },
  isAnswered: (value) => value > 0,
  merge(answers) {
    const byGroup = new Map<string, number>()
    for (const { group, value } of answers) if (value > 0) byGroup.set(group, (byGroup.get(group) ?? 0) + value)
    const values = [...byGroup].map(([group, value]) => ({ group, value }))
    return { type: 'dots', values, total: values.reduce((sum, one) => sum + one.value, 0) }
  },
  format: (value, _field, language) => translator(language)('words.nDots', { n: value }),
  keyOf: (value) => (value === 0 ? null : `dots:${value}`),
  sample: [0, 1, 5],
}

/** Below nothing when two laptops took back the same last dot at once; the next change sets it right. */
function balanceOf(text: Y.Text): number {
  const json: unknown = text.toJSON()
  if (typeof json !== 'string') return 0
  let balance = 0
  for (const sign of json) balance += sign === put ? 1 : sign === taken ? -1 : 0
  return balance
}

/** How many of a table's dots are put on these cards, and how many there are for so many people. */
export function dotsOn(cards: readonly Card[], field: FieldOf<'dots'>, people: number): { readonly given: number; readonly of: number } {
  const given = cards.reduce((sum, card) => sum + numberOf(card.fields[field.id]), 0)
  return { given, of: field.each * people }
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)
