import { strToU8, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { Writing } from '../../../server/report/writing.ts'
import { reportFiles } from '../../../shared/report/formats.ts'
import { makeZip } from '../../kit/zip.ts'
import { metadataOf } from '../../kit/report-scan.ts'
import { plantedReport } from '../../kit/planted.ts'

const writing = new Writing()
afterAll(() => writing.close())
/** All that may stand where programs put their user. */
const products = new Set(['Roundtable', 'Typst 0.13.1'])

test('X2: what writers’ metadata says names the product alone: no person, no time, no comment, no trace of an edit', async () => {
  for (const format of reportFiles.filter((one) => one !== 'md')) {
    const { people, times, traces } = metadataOf(await writing.write(format, plantedReport('en')), format)
    expect(people.filter((one) => !products.has(one)), format).toEqual([]) // prettier-ignore
    expect([...times, ...traces], format).toEqual([])
  }
})

test('X2: the same report is the same bytes, whenever it is written', async () => {
  for (const format of ['docx', 'xlsx', 'zip'] as const) {
    const [one, other] = [await writing.write(format, plantedReport('en')), await writing.write(format, plantedReport('en'))]
    expect(Buffer.from(one).equals(Buffer.from(other)), format).toBe(true)
  }
})

test('X2, control: an author, a time, a comment and a revision id are each found in each sort of file', () => {
  const at = { mtime: new Date(2026, 2, 9, 8, 30) }
  const office = zipSync(
    {
      'docProps/core.xml': strToU8('<a><dc:creator>Aida</dc:creator><cp:lastModifiedBy>Ben</cp:lastModifiedBy><dcterms:created x="y">2026-03-09</dcterms:created></a>'),
      'word/document.xml': strToU8('<w:p w:rsidR="00A1"><w:ins w:id="1" w:author="Cholpon" w:date="2026-03-09T08:00:00Z"/></w:p>'),
      'word/comments.xml': strToU8('<a/>'),
    },
    { ...at, comment: 'by Dana' },
  ) // prettier-ignore
  expect(metadataOf(office, 'docx')).toEqual({
    people: ['Aida', 'Ben', 'Cholpon'],
    times: [...Array<string>(3).fill('2026-03-09 08:30:00'), '2026-03-09', '2026-03-09T08:00:00Z'],
    traces: ['w:rsidR="00A1"', '<w:ins ', 'word/comments.xml', 'entry at 321', 'entry at 391', 'entry at 461'],
  })
  expect(metadataOf(makeZip([], { comment: Buffer.from('by Dana') }), 'docx').traces).toEqual(['of the file'])
  const pdf = Buffer.from('1 0 obj <</Author (Aida) /CreationDate (D:2026)>> 2 0 obj <</Subtype /FreeText>> <dc:creator><rdf:li>Ben</rdf:li></dc:creator>', 'latin1') // prettier-ignore
  expect(metadataOf(pdf, 'pdf')).toEqual({ people: ['Aida', 'Ben'], times: ['/CreationDate (D:2026)'], traces: ['/FreeText'] })
})
