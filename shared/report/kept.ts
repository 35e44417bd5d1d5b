import { columnShares, lineLetters } from './columns.ts'

interface Rows {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A table of so many lines has room on any page beside its caption and note. */
const mostLines = 10
/** Rows at the end of a longer one that go to the next page together, and with its note. */
const mostLast = 2

/**
 * How many rows at the end of a table stand on one page, together with its note: all of a short one, so that no page begins with a
 * row or a note alone; none where they are too long to be kept.
 */
export function keptRows({ head, rows }: Rows, isWide: boolean): number {
  const room = columnShares({ head, rows: rows.slice(0, mostLines) }, isWide ? lineLetters.across : lineLetters.upright)
  let lines = 0
  for (let kept = 0; kept < rows.length; kept++) {
    lines += linesOf(rows[rows.length - 1 - kept] ?? [], room)
    if (lines > mostLines) return Math.min(kept, mostLast)
  }
  return rows.length
}

/** About how many lines a row takes. */
function linesOf(row: readonly string[], room: readonly number[]): number {
  const inCell = (text: string, width: number) => text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / Math.max(1, width - 2))), 0)
  return Math.max(1, ...row.map((text, at) => inCell(text, room[at] ?? 1)))
} // prettier-ignore
