import { afterAll, expect, test } from 'vitest'
import { Writing } from '../../../server/report/writing.ts'
import { archiveText, atRest } from '../../../shared/archive/archive.ts'
import { cleanText } from '../../../shared/report/escape.ts'
import { assembleSheets } from '../../../shared/report/sheets.ts'
import { hostileTexts } from '../../browser/hostile-texts.ts'
import { sha256 } from '../../kit/archives.ts'
import { placedReport } from '../../kit/placed-report.ts'
import { faultOf, partsOf, readCsv } from '../../kit/report-scan.ts'
import { cardOf } from '../../kit/report-sample.ts'

const writing = new Writing()
afterAll(() => writing.close())

const texts = [
  ...hostileTexts,
  'a,b\r\n"c"',
  '""',
  '"',
  "'",
  'tab\tin',
  '\ud800 alone',
  '\uffff',
  'é',
  '𝔸𝔹',
  '<',
  '&',
  '&amp;amp;',
  ']]>',
  '\u0000',
]
const sample = placedReport('en', texts)
const cards = texts.map((text, at) => cardOf(`x${at}`, at + 10, { name: { own: `${at}: ${text}` }, scale: 3, impact: 3, note: text }))
const input = {
  ...sample,
  boards: { ...sample.boards, 'crime-mapping': sample.boards['crime-mapping']!.map((board, at) => (at === 0 ? { ...board, cards: [...board.cards, ...cards] } : board)) },
} // prettier-ignore
const said = texts.map((text, at) => cleanText(`${at}: ${text}`))
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', '#39': "'" }
const plain = (xml: string) => xml.replace(/&(lt|gt|quot|apos|amp|#39);/g, (_, name: string) => entities[name]!)
const signs = (text: string) => text.normalize('NFC').replace(/\s/g, '')

test(
  'X4: every part of every package is well-formed, and every hostile text is in it as it was written',
  { timeout: 180_000 },
  async () => {
    for (const format of ['docx', 'xlsx', 'zip'] as const) {
      const parts = partsOf(await writing.write(format, input))
      const xml = parts.filter(([name]) => /\.(xml|rels|svg)$/.test(name))
      expect(xml.length).toBeGreaterThan(0)
      for (const [name, text] of xml) expect(faultOf(text), `${format}: ${name}`).toBeNull()
      if (format === 'zip') continue
      const words = signs(plain(xml.map(([, text]) => text.replace(/<w:br\/>/g, '\n').replace(/<[^>]+>/g, '')).join('\n')))
      // The writer of workbooks leaves out the sign that stands for what XML forbids.
      const kept = (one: string) => (format === 'xlsx' ? signs(one).replaceAll('\ufffd', '') : signs(one))
      expect(said.filter((one) => !words.includes(kept(one))), format).toEqual([]) // prettier-ignore
    }
  },
)

test('X4: a CSV is read again as it was written by a reader that knows RFC 4180 alone; GeoJSON and the archive by any JSON reader', async () => {
  const parts = Object.fromEntries(partsOf(await writing.write('zip', input)))
  const sheets = assembleSheets(input)
  sheets.forEach((sheet, at) => {
    const rows = readCsv(parts[`tables/${String(at + 1).padStart(2, '0')}.csv`]!)
    expect(rows).toHaveLength(sheet.rows.length + 1)
    // What begins as a formula has an apostrophe before it: all other signs are as they were.
    const bare = (cell: unknown) => cleanText(String(cell ?? '')).replaceAll("'", '')
    expect(rows.slice(1).map((row) => row.map(bare))).toEqual(sheet.rows.map((row) => row.map(bare)))
  })
  const { features } = JSON.parse(parts['map.geojson']!) as { features: { properties: { name: string } }[] }
  expect(new Set(features.map(({ properties }) => properties.name)).size).toBeGreaterThan(texts.length * 0.8)
  const board = { cards, state: '', lastEdit: null }
  const archive = archiveText({ session: atRest(input.session), exercises: [], boards: { b: board } }, sha256)
  const { content } = JSON.parse(archive) as { content: { boards: { b: { cards: { fields: { note: string } }[] } } } }
  expect(content.boards.b.cards.map(({ fields }) => fields.note)).toEqual(texts)
})

test('X4, control: markup that is not escaped, a sign that XML forbids and a cell without quotation marks are found', () => {
  for (const bad of ['<w:t></w:t></w:r></w:p><w:p></w:t>', '<w:t>a & b</w:t>', '<w:t>a < b</w:t>', '<w:t>\u0001</w:t>', '<w:t>\uffff</w:t>', '<a b="c<d"></a>', '<a>']) expect(faultOf(bad), bad).not.toBeNull() // prettier-ignore
  expect(faultOf('<a b="c"><d/>&amp;&#39;</a>')).toBeNull()
  expect(readCsv('"a\r\nb","c"\r\n')).toEqual([['a\r\nb', 'c']])
  expect(readCsv('a\r\nb,c\r\n')).not.toEqual([['a\r\nb', 'c']])
  expect(() => readCsv('"a"b","c"\r\n')).toThrow('not a cell')
})
