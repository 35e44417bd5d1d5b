import type { FieldType } from './field-type.ts'
import { cutTo } from './stretch.ts'
import { everyWording, wordsOf } from './wordings.ts'

/** One line of free text. The last writer wins. */
export const line: FieldType<'line', string> = {
  type: 'line',
  initial: '',
  read: (stored, field) => wordsOf(stored, field.max).replace(/\s+/g, ' ').trim(),
  write: (value, field) => cutTo(value, field.max),
  isAnswered: (value) => value.trim() !== '',
  merge: everyWording,
  format: (value) => value,
  keyOf: () => null,
  sample: ['', 'Cash couriers', 'Наличные курьеры'],
}
