import {
  AlignmentType,
  Document,
  Footer,
  ImageRun,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TabStopType,
  TableOfContents,
  TextRun,
  type FileChild,
} from 'docx'
import { estimatePageNumbers } from 'docx/layout'
import { isLanguage } from '../../shared/i18n/language.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { Block, Report } from '../../shared/report/blocks.ts'
import { cleanText } from '../../shared/report/escape.ts'
import { stretchesOf } from '../../shared/report/turned.ts'
import { tableBlock } from './docx-table.ts'
import { documentStyles, page, textWidth } from './docx-styles.ts'
import { embeddedFonts } from './fonts.ts'
import { drawPng } from './png.ts'

/** The library turns width and height by itself. */
const turnedPage = {
  size: { ...page.size, orientation: PageOrientation.LANDSCAPE },
  margin: { ...page.margin, top: 1134, bottom: 1134 },
}

type Translate = ReturnType<typeof translator>

/**
 * A report as a Word file: real headings, a table of contents that is already filled in, captions, tables whose head
 * repeats on every page, pictures with alternative text. Nothing in it asks, runs or points outside the file.
 */
export async function renderDocx(report: Report, tell: (share: number) => void = () => undefined): Promise<Uint8Array> {
  const language = isLanguage(report.language) ? report.language : 'en'
  const t = translator(language)
  let told = 0
  const document = new Document({
    title: cleanText(report.title),
    creator: 'Roundtable',
    lastModifiedBy: 'Roundtable',
    description: '',
    fonts: embeddedFonts(),
    features: { updateFields: false },
    // With page numbers in it the table of contents is complete, and Word does not ask to update it.
    pageNumbers: estimatePageNumbers,
    styles: documentStyles(language),
    sections: stretchesOf(report.blocks).map(({ isWide, blocks }, at) => ({
      properties: { page: isWide ? turnedPage : page, titlePage: at === 0 },
      footers: { first: new Footer({ children: [new Paragraph({})] }), default: footerOf(report.foot, isWide) },
      children: blocks.flatMap((block, place) => {
        tell(++told / report.blocks.length)
        return blockToDocx(block, t, { isWide, isFirst: place === 0 })
      }),
    })),
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

/** Where a block stands: on a turned page, and first after a turn, which has begun a page already. */
interface Place {
  readonly isWide: boolean
  readonly isFirst: boolean
}

function blockToDocx(block: Block, t: Translate, { isWide, isFirst }: Place): FileChild[] {
  switch (block.is) {
    case 'cover':
      return coverOf(block, t)
    case 'heading':
      return [
        new Paragraph({
          style: `Heading${block.level}`,
          pageBreakBefore: block.pageBreak === true && !isFirst,
          children: runs(block.text),
        }),
      ]
    case 'paragraph':
      return [numbered(block.number, block.text)]
    case 'points':
      return block.points.map((point) => new Paragraph({ style: 'Point', children: [new TextRun('–\t'), ...runs(point)] }))
    case 'table':
      return [
        new Paragraph({
          style: 'Caption',
          keepNext: true,
          children: runs(t('report.tableNumber', { number: block.number, caption: block.caption })),
        }),
        tableBlock(block, isWide),
        new Paragraph({ style: 'Note', children: runs(block.note) }),
      ]
    case 'figure':
      return figureOf(block, t)
    case 'note':
      return [new Paragraph({ style: 'Note', children: runs(block.text) })]
  }
}

function coverOf({ title, lines, status }: Extract<Block, { is: 'cover' }>, t: Translate): FileChild[] {
  return [
    new Paragraph({ style: 'Status', children: runs(status) }),
    new Paragraph({ style: 'Title', children: runs(title) }),
    ...lines.map((line) => new Paragraph({ style: 'CoverLine', children: runs(line) })),
    new Paragraph({ style: 'ContentsTitle', pageBreakBefore: true, children: runs(t('report.contents')) }),
    new TableOfContents(t('report.contents'), { hyperlink: true, headingStyleRange: '1-2', beginDirty: false }),
  ]
}

/** Numbers are text with a hanging indent: they stay what the HTML says, wherever the file is opened. */
function numbered(number: number | null, text: string): Paragraph {
  if (number === null) return new Paragraph({ style: 'Body', children: runs(text) })
  return new Paragraph({ style: 'NumberedParagraph', children: [new TextRun(`${number}.\t`), ...runs(text)] })
}

function figureOf({ figure, number, caption, alt, note }: Extract<Block, { is: 'figure' }>, t: Translate): FileChild[] {
  // A text width is 17 cm: 642 pixels of 1/96 inch.
  const width = Math.min(642, figure.width)
  const transformation = { width, height: Math.round((figure.height * width) / figure.width) }
  const altText = { name: `Figure ${number}`, title: cleanText(caption), description: cleanText(alt) }
  const picture = new ImageRun({ type: 'png', data: Buffer.from(drawPng(figure)), transformation, altText })
  return [
    new Paragraph({ style: 'Caption', keepNext: true, children: runs(t('report.figureNumber', { number, caption })) }),
    new Paragraph({ style: 'Body', keepNext: true, children: [picture] }),
    new Paragraph({ style: 'Note', children: runs(note) }),
  ]
}

function footerOf(foot: string, isWide: boolean): Footer {
  const number = new TextRun({ children: ['\t', PageNumber.CURRENT] })
  return new Footer({
    children: [
      new Paragraph({
        style: 'Foot',
        alignment: AlignmentType.LEFT,
        tabStops: [{ type: TabStopType.RIGHT, position: isWide ? textWidth.across : textWidth.upright }],
        children: [...runs(foot), number],
      }),
    ],
  })
}

/** Lines that somebody broke stay broken. */
export function runs(text: string): TextRun[] {
  return cleanText(text)
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...(index > 0 ? { break: 1 } : {}) }))
}
