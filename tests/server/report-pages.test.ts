import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { renderDocx } from '../../server/report/docx.ts'
import { renderPdf } from '../../server/report/pdf.ts'
import { readTemplate } from '../../server/report/template/read.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { isLong } from '../kit/size.ts'
import { twoDayReport } from '../kit/two-day-report.ts'
import { wordTemplate } from '../kit/word-templates.ts'

const folder = mkdtempSync(join(tmpdir(), 'roundtable-pages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bare = (text: string) => text.replace(/\s+/g, '')
const pagesOf = (name: string) =>
  spawnSync('pdftotext', ['-layout', join(folder, name), '-'], { encoding: 'utf8' })
    .stdout.split('\f')
    .slice(0, -1)
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

interface Line {
  readonly text: string
  readonly page: number
}

/** What contents and lists of a Word file say of pages. */
function saidIn(docx: Uint8Array): Line[] {
  const body = strFromU8(unzipSync(docx)['word/document.xml']!)
  return [...body.matchAll(/<w:hyperlink .*?<\/w:hyperlink>/gs)].map(([link]) => {
    const words = link.replace(/<w:instrText.*?<\/w:instrText>/gs, '').replaceAll('<w:tab/>', '\t').replace(/<[^>]+>/g, '')
    const [text = '', page] = words.replace(/&[\w#]+;/g, (one) => entities[one] ?? one).split('\t')
    return { text, page: Number(page) }
  }) // prettier-ignore
}

/** By how many pages each line is wrong: a heading is sought from where the one before it was found. */
function offBy(lines: readonly Line[], pages: readonly string[], from: number): number[] {
  const sheets = pages.map(bare)
  let at = from
  return lines.map(({ text, page }) => {
    const found = sheets.findIndex((sheet, place) => place >= at && sheet.includes(bare(text)))
    if (found < 0) throw new Error(`${text} is on no page`)
    at = found
    return page - (found + 1)
  })
}

/** The language of which the quick suite reads the file in a template, and of the other the one with our looks; the long run reads all four. */
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const templated = seed % 2

test(`the contents of a Word file say the pages that its headings are on, within one page, with our looks and in a template (seed ${seed})`, { timeout: 240_000 }, async () => {
  const template = readTemplate(wordTemplate(), 'ours.docx')
  if (isRefusal(template)) throw new Error(template.refused)
  const files = new Map<string, Uint8Array>()
  for (const [index, language] of (['en', 'ru'] as const).entries()) {
    const report = assembleReport(await twoDayReport({ groups: 6, language }))
    if (isLong || index !== templated) files.set(`${language}-own`, await renderDocx(report))
    if (isLong || index === templated) files.set(`${language}-template`, await renderDocx(report, () => undefined, template))
    writeFileSync(join(folder, `${language}.pdf`), renderPdf(report))
  }
  for (const [name, file] of files) writeFileSync(join(folder, `${name}.docx`), file)
  spawnSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'pdf', '--outdir', folder, ...[...files.keys()].map((name) => join(folder, `${name}.docx`))]) // prettier-ignore
  for (const [name, file] of files) {
    const pages = pagesOf(`${name}.pdf`)
    expect(pages.length, name).toBeGreaterThan(60)
    const said = saidIn(file)
    const headings = said.filter(({ text }) => !/^(Table|Figure|Таблица|Рисунок) /.test(text))
    const off = offBy(headings, pages, 3)
    expect(Math.max(...off.map(Math.abs)), `${name}: ${off.join()}`).toBeLessThanOrEqual(1)
    // The control: contents of which a number is four too high are found out.
    expect(Math.max(...offBy(headings.map((one, at) => (at === 20 ? { ...one, page: one.page + 4 } : one)), pages, 3))).toBeGreaterThan(1)
  }
  // No page of either is empty but for its foot: a turned page begins one already.
  for (const name of ['en', 'ru', ...files.keys()])
    for (const [at, page] of pagesOf(`${name}.pdf`).entries())
      expect(bare(page).length, `${name}, page ${at + 1}`).toBeGreaterThan(at === 0 ? 60 : 90)
}) // prettier-ignore
