import { strToU8, zipSync, type Zippable } from 'fflate'
import type { Language } from '../../../shared/i18n/language.ts'
import { escapeMarkup } from '../../../shared/report/escape.ts'
import { embeddedFonts } from '../fonts.ts'
import { ownLooks, type Looks } from './looks.ts'
import { marginParts, templatePicture, type MarginPart } from './margins.ts'
import { relation } from './markup.ts'

export interface Inside {
  readonly title: string
  readonly foot: string
  readonly language: Language
  readonly body: string
  /** PNG, in the order in which the body names them. */
  readonly pictures: readonly Uint8Array[]
  /** Our own where nothing is said. */
  readonly looks?: Looks
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
/** The time is the same in every file: the same report is the same bytes. */
const mtime = new Date(2000, 0, 1)

/** A Word file: what is in it, how it looks, its fonts; nothing in it asks, runs or points outside. */
export function packWord({ title, foot, language, body, pictures, looks = ownLooks }: Inside): Uint8Array {
  const { template } = looks
  const margins = marginParts(foot, looks)
  // A template has fonts of its own.
  const fonts = (template ? [] : embeddedFonts()).map(({ data, key }, at) => ({
    file: `font${at + 1}.odttf`,
    data: obfuscated(data, key),
    key,
  }))
  const texts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(margins, looks),
    '_rels/.rels': relations([
      ['rId1', `${office}/officeDocument`, 'word/document.xml'],
      ['rId2', `${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      ['rId3', `${office}/extended-properties`, 'docProps/app.xml'],
    ]),
    'docProps/core.xml': coreProperties(title),
    'docProps/app.xml': `${declaration}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Roundtable</Application></Properties>`,
    'word/document.xml': body,
    'word/styles.xml': looks.sheet(language),
    'word/settings.xml': settings(fonts.length > 0),
    'word/fontTable.xml': fontTable(fonts.map(({ key }) => key)),
    ...(template?.theme ? { 'word/theme/theme1.xml': template.theme } : {}),
    ...Object.fromEntries(margins.map(({ file, markup }) => [`word/${file}`, markup])),
    'word/_rels/document.xml.rels': relations([
      ['styles', `${office}/styles`, 'styles.xml'],
      ['settings', `${office}/settings`, 'settings.xml'],
      ['fonts', `${office}/fontTable`, 'fontTable.xml'],
      ...(template?.theme ? [['theme', `${office}/theme`, 'theme/theme1.xml'] as const] : []),
      ...margins.map(({ id, file, is }) => [id, `${office}/${is}`, file] as const),
      ...pictures.map((_, at): [string, string, string] => [relation.picture(at + 1), `${office}/image`, `media/image${at + 1}.png`]),
    ]),
    'word/_rels/fontTable.xml.rels': relations(fonts.map(({ file }, at) => [`rId${at + 1}`, `${office}/font`, `fonts/${file}`])),
    ...Object.fromEntries(
      margins.flatMap(({ file, pictures: shown }) =>
        shown.length === 0 ? [] : [[`word/_rels/${file}.rels`, relations(shown.map(([id, target]) => [id, `${office}/image`, target]))]],
      ),
    ),
  }
  const files: Zippable = {}
  for (const [name, text] of Object.entries(texts)) files[name] = [strToU8(text), { mtime, level: 3 }]
  for (const { file, data } of fonts) files[`word/fonts/${file}`] = [data, { mtime, level: 1 }]
  // A PNG is pressed already.
  pictures.forEach((png, at) => (files[`word/media/image${at + 1}.png`] = [png, { mtime, level: 0 }]))
  template?.pictures.forEach(
    ({ ending, base64 }, at) => (files[`word/${templatePicture(at, ending)}`] = [Buffer.from(base64, 'base64'), { mtime, level: 0 }]),
  )
  return zipSync(files)
}

const contentTypes = (margins: readonly MarginPart[], { template }: Looks) =>
  `${declaration}<Types xmlns="${packaged}/content-types">` +
  Object.entries({
    png: 'image/png',
    ...Object.fromEntries((template?.pictures ?? []).map(({ ending }) => [ending, `image/${ending}`])),
    rels: 'application/vnd.openxmlformats-package.relationships+xml',
    xml: 'application/xml',
    odttf: 'application/vnd.openxmlformats-officedocument.obfuscatedFont',
  })
    .map(([ending, type]) => `<Default Extension="${ending}" ContentType="${type}"/>`)
    .join('') +
  Object.entries({
    'word/document.xml': `${wordType}.document.main+xml`,
    'word/styles.xml': `${wordType}.styles+xml`,
    'word/settings.xml': `${wordType}.settings+xml`,
    'word/fontTable.xml': `${wordType}.fontTable+xml`,
    ...(template?.theme ? { 'word/theme/theme1.xml': 'application/vnd.openxmlformats-officedocument.theme+xml' } : {}),
    ...Object.fromEntries(margins.map(({ file, is }) => [`word/${file}`, `${wordType}.${is}+xml`])),
    'docProps/core.xml': 'application/vnd.openxmlformats-package.core-properties+xml',
    'docProps/app.xml': 'application/vnd.openxmlformats-officedocument.extended-properties+xml',
  })
    .map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`)
    .join('') +
  '</Types>'

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const lines = all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
  return `${declaration}<Relationships xmlns="${packaged}/relationships">${lines.join('')}</Relationships>`
}

/** No person and no time: who wrote and when is nobody's business who gets the file. */
const coreProperties = (title: string) =>
  `${declaration}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeMarkup(title)}</dc:title><dc:creator>Roundtable</dc:creator><cp:lastModifiedBy>Roundtable</cp:lastModifiedBy></cp:coreProperties>`

/** Laid out as the Word of today does it; no field is updated unasked. */
const settings = (hasFonts: boolean) =>
  `${declaration}<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${hasFonts ? '<w:embedTrueTypeFonts/>' : ''}<w:defaultTabStop w:val="720"/>` +
  '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'

function fontTable([regular, bold]: readonly string[]): string {
  if (regular === undefined) return `${declaration}<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>`
  return (
    `${declaration}<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${office}"><w:font w:name="Noto Sans"><w:family w:val="swiss"/><w:pitch w:val="variable"/>` +
    '<w:sig w:usb0="E0002AFF" w:usb1="C000247B" w:usb2="00000009" w:usb3="00000000" w:csb0="000001FF" w:csb1="00000000"/>' +
    `<w:embedRegular r:id="rId1" w:fontKey="{${regular}}"/><w:embedBold r:id="rId2" w:fontKey="{${bold}}"/></w:font></w:fonts>`
  )
}

/** A font as ECMA-376 (part 4, 2.8.1) wants it in a file: its first 32 bytes crossed with the key, last byte first. */
function obfuscated(data: Uint8Array, key: string): Uint8Array {
  const bytes = Buffer.from(key.replaceAll('-', ''), 'hex').reverse()
  const crossed = Uint8Array.from(data)
  for (let at = 0; at < 32; at++) crossed[at]! ^= bytes[at % bytes.length]!
  return crossed
}
