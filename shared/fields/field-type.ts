import type * as Y from 'yjs'
import type { Exercise, FieldOf, FieldSetting } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import type { MergedField } from '../merge/cluster.ts'
import type { Value } from './values.ts'

/** What may stand in a document under a field: JSON, or a shared text for long text. */
export type Stored = string | number | boolean | null | Readonly<Record<string, unknown>> | Y.Text | undefined

/** The title of a card of the same board in the reader's language; null where there is no such card. */
export type TitleOf = (card: string) => string | null

/** One group's answer, on its way into a merge. */
export interface Answer<V extends Value> {
  readonly group: string
  readonly value: V
}

/**
 * A field type says once how a value is stored, read, merged and worded. One file of its name in
 * `shared/fields`, one editor of its name in `client/fields`.
 */
export interface FieldType<Type extends FieldSetting['type'], V extends Value> {
  readonly type: Type
  readonly initial: V
  /** Total: whatever stands in a document becomes a value; it never throws. */
  read(stored: unknown, field: FieldOf<Type>): V
  /** What to put into the document for a value. */
  write(value: V, field: FieldOf<Type>): Stored
  /** Where the document holds a shared text: makes it say the value by the smallest change, so that two people's edits both stand. */
  edit?(text: Y.Text, value: V, field: FieldOf<Type>): void
  isAnswered(value: V): boolean
  /** Answers come in the order of groups, at most one a contribution; the result ignores that order but for display. */
  merge(answers: readonly Answer<V>[], field: FieldOf<Type>): MergedField
  /** The value in words of the reader's language. Links need the titles of the board's cards. */
  format(value: V, field: FieldOf<Type>, language: Language, exercise: Exercise, titleOf?: TitleOf): string
  /** Two values that mean the same have the same key, in any language; null when nothing is said or the words are free. */
  keyOf(value: V): string | null
  readonly sample: readonly V[]
}
