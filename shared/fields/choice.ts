import { translator } from '../i18n/messages.ts'
import { isId } from '../ids.ts'
import { countAnswers } from './counts.ts'
import type { FieldType } from './field-type.ts'
import { cutTo } from './stretch.ts'
import type { ChoiceValue } from './values.ts'

const maxOwn = 200

/** One term of a vocabulary, or own words where the field allows them. Stored as the code, or as `{ own }`. */
export const choice: FieldType<'choice', ChoiceValue> = {
  type: 'choice',
  initial: null,
  read(stored, field) {
    if (isId(stored)) return { code: stored }
    if (!field.own || typeof stored !== 'object' || stored === null || !Object.hasOwn(stored, 'own')) return null
    const { own } = stored as { own: unknown }
    const words = typeof own === 'string' ? cutTo(own, maxOwn).replace(/\s+/g, ' ').trim() : ''
    return words === '' ? null : { own: words }
  },
  write: (value) => (value === null ? null : 'code' in value ? value.code : { own: cutTo(value.own, maxOwn) }),
  isAnswered: (value) => value !== null,
  merge: (answers) => countAnswers(answers.map(({ group, value }) => ({ group, entries: value === null ? [] : [value] }))),
  format(value, field, language, exercise) {
    if (value === null) return translator(language)('words.notSaid')
    if ('own' in value) return value.own
    return exercise.vocabularies[field.from]?.terms.find((term) => term.code === value.code)?.label[language] ?? value.code
  },
  keyOf: (value) => (value !== null && 'code' in value ? `code:${value.code}` : null),
  sample: [null, { code: 'HT' }, { own: 'Scam call centres' }],
}
