import { escapeMarkup } from '../../../shared/report/escape.ts'
import type { Listed } from '../../../shared/report/listed.ts'
import type { Entry, Piece, Section } from './pieces.ts'
import type { Looks } from './looks.ts'
import { roomOf } from './styles.ts'

/** What the body refers to, by the names of the package's relations. */
export const relation = {
  foot: (isWide: boolean) => (isWide ? 'footAcross' : 'footUpright'),
  noFoot: 'footNone',
  head: 'headUsual',
  firstHead: 'headFirst',
  picture: (at: number) => `picture${at}`,
}

const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
].join(' ')
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** A cell with more signs may run over the end of a page. */
const longCell = 600

export interface Filled {
  readonly entries: readonly Entry[]
  /** The page of each heading, by its mark. */
  readonly pages: ReadonlyMap<number, number>
}

/** The body of a Word file. Every text of anybody passes `textRun`, which escapes it. */
export function bodyMarkup(sections: readonly Section[], filled: Filled, looks: Looks): string {
  let pictures = 0
  const parts: string[] = [`${declaration}<w:document ${namespaces}><w:body>`]
  sections.forEach(({ isWide, pieces }, at) => {
    const isLast = at === sections.length - 1
    const ending = sectionMarkup(isWide, at === 0, looks)
    const last = pieces.at(-1)
    pieces.forEach((piece) => {
      if (piece.is === 'table') parts.push(tableMarkup(piece, looks))
      else if (piece.is === 'picture') parts.push(pictureMarkup(piece, ++pictures, looks))
      else if (piece.is === 'contents') parts.push(contentsMarkup(piece.title, filled, looks))
      else if (piece.is === 'list') parts.push(listMarkup(piece.of, filled, looks))
      // The last paragraph of a section holds what its pages are like; that of the whole file stands at its end.
      else parts.push(paragraphMarkup(piece, !isLast && piece === last ? ending : '', looks))
    })
    if (isLast) parts.push(ending)
    else if (last?.is !== 'paragraph') parts.push(`<w:p><w:pPr>${ending}</w:pPr></w:p>`)
  })
  parts.push('</w:body></w:document>')
  return parts.join('')
}

/** The foot of a page: whose report it is, and the number of the page. */
export function footMarkup(foot: string | null, isWide: boolean, looks: Looks): string {
  return `${declaration}<w:ftr ${namespaces}>${footParagraph(foot, isWide, looks)}</w:ftr>`
}

/** A strip of a template as a part of the file; `more` stands below it. */
export const stripMarkup = (element: 'w:hdr' | 'w:ftr', inside: string, more = ''): string =>
  `${declaration}<${element} ${namespaces}>${inside}${more}</${element}>`

export function footParagraph(foot: string | null, isWide: boolean, looks: Looks): string {
  const stop = `<w:tabs><w:tab w:val="clear" w:pos="0"/><w:tab w:val="right" w:pos="${roomOf(looks.pageOf(isWide)).width}"/></w:tabs>`
  const inside = foot === null ? '' : `${stop}</w:pPr>${textRun(foot)}<w:r><w:tab/></w:r>${fieldMarkup('PAGE', '1')}`
  const properties = `<w:pPr>${styled('Foot', looks)}${foot === null ? '</w:pPr>' : ''}`
  return `<w:p>${properties}${inside}</w:p>`
}

const styled = (style: keyof Looks['ids'], { ids }: Looks) => `<w:pStyle w:val="${escapeMarkup(ids[style])}"/>`

function sectionMarkup(isWide: boolean, isFirst: boolean, looks: Looks): string {
  const page = looks.pageOf(isWide)
  const heads = looks.template?.heads
  const usualHead = heads?.usual ? `<w:headerReference w:type="default" r:id="${relation.head}"/>` : ''
  const firstHead = isFirst && (heads?.first ?? heads?.usual) ? `<w:headerReference w:type="first" r:id="${relation.firstHead}"/>` : ''
  const first = isFirst ? `<w:footerReference w:type="first" r:id="${relation.noFoot}"/>` : ''
  return (
    `<w:sectPr>${usualHead}${firstHead}<w:footerReference w:type="default" r:id="${relation.foot(isWide)}"/>${first}` +
    `<w:pgSz w:w="${page.width}" w:h="${page.height}"${isWide ? ' w:orient="landscape"' : ''}/>` +
    `<w:pgMar w:top="${page.top}" w:right="${page.right}" w:bottom="${page.bottom}" w:left="${page.left}" w:header="${page.header}" w:footer="${page.footer}" w:gutter="0"/>` +
    `${isFirst ? '<w:titlePg/>' : ''}</w:sectPr>`
  )
}

/** A run of text with its breaks and tabs. */
function textRun(text: string): string {
  return `<w:r><w:t xml:space="preserve">${escapeMarkup(text)
    .replaceAll('\n', '</w:t><w:br/><w:t xml:space="preserve">')
    .replaceAll('\t', '</w:t><w:tab/><w:t xml:space="preserve">')}</w:t></w:r>`
}

function paragraphMarkup(
  { style, text, lead, breakBefore, mark, keepNext, counted }: Extract<Piece, { is: 'paragraph' }>,
  section: string,
  looks: Looks,
): string {
  const properties = `<w:pPr>${styled(style, looks)}${keepNext ? '<w:keepNext/>' : ''}${breakBefore ? '<w:pageBreakBefore/>' : ''}${section}</w:pPr>`
  const words = `${lead === undefined ? '' : `${textRun(lead)}<w:r><w:tab/></w:r>`}${text === '' ? '' : counted ? captionRuns(text, counted) : textRun(text)}`
  const marked =
    mark === undefined ? words : `<w:bookmarkStart w:id="${mark}" w:name="${markName(mark)}"/>${words}<w:bookmarkEnd w:id="${mark}"/>`
  return `<w:p>${properties}${marked}</w:p>`
}

