import { AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType } from 'docx'
import type { Block } from '../../shared/report/blocks.ts'
import { cleanText } from '../../shared/report/escape.ts'
import { textWidth } from './docx-styles.ts'

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const thick = { style: BorderStyle.SINGLE, size: 12, color: '1B1F2A' } as const
const rule = { style: BorderStyle.SINGLE, size: 8, color: '1B1F2A' } as const
const hair = { style: BorderStyle.SINGLE, size: 4, color: 'D9D9D4' } as const

/** A table without stripes or boxes: a rule above and below the head, hairlines between rows; the head repeats. */
export function tableBlock({ head, rows, align }: Extract<Block, { is: 'table' }>): Table {
  const widths = columnWidths(head, rows)
  const cells = (row: readonly string[], isHead: boolean) =>
    head.map((_, index) => cellOf(row[index] ?? '', { isHead, right: align[index] === 'right', width: widths[index] ?? 0 }))
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: cells(head, true) }),
      ...rows.map((row) => new TableRow({ cantSplit: row.every((cell) => cell.length < 600), children: cells(row, false) })),
    ],
  })
}

function cellOf(text: string, { isHead, right, width }: { isHead: boolean; right: boolean; width: number }): TableCell {
  const lines = cleanText(text).split('\n')
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 50, bottom: 50, left: 80, right: 80 },
    borders: { top: isHead ? thick : none, bottom: isHead ? rule : hair, left: none, right: none },
    children: lines.map(
      (line) =>
        new Paragraph({
          style: 'Cell',
          keepNext: isHead,
          alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [new TextRun({ text: line, bold: isHead })],
        }),
    ),
  })
}

/** Shares the width by what stands in the columns; no usual word is ever broken. In twentieths of a point. */
function columnWidths(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const least = head.map(
    (title, index) => Math.min(16, Math.max(longestWord(title) * 1.12, ...rows.map((row) => longestWord(row[index] ?? '')))) * 122 + 200,
  )
  const wishes = head.map((_, index) => Math.min(34, Math.max(1, ...rows.map((row) => row[index]?.length ?? 0))))
  const rest = textWidth - sum(least)
  if (rest <= 0) return least.map((width) => Math.floor((width / sum(least)) * textWidth))
  return least.map((width, index) => Math.floor(width + (rest * (wishes[index] ?? 1)) / sum(wishes)))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const longestWord = (text: string) => Math.max(0, ...text.split(/\s+/).map((word) => word.length))
