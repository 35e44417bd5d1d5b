import * as Y from 'yjs'
import type { FieldType } from './field-type.ts'
import { cutTo } from './stretch.ts'
import { changeText, everyWording, wordsOf } from './wordings.ts'

/** One line of free text that several people may write in at once. Boards of earlier versions hold a string until it is edited. */
export const line: FieldType<'line', string> = {
  type: 'line',
  initial: '',
  read: (stored, field) => wordsOf(stored, field.max).replace(/\s+/g, ' ').trim(),
  write: (value, field) => new Y.Text(cutTo(value, field.max)),
  edit: (shared, value, field) => changeText(shared, cutTo(value, field.max)),
  isAnswered: (value) => value.trim() !== '',
  merge: everyWording,
  format: (value) => value,
  keyOf: () => null,
  sample: ['', 'Cash couriers', 'Наличные курьеры'],
}
