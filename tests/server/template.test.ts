import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { renderDocx } from '../../server/report/docx.ts'
import { readTemplate } from '../../server/report/template/read.ts'
import type { Template } from '../../shared/report/template.ts'
import { readXml } from '../../server/report/template/xml.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { wordType } from '../../shared/report/formats.ts'
import type { DiskState } from '../../shared/protocol/control.ts'
import { diskFull } from '../kit/disk-full.ts'
import { sampleReport } from '../kit/report-sample.ts'
import { hostileTemplate, logo, unusableTemplates, wordTemplate } from '../kit/word-templates.ts'
import { waitFor } from './kit/board-socket.ts'
import { startServer, type TestServer } from './kit/server.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

function templateOf(file: Uint8Array): Template {
  const read = readTemplate(file, 'ours.docx')
  if (isRefusal(read)) throw new Error(read.refused)
  return read
}
async function written(file: Uint8Array, note = 'words') {
  const bytes = await renderDocx(assembleReport(sampleReport('ru', { note })), () => undefined, templateOf(file))
  const parts = unzipSync(bytes)
  const text = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
  return { bytes, parts, text }
}

test('the report wears the template’s styles, page, head, foot and logo, and keeps its own numbers', async () => {
  const { parts, text } = await written(wordTemplate())
  const body = text('word/document.xml')
  expect(templateOf(wordTemplate()).ids).toMatchObject({ Title: 'a3', Heading1: '1', Heading2: '2', Caption: 'a4', ReportTable: 'a5' })
  for (const id of ['a3', '1', '2', 'a4', 'a']) expect(body).toContain(`<w:pStyle w:val="${id}"/>`)
  expect(body).toContain('<w:tblStyle w:val="a5"/>')
  expect(body).toContain('w:left="1701" w:header="567"')
  expect(body).toMatch(/<w:pStyle w:val="RtNumberedParagraph"\/>.*?<w:t xml:space="preserve">1\.<\/w:t>/)
  const styles = text('word/styles.xml')
  expect(styles).toContain('w:styleId="RtNumberedParagraph"><w:name w:val="Roundtable Numbered Paragraph"/><w:basedOn w:val="a"/>')
  expect(styles).toContain('7A1F3D')
  // Our numbers are text: a heading numbered by the template as well would have two.
  expect(styles).not.toContain('numPr')
  // A style that rests on itself rests on nothing.
  expect(styles).not.toContain('<w:basedOn w:val="af"/>')
  expect(text('word/header2.xml')).toContain('Управление по наркотикам &amp; преступности')
  expect(text('word/footer2.xml')).toMatch(/ PAGE .* NUMPAGES /s)
  expect(Buffer.from(parts['word/media/template0.png'] ?? []).equals(Buffer.from(logo()))).toBe(true)
  expect(text('word/theme/theme1.xml')).toContain('typeface="Liberation Serif"')
  expect(Object.keys(parts).some((name) => strFromU8(parts[name]!, true).includes('CanaryTemplate'))).toBe(false)
  // A cell of ours has no space of the template's plain text around its words.
  expect(styles).toMatch(/w:styleId="RtCell">.*?<w:spacing w:before="0" w:after="0"/)
  // Every style that the body names is there.
  const named = new Set([...styles.matchAll(/w:styleId="([^"]+)"/g)].map(([, id]) => id))
  for (const [, id] of body.matchAll(/w:(?:pStyle|tblStyle) w:val="([^"]+)"/g)) expect(named).toContain(id)
})

test('where the template numbers no page, our line with the number stands below its foot', async () => {
  const { text } = await written(wordTemplate({ footer: '<w:p><w:r><w:t>Only words</w:t></w:r></w:p>' }))
  expect(text('word/footer2.xml')).toMatch(/Only words.* PAGE /s)
})

const active =
  /TargetMode|https?:\/\/(?!schemas\.(openxmlformats|microsoft)\.|purl\.org)|file:|attachedTemplate|updateFields|vbaProject|INCLUDE|DDE|w:object|w:control|altChunk|subDoc|svg|EvilPasswd|EvilBox|oleObject|<w:evil|<w:Evil|dataBinding/

test('X1, X4, X5: of a hostile template nothing that asks, runs or leads out is in the report, with hostile texts in it', async () => {
  // The control: it is all in the file that is read.
  const source = unzipSync(hostileTemplate())
  expect(Object.values(source).some((bytes) => active.test(strFromU8(bytes, true)))).toBe(true)
  const hostile = '=cmd|"/c calc"!A1 <w:fldSimple w:instr="DATE"/> ]]> \u0000\u0001 & {{x}}'
  const { parts, text } = await written(hostileTemplate(), hostile)
  for (const [name, bytes] of Object.entries(parts)) {
    if (!/xml$|rels$/.test(name)) continue
    expect(() => readXml(strFromU8(bytes)), name).not.toThrow()
    if (name !== 'word/document.xml') expect(strFromU8(bytes).match(active), name).toBeNull()
    for (const [, instruction] of strFromU8(bytes).matchAll(/<w:instrText[^>]*>([^<]*)</g)) expect(instruction).toMatch(/^ (PAGE|NUMPAGES|PAGEREF _Toc\d+ \\h|TOC \\o "1-2" \\h|TOC \\h \\c "(Table|Figure)"|SEQ (Table|Figure) \\\* ARABIC) $/) // prettier-ignore
  }
  expect(text('word/document.xml')).not.toMatch(/<w:fldSimple|<w:Evil/)
  expect(Object.keys(parts).filter((name) => name.startsWith('word/media/template'))).toEqual(['word/media/template0.png'])
  // The words of a link or a control stay, and it is said what could not be taken.
  for (const words of ['kept', 'simple', 'a link', 'in a control']) expect(text('word/header2.xml')).toContain(words)
  expect(templateOf(hostileTemplate()).notTaken.toSorted()).toEqual(['fields', 'linkedPictures', 'pictures', 'textBoxes'])
})

test('what cannot be a template is refused, each in its own words', () => {
  for (const [code, file] of Object.entries(unusableTemplates()))
    expect(readTemplate(file, 'x.docx')).toMatchObject({ refused: code.trim() })
})

test('LibreOffice opens the report in a template, also a hostile one', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roundtable-template-'))
  try {
    for (const [name, file] of [['good', wordTemplate()], ['hostile', hostileTemplate()]] as const) {
      writeFileSync(join(folder, `${name}.docx`), (await written(file)).bytes)
      spawnSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'pdf', '--outdir', folder, join(folder, `${name}.docx`)]) // prettier-ignore
      const text = spawnSync('pdftotext', ['-layout', join(folder, `${name}.pdf`), '-'], { encoding: 'utf8' }).stdout.replace(/\s+/g, ' ')
      for (const part of ['II. Картирование организованной преступности', 'Торговля героином', 'Приложение I']) expect(text).toContain(part)
      if (name === 'good') expect(text).toMatch(/Управление по наркотикам.*Стр\. 2 из \d/s)
    }
    expect(readFileSync(join(folder, 'good.pdf')).length).toBeGreaterThan(1000)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}) // prettier-ignore

