import { translator } from '../i18n/messages.ts'
import { median } from '../merge/statistics.ts'
import type { FieldType } from './field-type.ts'
import type { NumberValue } from './values.ts'

/** A number with its unit, such as a cost or a share; rounded to the field's decimals, empty outside its range. */
export const number: FieldType<'number', NumberValue> = {
  type: 'number',
  initial: null,
  read(stored, field) {
    if (typeof stored !== 'number' || !Number.isFinite(stored)) return null
    // Adding nothing makes of "minus nothing" a plain zero.
    const rounded = Number(stored.toFixed(field.decimals)) + 0
    return rounded < (field.min ?? -largest) || rounded > (field.max ?? largest) ? null : rounded
  },
  write: (value) => value,
  isAnswered: (value) => value !== null,
  merge(answers) {
    const byGroup = new Map<string, number[]>()
    for (const { group, value } of answers) if (value !== null) byGroup.set(group, [...(byGroup.get(group) ?? []), value])
    // One group, one value, as with ratings: a group that has several is represented by their median.
    const values = [...byGroup].map(([group, own]) => ({ group, value: median(own.sort((a, b) => a - b)) }))
    const sorted = values.map((one) => one.value).sort((a, b) => a - b)
    return {
      type: 'numbers',
      values,
      median: sorted.length > 0 ? median(sorted) : null,
      min: sorted[0] ?? null,
      max: sorted.at(-1) ?? null,
    }
  },
  format(value, field, language) {
    if (value === null) return translator(language)('words.notSaid')
    const digits = new Intl.NumberFormat(language, { maximumFractionDigits: field.decimals }).format(value)
    return field.unit ? `${digits} ${field.unit[language]}` : digits
  },
  keyOf: (value) => (value === null ? null : `number:${value}`),
  sample: [null, 0, 250, 12.5],
}

/** Whole numbers beyond this are no longer exact. */
const largest = Number.MAX_SAFE_INTEGER
