import { inflateSync } from 'node:zlib'
import { strFromU8, unzipSync } from 'fflate'

/** What a part of a zip file must not have, by the end of its name: whatever is worked out, runs, asks or points outside. */
const activeParts: readonly (readonly [ending: RegExp, found: RegExp])[] = [
  [/\.rels$/, /TargetMode="External"|attachedTemplate|oleObject|externalLink|vbaProject|Target="(?:https?:|file:|\\\\|\/\/)/g],
  [/word\/\w+\.xml$/, /<w:instrText[^>]*>(?! (?:PAGE|PAGEREF _Toc\d+ \\h|TOC \\o "1-2" \\h|TOC \\h \\c "(?:Table|Figure)"|SEQ (?:Table|Figure) \\\* ARABIC) <)[^<]*|<w:fldSimple|<w:altChunk|<w:object|<w:dirty|updateFields(?! w:val="false")|<w:attachedTemplate/g],
  [/xl\/.*\.xml$/, /<f[ >]|<ddeLink|<externalReference|<oleLink|<definedName |<hyperlink/g],
  [/\.svg$/, /<script|<foreignObject|<image|<use|<a[ >]|\s(?:on\w+|\w*:?href|src|style)=|(?:fill|filter|mask|clip-path)="url\(/gi],
] // prettier-ignore
const activePdf = /\/(?:JavaScript|JS|Launch|URI|GoToR|GoToE|SubmitForm|ImportData|EmbeddedFile|Filespec|OpenAction|AA|RichMedia|XFA|AcroForm|Movie|Sound|Rendition)\b/g // prettier-ignore

/** Whatever in a file would be worked out, run, or ask somebody; empty for a file that only says something. */
export function activeIn(file: Uint8Array, format: string): string[] {
  if (format === 'pdf') return [...pdfObjects(file).matchAll(activePdf)].map(([one]) => one)
  if (format === 'md') return [...strFromU8(file).matchAll(/(?:^|[^\\])(?:<(?!br>)[a-z/!?]|\]\()/gi)].map(([one]) => one)
  if (format === 'html')
    return [...bareOf(strFromU8(file)).replaceAll('http://www.w3.org/2000/svg', '').matchAll(/<(?:script|iframe|object|embed|form|base|link)\b|\s(?:on\w+|src|href|action)=|https?:|javascript:/gi)].map(([one]) => one) // prettier-ignore
  return partsOf(file).flatMap(([name, text]) => {
    if (name.endsWith('.csv')) return formulaCells(text)
    if (name.endsWith('.geojson')) return strangeProperties(text)
    const bare = name.endsWith('.svg') ? bareOf(text) : text
    return activeParts.flatMap(([ending, found]) => (ending.test(name) ? [...bare.matchAll(found)].map(([one]) => `${name}: ${one}`) : []))
  })
}

/** Markup without its words: what stands between tags or is said aloud is no element and no attribute. */
const bareOf = (markup: string) => markup.replace(/aria-label="[^"]*"|>[^<]*</g, (one) => (one.startsWith('>') ? '><' : ''))

/** The parts of a zip file, as text. */
export const partsOf = (file: Uint8Array): [name: string, text: string][] =>
  Object.entries(unzipSync(file)).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')])

/** All objects of a PDF, those in pressed streams too: an action may stand in any of them. */
function pdfObjects(file: Uint8Array): string {
  const whole = Buffer.from(file).toString('latin1')
  const pressed = [...whole.matchAll(/<<([^]*?)>>\s*stream\r?\n([^]*?)\r?\nendstream/g)].flatMap(([, head = '', data = '']) => {
    if (!head.includes('/ObjStm')) return []
    return inflateSync(Buffer.from(data, 'latin1')).toString('latin1')
  })
  return [whole.replace(/stream\r?\n[^]*?\r?\nendstream/g, ''), ...pressed].join('\n')
}

/** RFC 4180, read again by a reader of its own: rows of cells; throws where a quotation mark stands alone. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  const rest = text.replace(/^\ufeff/, '').replace(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy, (_, cell: string, end: string) => {
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === '\r\n') rows.push([])
    return ''
  }) // prettier-ignore
  if (rest !== '') throw new Error(`not a cell: ${rest.slice(0, 40)}`)
  return rows.filter((row) => row.length > 1 || row[0] !== '')
}

/** Cells that a spreadsheet would work out, also where semicolons or line breaks begin one. */
function formulaCells(text: string): string[] {
  return readCsv(text).flat().flatMap((cell) => cell.split(/[;\n\r]/)).filter((part) => /^\s*[=+\-@＝＋－＠]/.test(part) && !/^-?\d+(\.\d+)?$/.test(part)) // prettier-ignore
}

/** Plain data says words and numbers, never more. */
function strangeProperties(text: string): string[] {
  const { features } = JSON.parse(text) as { features: { properties: Record<string, unknown> }[] }
  return features.flatMap(({ properties }) => Object.entries(properties).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [] : name))) // prettier-ignore
}

