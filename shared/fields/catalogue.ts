import type * as Y from 'yjs'
import type { Exercise, Field, FieldSetting } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import type { MergedField } from '../merge/cluster.ts'
import { area } from './area.ts'
import { choice } from './choice.ts'
import { choices } from './choices.ts'
import { dots } from './dots.ts'
import type { Answer, FieldType, Stored, TitleOf } from './field-type.ts'
import { flag } from './flag.ts'
import { line } from './line.ts'
import { link } from './link.ts'
import { links } from './links.ts'
import { number } from './number.ts'
import { path } from './path.ts'
import { period } from './period.ts'
import { place } from './place.ts'
import { position } from './position.ts'
import { rating } from './rating.ts'
import { text } from './text.ts'
import type { Value } from './values.ts'

/** Every field type there is. A contract suite checks that this list and the folder say the same. */
export const fieldTypes = {
  line,
  text,
  choice,
  choices,
  rating,
  number,
  flag,
  period,
  link,
  links,
  dots,
  position,
  place,
  path,
  area,
} satisfies {
  [Type in FieldSetting['type']]: { readonly type: Type }
}

type Loose = FieldType<FieldSetting['type'], Value>
const typeOf = (field: Field) => fieldTypes[field.type] as unknown as Loose

export const initialOf = (field: Field): Value => typeOf(field).initial
export const readField = (stored: unknown, field: Field): Value => typeOf(field).read(stored, field)
export const writeField = (value: Value, field: Field): Stored => typeOf(field).write(value, field)
/** False where the field's type has no way to share a text: the value is set as a whole. */
export function editField(text: Y.Text, value: Value, field: Field): boolean {
  const type = typeOf(field)
  if (!type.edit) return false
  type.edit(text, value, field)
  return true
}
export const isAnswered = (value: Value, field: Field): boolean => typeOf(field).isAnswered(value)
export const mergeField = (answers: readonly Answer<Value>[], field: Field): MergedField => typeOf(field).merge(answers, field)
export const formatField = (value: Value, field: Field, language: Language, exercise: Exercise, titleOf?: TitleOf): string =>
  typeOf(field).format(value, field, language, exercise, titleOf)
export const keyOfField = (value: Value, field: Field): string | null => typeOf(field).keyOf(value)
