import * as Y from 'yjs'
import type { FieldType } from './field-type.ts'
import { cutTo } from './stretch.ts'
import { changeText, everyWording, wordsOf } from './wordings.ts'

/** A longer text that several people may write in at once. */
export const text: FieldType<'text', string> = {
  type: 'text',
  initial: '',
  read: (stored, field) => wordsOf(stored, field.max),
  write: (value, field) => new Y.Text(cutTo(value, field.max)),
  edit: (shared, value, field) => changeText(shared, cutTo(value, field.max)),
  isAnswered: (value) => value.trim() !== '',
  merge: everyWording,
  format: (value) => value,
  keyOf: () => null,
  sample: ['', 'Sold through messaging channels.\nPaid in crypto-assets.', 'Через мессенджеры'],
}
