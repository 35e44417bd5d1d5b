import { AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType } from 'docx'
import type { Block } from '../../shared/report/blocks.ts'
import { cleanText } from '../../shared/report/escape.ts'
import { columnShares, lineLetters } from '../../shared/report/columns.ts'
import { textWidth } from './docx-styles.ts'

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const thick = { style: BorderStyle.SINGLE, size: 12, color: '1B1F2A' } as const
const rule = { style: BorderStyle.SINGLE, size: 8, color: '1B1F2A' } as const
const hair = { style: BorderStyle.SINGLE, size: 4, color: 'D9D9D4' } as const

/** A table without stripes or boxes: a rule above and below the head, hairlines between rows; the head repeats. */
export function tableBlock({ head, rows, align }: Extract<Block, { is: 'table' }>, isWide: boolean): Table {
  const [line, room] = isWide ? [lineLetters.across, textWidth.across] : [lineLetters.upright, textWidth.upright]
  const widths = columnShares({ head, rows }, line).map((share) => Math.floor((share / line) * room))
  const cells = (row: readonly string[], isHead: boolean) =>
    head.map((_, index) => cellOf(row[index] ?? '', { isHead, right: align[index] === 'right', width: widths[index] ?? 0 }))
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: room, type: WidthType.DXA },
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
