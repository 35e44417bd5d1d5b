import type { StyleId } from '../../../shared/report/template.ts'
import { countLines, type Letters } from './letters.ts'
import { isKept, staysWhole } from './markup.ts'
import type { Entry, Piece, Section } from './pieces.ts'
import { ownLooks, type Looks } from './looks.ts'
import { roomOf, usualLine } from './styles.ts'

export interface Faces {
  readonly looks: Looks
  readonly regular: Letters
  readonly bold: Letters
}

/** A stretch of lines that goes on a page: a paragraph, a row, a picture. Measures in twentieths of a point. */
interface Strip {
  readonly lines: number
  readonly line: number
  readonly before: number
  readonly after: number
  /** What it needs beside its lines on each page: margins and rule of a row. */
  readonly around: number
  readonly keepNext: boolean
  readonly isWhole: boolean
  readonly breakBefore: boolean
  readonly mark?: number
  /** What is repeated above it at the top of a page: the head of its table. */
  readonly head: number
}

/**
 * The page on which each heading stands, by its mark: laid out as Word does, with the widths of the font that is in the file. An
 * estimate: what Word's own table of contents says after an update may differ by a page in a long report.
 */
export function pagesOf(
  sections: readonly Section[],
  entries: readonly Entry[],
  letters: Omit<Faces, 'looks'>,
  looks: Looks = ownLooks,
): Map<number, number> {
  const found = new Map<number, number>()
  const faces = { looks, regular: looks.lettersOf(letters.regular, 'regular'), bold: looks.lettersOf(letters.bold, 'bold') }
  let page = 0
  for (const { isWide, pieces } of sections) {
    const room = roomOf(looks.pageOf(isWide))
    page = layOut(pieces.flatMap((piece) => stripsOf(piece, room.width, entries, faces)), room.height + overhang, page + 1, found) // prettier-ignore
  }
  return found
}

function layOut(strips: readonly Strip[], height: number, first: number, found: Map<number, number>): number {
  let [page, y, below] = [first, 0, 0]
  const turn = () => {
    page++
    y = below = 0
  }
  strips.forEach((strip, at) => {
    // The larger of two spaces counts; at the top of a page that filled up there is none.
    const before = () => (y === 0 && at > 0 && !strip.breakBefore ? strip.head : Math.max(below, strip.before))
    if (strip.breakBefore && y > 0) turn()
    else if (y > 0 && y + before() + keptHeight(strips, at) > height) turn()
    let left = strip.lines
    y += before()
    if (strip.mark !== undefined) found.set(strip.mark, page)
    while (y + strip.around + left * strip.line > height && !strip.isWhole) {
      const fit = Math.min(left - 1, Math.floor((height - y - strip.around) / strip.line))
      if (fit < 1 && y > strip.head) {
        turn()
        y = strip.head
        if (strip.mark !== undefined && left === strip.lines) found.set(strip.mark, page)
        continue
      }
      left -= Math.max(1, left - fit === 1 ? fit - 1 : fit)
      turn()
      y = strip.head
    }
    y += strip.around + left * strip.line
    below = strip.after
  })
  return page
}

/** What must stand on one page from here: whatever is kept with the next, and of the last two lines, or all that is whole. */
function keptHeight(strips: readonly Strip[], from: number): number {
  let sum = 0
  for (let at = from; at < strips.length; at++) {
    const strip = strips[at]!
    const least = strip.isWhole || strip.lines <= 3 ? strip.lines : 2
    sum += (at > from ? Math.max(strip.before, strips[at - 1]!.after) : 0) + strip.around
    if (!strip.keepNext) return sum + least * strip.line
    sum += strip.lines * strip.line
  }
  return sum
}

function stripsOf(piece: Piece, width: number, entries: readonly Entry[], faces: Faces): Strip[] {
  switch (piece.is) {
    case 'paragraph':
      return [paragraphStrip(piece.style, piece.text, width, faces, piece)]
    case 'picture':
      return [{ ...paragraphStrip('Figure', '', width, faces), line: piece.height * 15, isWhole: true }]
    case 'contents':
      return [
        ...entries.flatMap(({ level, text }) =>
          typeof level === 'number' ? [paragraphStrip(`TOC${level}`, `${text} 000`, width, faces)] : [],
        ),
        { ...plain, line: lineOf('Body', faces) },
      ]
    case 'list':
      return [
        ...entries.flatMap(({ level, text }) => (level === piece.of ? [paragraphStrip('ListEntry', `${text} 000`, width, faces)] : [])),
        { ...plain, line: lineOf('Body', faces) },
      ]
    case 'table': {
      const head = rowStrip(piece.head, piece.widths, 'CellHead', faces)
      const headHeight = head.around + head.lines * head.line
      const row = (cells: readonly string[], at: number): Strip => ({
        ...rowStrip(cells, piece.widths, 'Cell', faces),
        head: headHeight,
        keepNext: isKept(piece, at),
      })
      return [head, ...piece.rows.map(row)]
    }
  }
}

const plain = { lines: 1, line: 0, before: 0, after: 0, around: 0, keepNext: false, isWhole: false, breakBefore: false, head: 0 }

/** In whole twentieths of a point, as Word keeps it. */
function lineOf(id: StyleId, faces: Faces): number {
  const { size, line = usualLine, bold } = faces.looks.styles[id]
  return Math.floor((size * 10 * (bold ? faces.bold : faces.regular).line * line) / 240)
}

function paragraphStrip(
  id: StyleId,
  text: string,
  width: number,
  faces: Faces,
  more: { breakBefore?: boolean; mark?: number; keepNext?: boolean } = {},
): Strip {
  const { size, bold, before = 0, after = 0, left = 0, keepNext = false } = faces.looks.styles[id]
  const lines = countLines(text, bold ? faces.bold : faces.regular, (width - left) / (size * 10))
  const marked = more.mark === undefined ? {} : { mark: more.mark }
  return {
    ...plain,
    lines,
    line: lineOf(id, faces),
    before,
    after,
    keepNext: keepNext || more.keepNext === true,
    breakBefore: more.breakBefore === true,
    ...marked,
  }
}

/** So much of the space between two lines the last one on a page may lack. */
const overhang = 12
/** A hairline below a row is half a point. */
const hairline = 10

function rowStrip(cells: readonly string[], widths: readonly number[], id: 'Cell' | 'CellHead', faces: Faces): Strip {
  const letters = id === 'CellHead' ? faces.bold : faces.regular
  const size = faces.looks.styles[id].size * 10
  const lines = Math.max(1, ...cells.map((text, at) => countLines(text, letters, ((widths[at] ?? 0) - 2 * faces.looks.cell.side) / size)))
  const isHead = id === 'CellHead'
  return {
    ...plain,
    lines,
    line: lineOf(id, faces),
    around: faces.looks.cell.top + faces.looks.cell.bottom + hairline,
    keepNext: isHead,
    isWhole: isHead || staysWhole(cells),
  }
}
