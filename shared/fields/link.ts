import { translator } from '../i18n/messages.ts'
import { isId } from '../ids.ts'
import type { FieldType } from './field-type.ts'
import { linksTogether } from './targets.ts'
import type { LinkValue } from './values.ts'

/** Another card of the board, of the kind `to`. Stored as the card's id; the last writer wins. */
export const link: FieldType<'link', LinkValue> = {
  type: 'link',
  initial: null,
  read: (stored) => (isId(stored) ? { card: stored } : null),
  write: (value) => value?.card ?? null,
  isAnswered: (value) => value !== null,
  merge: (answers) => linksTogether(answers.map(({ group, value }) => ({ group, targets: value === null ? [] : [value] }))),
  format: (value, _field, language, _exercise, titleOf) =>
    value === null ? translator(language)('words.notSaid') : (titleOf?.(value.card) ?? ''),
  keyOf: (value) => (value === null ? null : `card:${value.card}`),
  sample: [null, { card: 'm1' }],
}
