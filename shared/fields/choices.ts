import * as Y from 'yjs'
import { isId } from '../ids.ts'
import { countAnswers } from './counts.ts'
import type { FieldType } from './field-type.ts'
import { editLines, linesOf, textOfLines } from './lines.ts'
import { cutTo } from './stretch.ts'
import type { ChoicesValue, Entry } from './values.ts'

const maxOwn = 200
const ownMark = '='

/** Several terms of a vocabulary, and own words where the field allows them. Stored as lines of a shared text: a code, or `=` and own words. */
export const choices: FieldType<'choices', ChoicesValue> = {
  type: 'choices',
  initial: [],
  read(stored, field) {
    const entries = stored instanceof Y.Text ? linesOf(stored).map(entryOfLine) : Array.isArray(stored) ? stored.map(entryOfJson) : []
    const lines = new Map<string, Entry>()
    for (const entry of entries) if (entry && ('code' in entry || field.own)) lines.set(lineOf(entry), entry)
    return [...lines.values()].slice(0, field.max)
  },
  write: (value, field) => new Y.Text(textOfLines(value.slice(0, field.max).map(lineOf))),
  edit: (text, value, field) => editLines(text, value.slice(0, field.max).map(lineOf)),
  isAnswered: (value) => value.length > 0,
  merge: (answers) => countAnswers(answers.map(({ group, value }) => ({ group, entries: value }))),
  format(value, field, language, exercise) {
    const terms = exercise.vocabularies[field.from]?.terms ?? []
    const labelOf = (code: string) => terms.find((term) => term.code === code)?.label[language] ?? code
    return value.map((entry) => ('own' in entry ? entry.own : labelOf(entry.code))).join(', ')
  },
  keyOf(value) {
    const codes = value.flatMap((entry) => ('code' in entry ? entry.code : []))
    return value.length > 0 && codes.length === value.length ? `codes:${codes.sort().join(',')}` : null
  },
  sample: [[], [{ code: 'HT' }], [{ code: 'HT' }, { code: 'CY' }, { own: 'Scam call centres' }]],
}

const lineOf = (entry: Entry): string => ('code' in entry ? entry.code : ownMark + tidy(entry.own))
const tidy = (words: string): string => cutTo(words, maxOwn).replace(/\s+/g, ' ').trim()

function entryOfLine(line: string): Entry | null {
  if (line.startsWith(ownMark)) {
    const words = tidy(line.slice(ownMark.length))
    return words === '' ? null : { own: words }
  }
  return isId(line) ? { code: line } : null
}

function entryOfJson(json: unknown): Entry | null {
  if (isId(json)) return { code: json }
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'own')) return null
  const { own } = json as { own: unknown }
  return typeof own === 'string' && tidy(own) !== '' ? { own: tidy(own) } : null
}
