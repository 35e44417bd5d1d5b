import type { Exercise, Field, FieldSetting } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import type { MergedField } from '../merge/cluster.ts'
import { choice } from './choice.ts'
import type { Answer, FieldType, Stored } from './field-type.ts'
import { line } from './line.ts'
import { rating } from './rating.ts'
import { text } from './text.ts'
import type { Value } from './values.ts'

/** Every field type there is. A contract suite checks that this list and the folder say the same. */
export const fieldTypes = { line, text, choice, rating }

type Loose = FieldType<FieldSetting['type'], Value>
const typeOf = (field: Field) => fieldTypes[field.type] as unknown as Loose

export const initialOf = (field: Field): Value => typeOf(field).initial
export const readField = (stored: unknown, field: Field): Value => typeOf(field).read(stored, field)
export const writeField = (value: Value, field: Field): Stored => typeOf(field).write(value, field)
export const isAnswered = (value: Value, field: Field): boolean => typeOf(field).isAnswered(value)
export const mergeField = (answers: readonly Answer<Value>[], field: Field): MergedField => typeOf(field).merge(answers, field)
export const formatField = (value: Value, field: Field, language: Language, exercise: Exercise): string =>
  typeOf(field).format(value, field, language, exercise)
export const keyOfField = (value: Value, field: Field): string | null => typeOf(field).keyOf(value)
