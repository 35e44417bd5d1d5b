import { translator } from '../i18n/messages.ts'
import { isId } from '../ids.ts'
import type { Count } from '../merge/cluster.ts'
import type { FieldType } from './field-type.ts'
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
    const words = typeof own === 'string' ? own.slice(0, maxOwn).replace(/\s+/g, ' ').trim() : ''
    return words === '' ? null : { own: words }
  },
  write: (value) => (value === null ? null : 'code' in value ? value.code : { own: value.own.slice(0, maxOwn) }),
  isAnswered: (value) => value !== null,
  merge(answers) {
    const counts = new Map<string, { code: string; own: boolean; groups: Set<string> }>()
    for (const { group, value } of answers) {
      if (value === null) continue
      const [code, own] = 'code' in value ? [value.code, false] : [value.own, true]
      const key = `${own ? 'own' : 'code'}:${code}`
      const count = counts.get(key) ?? { code, own, groups: new Set() }
      count.groups.add(group)
      counts.set(key, count)
    }
    const sorted: Count[] = [...counts.values()].map((count) => ({ ...count, groups: [...count.groups] }))
    sorted.sort((a, b) => b.groups.length - a.groups.length || (a.code < b.code ? -1 : 1))
    return { type: 'counts', counts: sorted, groups: new Set(answers.filter((one) => one.value !== null).map((one) => one.group)).size }
  },
  format(value, field, language, exercise) {
    if (value === null) return translator(language)('words.notSaid')
    if ('own' in value) return value.own
    return exercise.vocabularies[field.from]?.terms.find((term) => term.code === value.code)?.label[language] ?? value.code
  },
  keyOf: (value) => (value !== null && 'code' in value ? `code:${value.code}` : null),
  sample: [null, { code: 'HT' }, { own: 'Scam call centres' }],
}
