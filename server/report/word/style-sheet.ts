import type { Language } from '../../../shared/i18n/language.ts'
import { escapeMarkup } from '../../../shared/report/escape.ts'
import type { Page, Style, StyleId, Template } from '../../../shared/report/template.ts'
import { cellMargin, hair, ink, roomOf, styles, upright, usualLine } from './styles.ts'

const font = 'w:ascii="Noto Sans" w:hAnsi="Noto Sans" w:eastAsia="Noto Sans" w:cs="Noto Sans"'

/** `word/styles.xml`: paragraph styles under the names that Word knows, and the one style of tables. */
export function styleSheet(language: Language): string {
  const all = Object.entries(styles).map(([id, style]) => paragraphStyle(id, style, { normal: 'Normal', next: 'Body', page: upright }))
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts ${font}/><w:color w:val="${ink}"/>${sizes(20)}<w:lang w:val="${language === 'ru' ? 'ru-RU' : 'en-GB'}"/></w:rPr></w:rPrDefault>` +
    `<w:pPrDefault><w:pPr><w:spacing w:line="${usualLine}" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>' +
    `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>${cellMargins(0, 108)}</w:tblPr></w:style>` +
    `${all.join('')}${tableStyle('ReportTable', '<w:basedOn w:val="TableNormal"/>')}</w:styles>`
  )
}

/** The styles of a template, and those of ours that it lacks. */
export function styleSheetWith(
  template: Template,
  ids: Readonly<Record<StyleId | 'ReportTable', string>>,
  looks: Readonly<Record<StyleId, Style>>,
): string {
  const has = (id: string) => template.taken.includes(id)
  const missing = (Object.keys(styles) as StyleId[]).filter((id) => !has(ids[id]))
  const own = missing.map((id) =>
    paragraphStyle(
      ids[id],
      { ...looks[id], name: nameBeside(looks[id].name) },
      { normal: template.normal, next: ids.Body, page: template.page },
    ),
  )
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
    `${template.styles}${own.join('')}${has(ids.ReportTable) ? '' : tableStyle(ids.ReportTable, '')}</w:styles>`
  )
}

/** Names that are not Word's own get one that no template has. */
const nameBeside = (name: string) => (/^(heading|toc|title|caption|footer|table of figures)/i.test(name) ? name : `Roundtable ${name}`)

interface Around {
  /** What it rests on. */
  readonly normal: string | null
  /** What comes after a heading. */
  readonly next: string
  readonly page: Page
}

function paragraphStyle(id: string, style: Style, { normal, next: following, page }: Around): string {
  const { name, before, after, line, left, hanging, dotted, outline, bold, color, size, keepNext } = style
  const stop = hanging !== undefined ? `<w:tab w:val="left" w:pos="${left ?? 0}"/>` : ''
  // The contents stand on an upright page.
  const dots = dotted ? `<w:tab w:val="right" w:leader="dot" w:pos="${roomOf(page).width}"/>` : ''
  const spaced = [
    before === undefined ? '' : ` w:before="${before}"`,
    after === undefined ? '' : ` w:after="${after}"`,
    line === undefined ? '' : ` w:line="${line}" w:lineRule="auto"`,
  ].join('')
  const indented = left === undefined ? '' : `<w:ind w:left="${left}"${hanging === undefined ? '' : ` w:hanging="${hanging}"`}/>`
  const paragraph = [
    keepNext ? '<w:keepNext/>' : '',
    stop || dots ? `<w:tabs>${stop}${dots}</w:tabs>` : '',
    spaced && `<w:spacing${spaced}/>`,
    indented,
    outline === undefined ? '' : `<w:outlineLvl w:val="${outline}"/>`,
  ].join('')
  const run = [bold ? '<w:b/><w:bCs/>' : '', color === undefined ? '' : `<w:color w:val="${color}"/>`, sizes(size)].join('')
  const next = outline === undefined ? '' : `<w:next w:val="${escapeMarkup(following)}"/>`
  const base = normal === null ? '' : `<w:basedOn w:val="${escapeMarkup(normal)}"/>`
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${base}${next}<w:qFormat/>${paragraph && `<w:pPr>${paragraph}</w:pPr>`}<w:rPr>${run}</w:rPr></w:style>`
}

const sizes = (size: number) => `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`
const cellMargins = (top: number, side: number) =>
  `<w:tblCellMar><w:top w:w="${top}" w:type="dxa"/><w:left w:w="${side}" w:type="dxa"/><w:bottom w:w="${top}" w:type="dxa"/><w:right w:w="${side}" w:type="dxa"/></w:tblCellMar>`
const rule = (side: string, size: number, color: string) => `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${color}"/>`

/** Without stripes or boxes: a rule above and below the head, hairlines between rows. */
const tableStyle = (id: string, base: string) =>
  `<w:style w:type="table" w:customStyle="1" w:styleId="${id}"><w:name w:val="Report Table"/>${base}<w:qFormat/>` +
  `<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>${rule('bottom', 4, hair)}${rule('insideH', 4, hair)}</w:tblBorders>${cellMargins(cellMargin.top, cellMargin.side)}</w:tblPr>` +
  `<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>${rule('top', 12, ink)}${rule('bottom', 8, ink)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>`
