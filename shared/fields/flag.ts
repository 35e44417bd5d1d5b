import { translator } from '../i18n/messages.ts'
import { countAnswers } from './counts.ts'
import type { FieldType } from './field-type.ts'
import type { FlagValue } from './values.ts'

/** Yes, no, or not said. Merged as counts under the codes `yes` and `no`. */
export const flag: FieldType<'flag', FlagValue> = {
  type: 'flag',
  initial: null,
  read: (stored) => (typeof stored === 'boolean' ? stored : null),
  write: (value) => value,
  isAnswered: (value) => value !== null,
  merge: (answers) =>
    countAnswers(answers.map(({ group, value }) => ({ group, entries: value === null ? [] : [{ code: value ? 'yes' : 'no' }] }))),
  format: (value, _field, language) => translator(language)(value === null ? 'words.notSaid' : value ? 'words.yes' : 'words.no'),
  keyOf: (value) => (value === null ? null : `flag:${value}`),
  sample: [null, true, false],
}
