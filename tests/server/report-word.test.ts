import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { renderDocx } from '../../server/report/docx.ts'
import { readLetters, countLines } from '../../server/report/word/letters.ts'
import { regularFile } from '../../server/report/fonts.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import type { Report } from '../../shared/report/blocks.ts'
import { readFileSync } from 'node:fs'
import { keptRows } from '../../shared/report/kept.ts'
import { listedIn } from '../../shared/report/listed.ts'
import { twoDayReport } from '../kit/two-day-report.ts'

let report: Report
let file: Uint8Array
let parts: Record<string, string>
beforeAll(async () => {
  report = assembleReport(await twoDayReport({ groups: 3, language: 'ru' }))
  file = await renderDocx(report)
  parts = Object.fromEntries(
    Object.entries(unzipSync(file)).map(([name, bytes]) => [name, /xml$|rels$/.test(name) ? strFromU8(bytes) : '']),
  )
})

const tablesOf = (one: Report) => one.blocks.flatMap((block) => (block.is === 'table' ? [block] : []))
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const plain = (text: string) => text.replace(/&[\w#]+;/g, (entity) => entities[entity] ?? entity)
/** The text of a stretch of markup: breaks and paragraphs as new lines. */
const textOf = (markup: string) =>
  plain(markup.replace(/<w:p>(?=.*?<\/w:p>)/s, '').replace(/<w:br\/>|<\/w:p><w:p>/g, '\n').replace(/<w:tab\/>/g, '\t').replace(/<[^>]+>/g, '')) // prettier-ignore

/** Null when every element is closed where it should be and no sign stands that XML forbids. */
function faultOf(xml: string): string | null {
  const open: string[] = []
  const rest = xml.replace(/<\?xml[^>]*\?>\s*/, '').replace(/<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, _attributes, empty) => {
    if (end === '/') return open.pop() === name ? '' : `<closed ${String(name)}>`
    if (empty === '') open.push(String(name))
    return ''
  }) // prettier-ignore
  const stray = /[<>]|&(?!amp;|lt;|gt;|quot;|#39;)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.exec(rest) // eslint-disable-line no-control-regex -- these are what XML forbids
  return open.length > 0 ? `open: ${open.join()}` : stray ? rest.slice(Math.max(0, stray.index - 20), stray.index + 40) : null
}

describe('the parts of a Word file', () => {
  test('are well-formed, are all declared, and nothing is named that is not there', () => {
    for (const [name, xml] of Object.entries(parts)) if (xml !== '') expect(faultOf(xml), name).toBeNull()
    expect([faultOf('<a><b></a>'), faultOf('<a>&x;</a>'), faultOf('<a>\u0001</a>')]).not.toContain(null)
    const endings = new Set(parts['[Content_Types].xml']!.match(/Extension="\w+"/g)!.map((said) => said.slice(11, -1)))
    for (const name of Object.keys(parts)) expect(endings, name).toContain(name.split('.').at(-1))
    for (const [, name] of parts['[Content_Types].xml']!.matchAll(/PartName="\/([^"]+)"/g)) expect(parts).toHaveProperty([name!])
    for (const [folder, rels] of [
      ['', '_rels/.rels'],
      ['word/', 'word/_rels/document.xml.rels'],
      ['word/', 'word/_rels/fontTable.xml.rels'],
    ])
      // prettier-ignore
      for (const [, target] of parts[rels!]!.matchAll(/Target="([^"]+)"/g)) expect(parts).toHaveProperty([folder! + target!])
    const ids = new Set([...parts['word/_rels/document.xml.rels']!.matchAll(/Id="([^"]+)"/g)].map(([, id]) => id))
    for (const [, id] of parts['word/document.xml']!.matchAll(/r:(?:id|embed)="([^"]+)"/g)) expect(ids).toContain(id)
    const named = new Set([...parts['word/styles.xml']!.matchAll(/styleId="(\w+)"/g)].map(([, id]) => id))
    for (const [, id] of parts['word/document.xml']!.matchAll(/w:(?:pStyle|tblStyle) w:val="(\w+)"/g)) expect(named).toContain(id)
  })

  test('say the same each time: the same report is the same bytes', async () => {
    expect(Buffer.from(await renderDocx(report)).equals(Buffer.from(file))).toBe(true)
  })
})

describe('the body of a Word file', () => {
  test('has every table with every cell, as it was told, under a head that repeats', () => {
    const tables = parts['word/document.xml']!.match(/<w:tbl>.*?<\/w:tbl>/gs)!
    const told = tablesOf(report)
    expect(told.length).toBeGreaterThan(30)
    expect(tables).toHaveLength(told.length)
    for (const [at, { head, rows }] of told.entries()) {
      const lines = tables[at]!.match(/<w:tr>.*?<\/w:tr>/gs)!.map((row) => row.match(/<w:tc>.*?<\/w:tc>/gs)!.map(textOf))
      expect(lines).toEqual([head, ...rows.map((row) => head.map((_, column) => row[column] ?? ''))].map((row) => [...row]))
      expect(tables[at]!.match(/<w:tblHeader\/>/g)).toHaveLength(1)
    }
  })

  test('turns wide pages, numbers captions, and says of every figure what is in it', () => {
    const body = parts['word/document.xml']!
    const figures = report.blocks.filter(({ is }) => is === 'figure')
    expect(figures.length).toBeGreaterThan(3)
    expect(body.match(/<wp:docPr [^>]*descr="[^"]{20,}"/g)).toHaveLength(figures.length)
    expect(body.match(/w:val="Caption"/g)).toHaveLength(figures.length + tablesOf(report).length)
    expect(body.match(/w:orient="landscape"/g)?.length).toBeGreaterThan(0)
    expect(body.match(/<w:sectPr>/g)?.length).toBe(body.match(/<w:pgSz /g)?.length)
  })

  test('lists the tables and figures of its body, on pages; those of annexes are not counted by Word', () => {
    const body = parts['word/document.xml']!
    const inBody = report.blocks.slice(0, report.annexesFrom)
    for (const [of, is] of [['Table', 'table'], ['Figure', 'figure']] as const) {
      const told = inBody.flatMap((block) => (block.is === is ? [block.caption] : []))
      expect(told.length).toBeGreaterThan(3)
      const list = body.slice(body.indexOf(`TOC \\h \\c "${of}"`)).split('</w:hyperlink>').slice(0, told.length)
      const lines = list.map((link) => textOf(link.slice(link.lastIndexOf('<w:hyperlink'))).split('\t'))
      expect(lines.map(([words]) => words)).toEqual(told.map((caption, at) => `${of === 'Table' ? 'Таблица' : 'Рисунок'} ${at + 1}. ${caption}`))
      expect(lines.every(([, page]) => /\d+\s*$/.test(page ?? ''))).toBe(true)
      expect(body.match(new RegExp(` SEQ ${of} `, 'g'))).toHaveLength(told.length)
    }
    const [few] = [listedIn({ ...report, annexesFrom: report.blocks.findIndex(({ is }) => is === 'table') + 1 })]
    expect(few.size).toBe(0)
  }) // prettier-ignore

  test('keeps a short table whole, the last rows of a longer one together, and each with its note', () => {
    const tables = parts['word/document.xml']!.match(/<w:tbl>.*?<\/w:tbl>/gs)!
    for (const [at, { rows, note }] of tablesOf(report).entries()) {
      const kept = tables[at]!.match(/<w:tr>.*?<\/w:tr>/gs)!.slice(1).map((row) => row.includes('<w:keepNext/>')) // prettier-ignore
      expect(kept.at(-1), rows.at(-1)?.join()).toBe(note !== '')
      if (rows.length <= 3 && rows.flat().every(({ length }) => length < 40)) expect(kept.slice(0, -1)).not.toContain(false)
      if (rows.length > 12) expect(kept[0]).toBe(false)
    }
    const long = { head: ['a'], rows: Array.from({ length: 30 }, () => ['word']) }
    expect([keptRows(long, false), keptRows({ head: ['a'], rows: [['x '.repeat(3000)]] }, false)]).toEqual([2, 0])
  })

  test('has its contents filled in: every heading of two levels, on a page, pages in their order', () => {
    const body = parts['word/document.xml']!
    const contents = /<w:sdtContent>(.*?)<\/w:sdtContent>/s.exec(body)![1]!
    const lines = [...contents.matchAll(/<w:hyperlink w:anchor="(\w+)".*?<\/w:hyperlink>/gs)].map(([link, mark]) => ({
      mark,
      text: textOf(link),
    }))
    const headings = report.blocks.flatMap((block) => (block.is === 'heading' && block.level < 3 ? [block.text] : []))
    expect(lines.map(({ text }) => text.split('\t')[0])).toEqual(headings)
    const pages = lines.map(({ text }) => Number(/(\d+)\s*$/.exec(text)?.[1]))
    expect(pages.every((page, at) => page >= Math.max(3, pages[at - 1] ?? 0))).toBe(true)
    for (const { mark } of lines) expect(body).toContain(`w:name="${mark}"`)
  })
})

test('lines are counted with the widths of the font: words go to the next line whole, longer ones are broken', () => {
  const letters = readLetters(readFileSync(regularFile))
  const wide = (text: string) => [...text].reduce((sum, sign) => sum + letters.width(sign.codePointAt(0)!), 0)
  expect(wide('i')).toBeLessThan(wide('Ж'))
  expect(countLines('', letters, 10)).toBe(1)
  expect(countLines('one two', letters, wide('one two'))).toBe(1)
  expect(countLines('one two', letters, wide('one two') - 0.1)).toBe(2)
  expect(countLines('a\nb\n', letters, 10)).toBe(3)
  expect(countLines('m'.repeat(40), letters, wide('m') * 10.5)).toBe(4)
})
