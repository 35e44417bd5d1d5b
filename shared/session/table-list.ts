import { isLanguage, type Language } from '../i18n/language.ts'
import { refuse, type Refusal } from '../refusals.ts'
import { maxGroups } from './new-session.ts'
import type { Group, Session } from './session.ts'

/** A table as it is planned before the day. */
export interface PlannedTable {
  readonly name: string
  /** In which its laptops begin; null where nobody has said. */
  readonly language: Language | null
  /** Whose delegation sits there; empty at a mixed table. */
  readonly delegation: string
}

/** A line that was not understood, from 1, and what in it. */
export interface ListProblem {
  readonly line: number
  readonly what: 'language' | 'long'
  readonly text: string
}

const longest = 60
const languageNames: Readonly<Record<string, Language>> = {
  english: 'en',
  английский: 'en',
  англ: 'en',
  russian: 'ru',
  русский: 'ru',
  рус: 'ru',
}
const mixed: ReadonlySet<string> = new Set(['mixed', 'смешанный', 'смешанная', '-', '–', '—'])
const headings: ReadonlySet<string> = new Set(['language', 'язык', 'lang'])

/**
 * The tables of a list that somebody pasted from a sheet or a file of commas: one a line, with name, language and delegation, of
 * which the last two may be missing. A first line of headings is passed over.
 */
export function readTableList(text: string): { readonly tables: readonly PlannedTable[]; readonly problems: readonly ListProblem[] } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const separator = text.includes('\t') ? '\t' : text.includes(';') ? ';' : ','
  const tables: PlannedTable[] = []
  const problems: ListProblem[] = []
  lines.forEach((written, index) => {
    const [name = '', language = '', delegation = ''] = cellsOf(written, separator)
    if (name === '' && language === '' && delegation === '') return
    const isHeading = tables.length === 0 && headings.has(language.toLowerCase())
    if (isHeading) return
    const long = [name, delegation].find((cell) => cell.length > longest)
    if (long !== undefined) return void problems.push({ line: index + 1, what: 'long', text: long })
    const known = languageOf(language)
    if (known === undefined) return void problems.push({ line: index + 1, what: 'language', text: language })
    tables.push({ name, language: known, delegation: mixed.has(delegation.toLowerCase()) ? '' : delegation })
  })
  return { tables, problems }
}

/** Undefined when it is none that we speak. */
function languageOf(cell: string): Language | null | undefined {
  const plain = cell.toLowerCase().replace(/\.$/, '')
  if (plain === '') return null
  return isLanguage(plain) ? plain : languageNames[plain]
}

/** Cells may stand in quotation marks, as sheets write them; two of them within are one. */
function cellsOf(line: string, separator: string): readonly string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (line[at + 1] === '"') {
        cell += '"'
        at++
      } else isQuoted = false
    } else if (sign === '"' && cell.trim() === '') {
      cell = ''
      isQuoted = true
    } else if (sign === separator) {
      cells.push(cell.trim())
      cell = ''
    } else cell += sign
  }
  return [...cells, cell.trim()]
}

/**
 * The tables as the list has them, from A on; further tables of the list are made, tables beyond it stay as they are. `addOne`
 * makes one more.
 */
export function setTables(session: Session, planned: readonly PlannedTable[], addOne: (session: Session) => Session): Session | Refusal {
  if (planned.length > maxGroups) return refuse('too-many-groups', { most: maxGroups })
  let next = session
  while (next.groups.length < planned.length) next = addOne(next)
  return { ...next, groups: next.groups.map((group, index) => (planned[index] ? asPlanned(group, planned[index]) : group)) }
}

function asPlanned({ language: _, delegation: __, ...group }: Group, { name, language, delegation }: PlannedTable): Group {
  return { ...group, name, ...(language === null ? {} : { language }), ...(delegation === '' ? {} : { delegation }) }
}
