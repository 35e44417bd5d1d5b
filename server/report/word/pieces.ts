import { type translator } from '../../../shared/i18n/messages.ts'
import type { Block, Report } from '../../../shared/report/blocks.ts'
import { columnShares, lineLetters } from '../../../shared/report/columns.ts'
import { cleanText } from '../../../shared/report/escape.ts'
import type { Figure } from '../../../shared/report/figures/figure.ts'
import { stretchesOf } from '../../../shared/report/turned.ts'
import { ownLooks, type Looks } from './looks.ts'
import { roomOf, type StyleId } from './styles.ts'

type Translate = ReturnType<typeof translator>

/** What a Word file is made of: the same list is written as markup and laid out to find the pages of its headings. */
export type Piece =
  | {
      readonly is: 'paragraph'
      readonly style: StyleId
      /** Lines that somebody broke stay broken. */
      readonly text: string
      /** A number or a dash that hangs before the text. */
      readonly lead?: string
      readonly breakBefore?: boolean
      /** The number of its bookmark, for headings that the contents name. */
      readonly mark?: number
    }
  | {
      readonly is: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
      readonly align: readonly ('left' | 'right')[]
      readonly widths: readonly number[]
    }
  | {
      readonly is: 'picture'
      readonly figure: Figure
      readonly number: number
      readonly title: string
      readonly alt: string
      /** In pixels of 1/96 inch. */
      readonly width: number
      readonly height: number
    }
  | { readonly is: 'contents'; readonly title: string }

export interface Entry {
  readonly level: 1 | 2
  readonly text: string
  readonly mark: number
}

/** Pieces that stand on pages of one sort. */
export interface Section {
  readonly isWide: boolean
  readonly pieces: readonly Piece[]
}

/** A report in pieces, and what its table of contents names: headings of the first two levels. */
export function piecesOf(report: Report, t: Translate, looks: Looks = ownLooks): { sections: Section[]; entries: Entry[] } {
  const entries: Entry[] = []
  const sections = stretchesOf(report.blocks).map(({ isWide, blocks }) => ({
    isWide,
    // A turn begins a page already.
    pieces: blocks.flatMap((block, place) => ofBlock(block, { t, looks, isWide, isFirst: place === 0, entries })),
  }))
  return { sections, entries }
}

interface Place {
  readonly t: Translate
  readonly looks: Looks
  readonly isWide: boolean
  readonly isFirst: boolean
  readonly entries: Entry[]
}

const paragraph = (style: StyleId, text: string, more: { lead?: string; breakBefore?: boolean; mark?: number } = {}): Piece => ({
  is: 'paragraph',
  style,
  text: cleanText(text),
  ...more,
})

function ofBlock(block: Block, { t, looks, isWide, isFirst, entries }: Place): Piece[] {
  switch (block.is) {
    case 'cover':
      return [
        paragraph('Status', block.status),
        paragraph('Title', block.title),
        ...block.lines.map((line) => paragraph('CoverLine', line)),
        paragraph('ContentsTitle', t('report.contents'), { breakBefore: true }),
        { is: 'contents', title: t('report.contents') },
      ]
    case 'heading': {
      const breakBefore = block.pageBreak === true && !isFirst
      if (block.level === 3) return [paragraph('Heading3', block.text, { breakBefore })]
      const mark = entries.length + 1
      entries.push({ level: block.level, text: cleanText(block.text), mark })
      return [paragraph(`Heading${block.level}`, block.text, { breakBefore, mark })]
    }
    case 'paragraph':
      // Numbers are text with a hanging indent: they stay what the HTML says, wherever the file is opened.
      return [
        block.number === null ? paragraph('Body', block.text) : paragraph('NumberedParagraph', block.text, { lead: `${block.number}.` }),
      ]
    case 'points':
      return block.points.map((point) => paragraph('Point', point, { lead: '–' }))
    case 'table':
      return [
        paragraph('Caption', t('report.tableNumber', { number: block.number, caption: block.caption })),
        tableOf(block, isWide, looks),
        paragraph('Note', block.note),
      ]
    case 'figure':
      return [
        paragraph('Caption', t('report.figureNumber', { number: block.number, caption: block.caption })),
        pictureOf(block, isWide, looks),
        paragraph('Note', block.note),
      ]
    case 'note':
      return [paragraph('Note', block.text)]
  }
}

function tableOf({ head, rows, align }: Extract<Block, { is: 'table' }>, isWide: boolean, looks: Looks): Piece {
  const line = isWide ? lineLetters.across : lineLetters.upright
  const room = roomOf(looks.pageOf(isWide)).width
  const widths = columnShares({ head, rows }, line).map((share) => Math.floor((share / line) * room))
  return { is: 'table', head: head.map(cleanText), rows: rows.map((row) => head.map((_, at) => cleanText(row[at] ?? ''))), align, widths }
}

/** What caption and note of a picture need beside it, in twentieths of a point. */
const besidePicture = 1600
const twentiethsOfPixel = 15

function pictureOf({ figure, number, caption, alt }: Extract<Block, { is: 'figure' }>, isWide: boolean, looks: Looks): Piece {
  const room = roomOf(looks.pageOf(isWide))
  const most = { width: room.width / twentiethsOfPixel, height: (room.height - besidePicture) / twentiethsOfPixel }
  const scale = Math.min(1, most.width / figure.width, most.height / figure.height)
  const [width, height] = [Math.floor(figure.width * scale), Math.floor(figure.height * scale)]
  return { is: 'picture', figure, number, title: cleanText(caption), alt: cleanText(alt), width, height }
}
