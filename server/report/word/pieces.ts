import { type translator } from '../../../shared/i18n/messages.ts'
import type { Block, Report } from '../../../shared/report/blocks.ts'
import { columnShares, lineLetters } from '../../../shared/report/columns.ts'
import { keptRows } from '../../../shared/report/kept.ts'
import { listedIn, type Listed } from '../../../shared/report/listed.ts'
import { cleanText } from '../../../shared/report/escape.ts'
import type { Figure } from '../../../shared/report/figures/figure.ts'
import { stretchesOf } from '../../../shared/report/turned.ts'
import type { StyleId } from '../../../shared/report/template.ts'
import { ownLooks, type Looks } from './looks.ts'
import { roomOf } from './styles.ts'

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
      /** The number of its bookmark, for headings and captions that the contents name. */
      readonly mark?: number
      readonly keepNext?: boolean
      /** Of a caption: whose number stands behind the first words. */
      readonly counted?: { readonly of: Listed; readonly before: string; readonly number: number }
    }
  | {
      readonly is: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
      readonly align: readonly ('left' | 'right')[]
      readonly widths: readonly number[]
      /** So many rows at the end stand together. */
      readonly kept: number
      /** With a note below it, from which it is not parted. */
      readonly hasNote: boolean
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
  | { readonly is: 'list'; readonly of: Listed }

export interface Entry {
  readonly level: 1 | 2 | Listed
  readonly text: string
  readonly mark: number
}

/** Pieces that stand on pages of one sort. */
export interface Section {
  readonly isWide: boolean
  readonly pieces: readonly Piece[]
}

/** A report in pieces, and what its contents and lists name: headings of the first two levels, tables and figures of the body. */
export function piecesOf(report: Report, t: Translate, looks: Looks = ownLooks): { sections: Section[]; entries: Entry[] } {
  const entries: Entry[] = []
  const lists = listedIn(report)
  const marks = new Map(report.blocks.map((block, at) => [block, at + 1]))
  const sections = stretchesOf(report.blocks).map(({ isWide, blocks }) => ({
    isWide,
    // A turn begins a page already.
    pieces: blocks.flatMap((block, place) => [
      ...ofBlock(block, {
        t,
        looks,
        isWide,
        isFirst: place === 0,
        next: blocks[place + 1],
        lists,
        mark: marks.get(block) ?? 0,
        isInBody: (marks.get(block) ?? 0) <= report.annexesFrom,
        entries,
      }),
    ]),
  }))
  return { sections, entries }
}

interface Place {
  readonly t: Translate
  readonly looks: Looks
  readonly isWide: boolean
  readonly isFirst: boolean
  readonly next: Block | undefined
  readonly lists: ReadonlyMap<Listed, ReadonlySet<Block>>
  readonly isInBody: boolean
  /** Its number among the blocks. */
  readonly mark: number
  readonly entries: Entry[]
}

const paragraph = (style: StyleId, text: string, more: Omit<Extract<Piece, { is: 'paragraph' }>, 'is' | 'style' | 'text'> = {}): Piece => ({
  is: 'paragraph',
  style,
  text: cleanText(text),
  ...more,
})

function ofBlock(block: Block, place: Place): Piece[] {
  const { t, looks, isWide, isFirst, next, lists, mark, entries } = place
  switch (block.is) {
    case 'cover':
      return [
        paragraph('Status', block.status),
        paragraph('Title', block.title),
        ...block.lines.map((line) => paragraph('CoverLine', line)),
        paragraph('ContentsTitle', t('report.contents'), { breakBefore: true }),
        { is: 'contents', title: t('report.contents') },
        ...[...lists.keys()].flatMap((of, at): Piece[] => [
          paragraph('ContentsTitle', t(`report.listOf${of}s`), { breakBefore: at === 0, keepNext: true }),
          { is: 'list', of },
        ]),
      ]
    case 'heading': {
      const breakBefore = block.pageBreak === true && !isFirst
      if (block.level === 3) return [paragraph('Heading3', block.text, { breakBefore })]
      entries.push({ level: block.level, text: cleanText(block.text), mark })
      return [paragraph(`Heading${block.level}`, block.text, { breakBefore, mark })]
    }
    case 'paragraph':
      // Numbers are text with a hanging indent: they stay what the HTML says, wherever the file is opened.
      return [
        block.number === null
          ? paragraph('Body', block.text)
          : // What introduces a list is not parted from it.
            paragraph('NumberedParagraph', block.text, { lead: `${block.number}.`, keepNext: next?.is === 'points' }),
      ]
    case 'points':
      return block.points.map((point) => paragraph('Point', point, { lead: '–' }))
    case 'table':
      return [captionOf('Table', block, place), tableOf(block, isWide, looks), paragraph('Note', block.note)]
    case 'figure':
      return [captionOf('Figure', block, place), pictureOf(block, isWide, looks), paragraph('Note', block.note)]
    case 'note':
      return [paragraph('Note', block.text)]
  }
}

/**
 * In the body a caption is counted by Word too: what somebody adds there is numbered with ours. In annexes it is not, because Word would
 * take it into the lists; LibreOffice opens no list that names its bounds.
 */
function captionOf(of: Listed, block: Extract<Block, { is: 'table' | 'figure' }>, { t, lists, isInBody, mark, entries }: Place): Piece {
  const key = of === 'Table' ? 'report.tableNumber' : 'report.figureNumber'
  const text = t(key, { number: block.number, caption: block.caption })
  const [before = ''] = t(key, { number: '\n', caption: '' }).split('\n')
  const isListed = lists.get(of)?.has(block) === true
  if (isListed) entries.push({ level: of, text: cleanText(text), mark })
  return paragraph('Caption', text, {
    ...(isInBody ? { counted: { of, before, number: block.number } } : {}),
    ...(isListed ? { mark } : {}),
  })
}

function tableOf({ head, rows, align, note }: Extract<Block, { is: 'table' }>, isWide: boolean, looks: Looks): Piece {
  const line = isWide ? lineLetters.across : lineLetters.upright
  const room = roomOf(looks.pageOf(isWide)).width
  const widths = columnShares({ head, rows }, line).map((share) => Math.floor((share / line) * room))
  const cells = rows.map((row) => head.map((_, at) => cleanText(row[at] ?? '')))
  return {
    is: 'table',
    head: head.map(cleanText),
    rows: cells,
    align,
    widths,
    kept: keptRows({ head, rows }, isWide),
    hasNote: note !== '',
  }
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
