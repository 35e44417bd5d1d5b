import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { renderCsv } from '../../server/report/csv.ts'
import { renderMarkdown } from '../../server/report/markdown.ts'
import { Writing } from '../../server/report/writing.ts'
import { reportFiles } from '../../shared/report/formats.ts'
import { assembleSheets } from '../../shared/report/sheets.ts'
import { hostileTexts } from '../browser/hostile-texts.ts'
import type { Variant } from '../../shared/report/variants.ts'
import { nobodys, organisers, participants, plantedReport, tables } from '../kit/planted.ts'
import { canaries, cardOf, sampleReport } from '../kit/report-sample.ts'

const folder = mkdtempSync(join(tmpdir(), 'roundtable-files-'))
const writing = new Writing()
afterAll(async () => {
  await writing.close()
  rmSync(folder, { recursive: true, force: true })
})

const formulas = ['=', '+', '-', '@', '\t=', '\r=', '＝', '＋', '－', '＠', ' =', 'a\n=', 'a\n\t@', 'a;=', 'a; @'].map(
  (start) => `${start}cmd|' /C calc'!A0`,
)
const typeset = [
  '#strong[x]',
  '#read("/etc/passwd")',
  '$a$ *b* _c_ `d` @e <f>',
  '#image("https://evil.example/a.png")',
  '= Heading',
  '/* x */ // y',
]
const alphabets =
  'Հայերեն ქართული Ўзбекча қўшиқ Oʻzbekcha Қазақша әіңғүұқөһ Türkmençe ňžýäş Azərbaycan ğışöçə Тоҷикӣ ғӣқӯҳҷ Кыргызча ңөү Bosanski čćđšž'

/** A session where every hostile text is a card of its own, with the same text as its note. */
function hostileReport(texts: readonly string[]) {
  const sample = sampleReport('en')
  const cards = texts.map((text, at) => cardOf(`h${at}`, at + 10, { name: { own: text }, scale: 3, note: text }))
  const boards = sample.boards['crime-mapping']!.map((board, at) => (at === 0 ? { ...board, cards: [...board.cards, ...cards] } : board))
  return { ...sample, boards: { 'crime-mapping': boards } }
}

/** All bytes of a file as text, those of a zip unpacked. */
function insideOf(file: Uint8Array, format: string): string {
  if (format === 'md') return strFromU8(file)
  if (format === 'pdf') return pdfText(file) + Buffer.from(file).toString('latin1')
  return Object.entries(unzipSync(file)).map(([name, bytes]) => name + Buffer.from(bytes).toString('utf8')).join('\n') // prettier-ignore
}

function pdfText(file: Uint8Array): string {
  const path = join(folder, 'report.pdf')
  writeFileSync(path, file)
  return execFileSync('pdftotext', ['-layout', path, '-']).toString()
}
const letters = (text: string) => text.normalize('NFC').replace(/[\s\u200b]/g, '')

test('X2: no format names a person, a table, or an id of either', async () => {
  for (const format of reportFiles) {
    const inside = insideOf(await writing.write(format, sampleReport('en')), format)
    expect(inside.length).toBeGreaterThan(1000)
    for (const canary of canaries) expect(inside.includes(canary), `${canary} in ${format}`).toBe(false)
  }
})

test('X2: every format of every variant hides what the variant must, in whatever part of the file; the organisers’ shows that it was there', async () => {
  const input = plantedReport('en')
  for (const format of reportFiles) {
    const of = async (variant: Variant) => insideOf(await writing.write(format, { ...input, variant }, {}), format)
    const found = (inside: string, words: readonly string[]) => words.filter((word) => inside.includes(word))
    expect(found(await of('public'), [...nobodys, ...tables, ...organisers, ...participants]), `public ${format}`).toEqual([])
    expect(found(await of('participants'), [...nobodys, ...tables, ...organisers]), `participants ${format}`).toEqual([])
    const whole = await of('restricted')
    expect(found(whole, [...nobodys, ...tables]), `restricted ${format}`).toEqual([])
    expect(found(whole, ['CanaryMarked', 'CanaryForRoom', 'CanaryField', 'CanaryKind'])).toHaveLength(4)
  }
})

test('the PDF has contents, headings and values; every alphabet of the room is drawn with a letter of its own', async () => {
  const file = await writing.write('pdf', sampleReport('ru', { note: alphabets }))
  const text = pdfText(file)
  for (const part of [
    'Содержание',
    'II. Картирование организованной преступности',
    'Торговля героином',
    '3 из 3',
    '4 (4–5)',
    'Приложение I',
  ])
    expect(text).toContain(part)
  expect(letters(text)).toContain(letters(alphabets))
  const fonts = execFileSync('pdffonts', [join(folder, 'report.pdf')]).toString().trim().split('\n').slice(2) // prettier-ignore
  expect(fonts.length).toBeGreaterThan(3)
  // A letter that no font has would be drawn by a font of the machine, or as a box.
  for (const line of fonts) expect(line).toMatch(/\+NotoSans(Armenian|Georgian)?-\w+ .*yes yes yes/)
})