type Counted = NonNullable<Extract<Piece, { is: 'paragraph' }>['counted']>
function captionRuns(text: string, { of, before, number }: Counted): string {
  const after = text.slice(before.length + String(number).length)
  return `${textRun(before)}${fieldMarkup(`SEQ ${of} \\* ARABIC`, String(number))}${textRun(after)}`
}

const markName = (mark: number) => `_Toc${mark}`

/** A field with what it says until somebody updates it. */
function fieldMarkup(instruction: string, says: string): string {
  return `${fieldStart(instruction)}<w:r><w:t>${says}</w:t></w:r>${fieldEnd}`
}
const fieldStart = (instruction: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
const fieldEnd = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

/** Already filled in, so that Word does not ask to update it; whoever updates it gets Word's own. */
function contentsMarkup(title: string, filled: Filled, looks: Looks): string {
  const named = filled.entries.filter(({ level }) => typeof level === 'number')
  const end = linesMarkup(named, 'TOC \\o "1-2" \\h', filled, looks)
  return (
    `<w:sdt><w:sdtPr><w:alias w:val="${escapeMarkup(title)}"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>` +
    `<w:sdtContent>${end}</w:sdtContent></w:sdt>`
  )
}

/** Tables or figures by their captions. */
const listMarkup = (of: Listed, filled: Filled, looks: Looks): string =>
  linesMarkup(filled.entries.filter(({ level }) => level === of), `TOC \\h \\c "${of}"`, filled, looks) // prettier-ignore

function linesMarkup(entries: readonly Entry[], instruction: string, { pages }: Filled, looks: Looks): string {
  // The template's own contents may have their dots elsewhere.
  const stop = looks.template ? `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="${roomOf(looks.pageOf(false)).width}"/></w:tabs>` : ''
  const lines = entries.map(({ level, text, mark }, at) => {
    const page = pages.get(mark)
    const style = typeof level === 'number' ? (`TOC${level}` as const) : 'ListEntry'
    const words = `${textRun(text.replaceAll('\n', ' '))}<w:r><w:tab/></w:r>${fieldMarkup(`PAGEREF ${markName(mark)} \\h`, page === undefined ? '' : String(page))}`
    return `<w:p><w:pPr>${styled(style, looks)}${stop}</w:pPr>${at === 0 ? fieldStart(instruction) : ''}<w:hyperlink w:anchor="${markName(mark)}" w:history="1">${words}</w:hyperlink></w:p>`
  })
  return entries.length === 0 ? '<w:p/>' : `${lines.join('')}<w:p>${fieldEnd}</w:p>`
}

/** The head repeats on every page, rows stay whole; what a table looks like is said by its style. */
function tableMarkup(table: Extract<Piece, { is: 'table' }>, looks: Looks): string {
  const { head, rows, align, widths } = table
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const opened = widths.map((width) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>`)
  // A table style of the template says itself what its head is like.
  const isOurs = looks.template?.ids.ReportTable === undefined
  const openedHead = opened.map((start) => `${start}${isOurs ? headBorders : ''}</w:tcPr>`)
  const openedCell = opened.map((start) => `${start}</w:tcPr>`)
  const paragraphs = (style: 'Cell' | 'CellHead', keep = '') =>
    align.map((side) => `<w:p><w:pPr>${styled(style, looks)}${keep}${side === 'right' ? '<w:jc w:val="right"/>' : ''}</w:pPr>`)
  const row = (cells: readonly string[], start: readonly string[], paragraph: readonly string[]) =>
    cells.map((text, at) => `${start[at]}${text.split('\n').map((line) => `${paragraph[at]}${line === '' ? '' : textRun(line)}</w:p>`).join('')}</w:tc>`).join('') // prettier-ignore
  const plain = paragraphs('Cell')
  const kept = paragraphs('Cell', '<w:keepNext/>')
  return [
    `<w:tbl><w:tblPr><w:tblStyle w:val="${escapeMarkup(looks.ids.ReportTable)}"/><w:tblW w:w="${whole}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>`,
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`,
    `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${row(head, openedHead, paragraphs('CellHead'))}</w:tr>`,
    ...rows.map(
      (cells, at) =>
        `<w:tr>${staysWhole(cells) ? '<w:trPr><w:cantSplit/></w:trPr>' : ''}${row(cells, openedCell, isKept(table, at) ? kept : plain)}</w:tr>`,
    ),
    '</w:tbl>',
  ].join('')
}

/** True for a row that stands on one page with the next; the last of them with the note. */
export const isKept = ({ rows, kept, hasNote }: Extract<Piece, { is: 'table' }>, at: number): boolean =>
  at >= rows.length - kept && (hasNote || at < rows.length - 1)
export const staysWhole = (cells: readonly string[]): boolean => cells.every((cell) => cell.length < longCell)
/** Said by the cells too: not every program reads what a table style says of its first row. */
const headBorders =
  '<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="1B1F2A"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="1B1F2A"/></w:tcBorders><w:vAlign w:val="bottom"/>'

const emuOfPixel = 9525
function pictureMarkup({ number, title, alt, width, height }: Extract<Piece, { is: 'picture' }>, at: number, looks: Looks): string {
  const size = `cx="${width * emuOfPixel}" cy="${height * emuOfPixel}"`
  const said = `id="${at}" name="Figure ${number}" descr="${escapeMarkup(alt)}" title="${escapeMarkup(title)}"`
  return (
    `<w:p><w:pPr>${styled('Figure', looks)}</w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/>` +
    `<wp:docPr ${said}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>` +
    `<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${at}" name="Figure ${number}"/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip r:embed="${relation.picture(at)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
  )
}
