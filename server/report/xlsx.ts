import writeXlsx, { type Row, type Sheet as Written } from 'write-excel-file/node'
import { cleanText } from '../../shared/report/escape.ts'
import { assembleSheets, type Cell, type Sheet } from '../../shared/report/sheets.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import { withoutTimes } from './zip-times.ts'

/** What a spreadsheet takes in one cell, and in the name of a sheet. */
const longestCell = 32_767
const longestName = 31
const widest = 60

/** All cards, merged entries, ratings and decisions as a workbook. Words are written as words, numbers as numbers; there is no formula in it. */
export async function renderXlsx(input: ReportInput): Promise<Uint8Array> {
  const sheets = assembleSheets(input)
  const used = new Set<string>()
  const written = (sheets.length > 0 ? sheets : [{ name: '–', head: ['–'], rows: [] }]).map((sheet) => written1(sheet, used))
  return withoutTimes(await writeXlsx(written, { fontFamily: 'Noto Sans', fontSize: 10 }).toBuffer())
}

function written1({ name, head, rows }: Sheet, used: Set<string>): Written<never> {
  const heading: Row = head.map((title) => ({ value: words(title), type: String, fontWeight: 'bold', wrap: true, alignVertical: 'top' }))
  const cell = (value: Cell) =>
    value === null ? null : typeof value === 'number' ? { value, type: Number } : { value: words(value), type: String, wrap: true, alignVertical: 'top' as const } // prettier-ignore
  return {
    data: [heading, ...rows.map((row) => row.map(cell))],
    sheet: nameFor(name, used),
    stickyRowsCount: 1,
    columns: head.map((title, at) => ({ width: Math.min(widest, Math.max(10, title.length + 2, ...rows.map((row) => longestLine(row[at] ?? null) + 2))) })),
  } // prettier-ignore
}

const words = (text: string) => cleanText(text).slice(0, longestCell)
const longestLine = (value: Cell) => Math.max(0, ...String(value ?? '').split('\n').map((line) => line.length)) // prettier-ignore

/** A name that no other sheet has, without the signs that a spreadsheet forbids. */
function nameFor(wish: string, used: Set<string>): string {
  const plain = cleanText(wish).replace(/[[\]:*?/\\']/g, ' ').trim() || '–' // prettier-ignore
  for (let count = 1; ; count++) {
    const tail = count === 1 ? '' : ` ${count}`
    const name = plain.slice(0, longestName - tail.length) + tail
    if (used.has(name.toLowerCase())) continue
    used.add(name.toLowerCase())
    return name
  }
}
