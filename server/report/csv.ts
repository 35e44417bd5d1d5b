import { cleanText } from '../../shared/report/escape.ts'
import type { Cell, Sheet } from '../../shared/report/sheets.ts'

/** RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8; every cell is quoted. */
export function renderCsv({ head, rows }: Sheet): string {
  return `\ufeff${[head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

/**
 * A spreadsheet takes words that begin like this for a formula, also after a line break, and after a semicolon, which parts
 * cells where commas are decimal: an apostrophe says that they are words.
 */
const risky = /(?<=^|;)(?=[^\S\n]*[=+\-@\t\uff1d\uff0b\uff0d\uff20])/gm

function quoted(cell: Cell): string {
  if (cell === null) return '""'
  if (typeof cell === 'number') return `"${cell}"`
  return `"${cleanText(cell).replace(risky, "'").replaceAll('"', '""')}"`
}