/** What a file says of who made it and when, beside its words. */
export function metadataOf(file: Uint8Array, format: string): { people: string[]; times: string[]; traces: string[] } {
  if (format === 'pdf') {
    const objects = Buffer.from(file).toString('latin1')
    return {
      people: [...objects.matchAll(/\/(?:Author|Creator|Producer)\s*\(([^)]*)\)|<(?:dc:creator|xmp:CreatorTool|pdf:Producer)>(.*?)<\//gs)].map(([, one, other]) => (one ?? other ?? '').replace(/<[^>]*>/g, '')),
      times: [...objects.matchAll(/\/(?:CreationDate|ModDate)\s*\([^)]*\)|<xmp:\w*Date>[^<]*/g)].map(([one]) => one),
      traces: [...objects.matchAll(/\/(?:Popup|FreeText|Highlight|Stamp|FileAttachment|Thumb|PieceInfo)\b|xmpMM:History/g)].map(([one]) => one),
    } // prettier-ignore
  }
  const parts = partsOf(file)
  const said = (found: RegExp) => parts.flatMap(([, text]) => [...text.matchAll(found)].map(([, one = '']) => one))
  return {
    people: said(/<(?:dc:creator|cp:lastModifiedBy|Application|Company|Manager|author)>([^<]*)</g).concat(said(/w:author="([^"]*)"/g)),
    times: [...zipTimes(file), ...said(/<dcterms:(?:created|modified)[^>]*>([^<]*)/g), ...said(/w:date="([^"]*)"/g)],
    traces: [
      ...said(/\s(w:rsid\w*="[^"]*")/g),
      ...said(/(<w:(?:ins|del|comment|commentRangeStart) )/g),
      ...parts.flatMap(([name]) => (/comment|people|thumbnail|custom|persons/i.test(name) ? name : [])),
      ...zipComments(file),
    ],
  }
}

const sameTime = '2000-01-01 00:00:00'
/** Times in a zip file that are not the one that all have; fflate writes them in the zone of the machine. */
function zipTimes(file: Uint8Array): string[] {
  return entriesOf(file).flatMap(({ at, bytes }) => {
    const [time, date] = [bytes.readUInt16LE(at + 12), bytes.readUInt16LE(at + 14)]
    const two = (value: number) => String(value).padStart(2, '0')
    const said = `${(date >> 9) + 1980}-${two((date >> 5) & 15)}-${two(date & 31)} ${two(time >> 11)}:${two((time >> 5) & 63)}:${two((time & 31) * 2)}`
    return said === sameTime ? [] : said
  })
}
function zipComments(file: Uint8Array): string[] {
  const bytes = Buffer.from(file)
  const last = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const own = entriesOf(file).flatMap(({ at }) => (bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32) > 0 ? `entry at ${at}` : []))
  return bytes.readUInt16LE(last + 20) > 0 ? [...own, 'of the file'] : own
}
function entriesOf(file: Uint8Array): { at: number; bytes: Buffer }[] {
  const bytes = Buffer.from(file)
  const last = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const found: { at: number; bytes: Buffer }[] = []
  for (let at = bytes.readUInt32LE(last + 16); at < last; at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)) found.push({ at, bytes }) // prettier-ignore
  return found
}

/** Null when XML is well-formed: every element closed where it should be, and no sign that XML forbids. */
export function faultOf(xml: string): string | null {
  const open: string[] = []
  const rest = xml.replace(/^\ufeff?<\?xml[^>]*\?>\s*/, '').replace(/<(\/?)([\w:-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, _attributes, empty) => {
    if (end === '/') return open.pop() === name ? '' : `<closed ${String(name)}>`
    if (empty === '') open.push(String(name))
    return ''
  }) // prettier-ignore
  const stray = /[<>]|&(?!amp;|lt;|gt;|quot;|apos;|#39;|#\d+;|#x[\da-f]+;)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/i.exec(rest) // eslint-disable-line no-control-regex -- these are what XML forbids
  return open.length > 0 ? `open: ${open.join()}` : stray ? rest.slice(Math.max(0, stray.index - 20), stray.index + 40) : null
}