test('X1, X3: words that look like commands of the typesetter, formulas or actions stay words in a PDF', async () => {
  const file = await writing.write('pdf', hostileReport([...typeset, ...formulas]))
  const text = letters(pdfText(file))
  for (const one of typeset) expect(text).toContain(letters(one))
  expect(text).not.toContain('root:x:0:0')
  expect(Buffer.from(file).toString('latin1')).not.toMatch(/\/(JavaScript|JS|Launch|URI|GoToR|SubmitForm|EmbeddedFile|OpenAction|AA)\b/)
})

test('X1: a workbook has words as words and no formula, and every text is in it as it was written', async () => {
  const parts = unzipSync(await writing.write('xlsx', hostileReport(formulas)))
  const all = Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)] as const)
  for (const [name, text] of all) expect(text, name).not.toMatch(/<f[ >]|TargetMode="External"|externalLink|ddeLink/)
  const sheets = all.filter(([name]) => name.startsWith('xl/worksheets/sheet'))
  expect(sheets).toHaveLength(3)
  // Whatever is no number is a string: nothing that a spreadsheet would work out.
  for (const [name, text] of sheets)
    for (const [cell, kind = 'number'] of text.matchAll(/<c [^>]*?(?:t="(\w+)")?[^>]*>(?=<)/g))
      expect(['s', 'inlineStr', 'number'], `${name}: ${cell}`).toContain(kind)
  const words = letters(
    all
      .map(([, text]) => text)
      .join('')
      .replaceAll('&apos;', "'")
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&'),
  )
  for (const one of formulas) expect(words).toContain(letters(one))
})

test('X1: no cell of a CSV begins as a formula, and every text can be read back', () => {
  const sheets = assembleSheets(hostileReport([...formulas, ...hostileTexts]))
  expect(sheets.flatMap(({ rows }) => rows).length).toBeGreaterThan(600)
  for (const sheet of sheets) {
    const cells = [...renderCsv(sheet).matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)].map(([, cell = '']) => cell.replaceAll('""', '"'))
    expect(cells).toHaveLength((sheet.rows.length + 1) * sheet.head.length)
    // A Russian spreadsheet parts cells at semicolons, whatever stands in quotation marks further on.
    for (const cell of cells.flatMap((one) => one.split(';'))) expect(cell).not.toMatch(/(^|[\n\r])\s*[=+\-@＝＋－＠]\D/)
  }
})

test('X4: no sign of anybody makes a heading, a list or a code block of a Markdown file', () => {
  const lines = ['Words\n===', 'Words\n---', '# Words', '    Words', '\tWords', '1) Words', '> Words', '```', '| a |\n|---|']
  const report = {
    language: 'en',
    title: '',
    foot: '',
    revision: 1,
    annexesFrom: lines.length,
    blocks: lines.map((text) => ({ is: 'paragraph' as const, number: null, text })),
  }
  for (const line of renderMarkdown(report).split('\n')) expect(line).not.toMatch(/^(\s*(=+|-+)$| {4}|\t|#|\s*\d+[.)]|>|```|\|?-)/)
})

test('X4: hostile texts break no file', { timeout: 120_000 }, async () => {
  const report = hostileReport(hostileTexts.filter((_, at) => at % 3 === 0))
  for (const format of reportFiles) {
    const file = await writing.write(format, report)
    if (format === 'pdf') expect(pdfText(file).length).toBeGreaterThan(5000)
    else if (format !== 'md') expect(Object.keys(unzipSync(file)).length).toBeGreaterThan(2)
    else expect(strFromU8(file)).not.toMatch(/(^|[^\\])(<script|\]\()/)
  }
})

test('who gives up ends the work; what was asked after it is written, in its turn', async () => {
  const many = hostileReport(Array.from({ length: 400 }, (_, at) => `Market ${at}`))
  const giveUp = new AbortController()
  const shares: number[] = []
  const left = writing.write('docx', many, { signal: giveUp.signal, told: (share) => shares.push(share) && giveUp.abort() })
  const after = writing.write('md', sampleReport('en'))
  await expect(left).rejects.toThrow('given up')
  expect(strFromU8(await after)).toContain('# Strategies to prevent organized crime')
  expect(shares).toHaveLength(1)
})

test('a file that was ready when somebody gave up is not handed to who asks next', async () => {
  await writing.write('md', sampleReport('en'))
  const giveUp = new AbortController()
  const left = writing.write('md', sampleReport('en'), { signal: giveUp.signal })
  // The thread writes meanwhile: its file waits to be taken when the work is given up.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
  giveUp.abort()
  const next = writing.write('zip', sampleReport('en'))
  await expect(left).rejects.toThrow('given up')
  expect(Object.keys(unzipSync(await next))).toContain('tables/01.csv')
  await expect(writing.write('md', sampleReport('en'), { signal: giveUp.signal })).rejects.toThrow('given up')
})