test('a template that the disk refuses is answered so, and the console is told', async () => {
  const server = await startServer({
    adapters: {
      storage: (real) => ({ ...real, saveTemplate: () => Promise.reject(diskFull()), tryWriting: () => Promise.reject(diskFull()) }),
    },
  })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const { id } = await server.session(ann)
  const states: DiskState[] = []
  const link = await ann.connect('facilitator', id, (socket) => socket.on('disk', (state: DiskState) => states.push(state)))
  expect(await ann.post('/rt/facilitator/template/remove', { session: id })).toMatchObject({
    status: 503,
    body: { refused: 'cannot-save' },
  })
  expect(await waitFor(() => states.at(-1) === 'refuses')).toBe(true)
  link.socket.close()
})

test('a template is taken, is in the Word file, outlives a restart, and can be taken away; only facilitators may', async () => {
  const server = await startServer()
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const { id, code } = await server.session(ann)
  const send = async (bytes: Uint8Array, of = ann, session = id) => {
    const headers = { cookie: of.cookie, origin: of.base, 'x-roundtable': '1', 'content-type': wordType }
    const answer = await fetch(`${of.base}/rt/facilitator/template?session=${session}&name=ours.docx`, { method: 'POST', headers, body: Buffer.from(bytes) })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  const report = async (of = ann) => unzipSync(new Uint8Array(await (await of.get(`/rt/facilitator/report/${id}.docx`)).arrayBuffer()))
  expect((await report())['word/media/template0.png']).toBeUndefined()
  expect(await send(Buffer.from('words'))).toMatchObject({ status: 400, body: { refused: 'template-not-word' } })
  expect(await send(new Uint8Array(5_000_001))).toMatchObject({ status: 413, body: { refused: 'template-too-large' } })
  expect(await send(wordTemplate(), ann, 'nosuchsession')).toMatchObject({ status: 404 })
  expect(await send(wordTemplate(), await server.seat(code, 0, 'Aida'))).toMatchObject({ status: 401 })
  expect(await send(wordTemplate())).toMatchObject({ status: 200, body: { template: { name: 'ours.docx', notTaken: [], pictures: 1 } } })
  expect((await report())['word/media/template0.png']).toBeDefined()

  await server.serving.close()
  const again = await startServer({ dataDir: server.dataDir })
  servers.splice(0, 1, again)
  const back = ann.at(again.serving.port)
  expect(await (await back.get(`/rt/facilitator/template/${id}`)).json()).toMatchObject({ template: { name: 'ours.docx' } })
  expect((await report(back))['word/media/template0.png']).toBeDefined()
  expect(await back.post('/rt/facilitator/template/remove', { session: id })).toMatchObject({ status: 200 })
  expect((await report(back))['word/media/template0.png']).toBeUndefined()
}) // prettier-ignore
