import { readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { renderBundle } from '../../../server/report/bundle.ts'
import { renderDocx } from '../../../server/report/docx.ts'
import { renderHtml } from '../../../server/report/html.ts'
import { renderMarkdown } from '../../../server/report/markdown.ts'
import { renderPdf } from '../../../server/report/pdf.ts'
import { renderXlsx } from '../../../server/report/xlsx.ts'
import { assembleReport } from '../../../shared/report/assemble.ts'
import type { ReportInput } from '../../../shared/report/telling.ts'
import { cardOf, sampleReport } from '../../kit/report-sample.ts'

/** Writes every format of harmless texts and then of texts that name a file and an address; where it is, is seen by what it opens. */
const [folder = '', address = ''] = process.argv.slice(2)
const say = (phase: string) => {
  try {
    readFileSync(`${folder}/phase-${phase}`)
  } catch {
    // Only the attempt counts.
  }
}

function saying(texts: readonly string[]): ReportInput {
  const sample = sampleReport('en')
  const cards = texts.map((text, at) => cardOf(`n${at}`, at + 10, { name: { own: text }, scale: 3, impact: 3, note: text }))
  const boards = sample.boards['crime-mapping']!.map((board, at) => (at === 0 ? { ...board, cards: [...board.cards, ...cards] } : board))
  return { ...sample, session: { ...sample.session, title: texts[0]!, place: texts[1]! }, boards: { 'crime-mapping': boards } }
}

async function writeAll(input: ReportInput): Promise<void> {
  const report = assembleReport(input)
  await renderDocx(report)
  renderPdf(report)
  await renderXlsx(input)
  renderBundle(input)
  renderHtml(report)
  renderMarkdown(report)
}

const file = `${folder}/canary.png`
const harmful = [file, `${address}/canary`].flatMap((place) => [
  `<img src="${place}">`,
  `</text><image href="${place}" width="9" height="9"/><text>`,
  `#image("${place}")`,
  `#read("${place}")`,
  `url(${place})`,
  `@font-face { src: url(${place}) }`,
  `![](${place})`,
  `=WEBSERVICE("${place}")`,
  `{ INCLUDEPICTURE "${place}" }`,
  `<!DOCTYPE a [<!ENTITY x SYSTEM "${place}">]>&x;`,
  place,
])
const harmless = harmful.map((_, at) => `Harmless words ${at}`)

await writeAll(saying(harmless))
say('harmless')
await writeAll(saying(harmless))
say('harmful')
await writeAll(saying(harmful))
say('careless')
// What would happen if words were put into a drawing as they are, or an address in them were asked.
new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>${harmful[1]!}</text></svg>`).render()
await fetch(address).catch(() => undefined)
process.exit()
