import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { isLanguage } from '../../shared/i18n/language.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { Block, Report } from '../../shared/report/blocks.ts'
import { columnShares, lineLetters } from '../../shared/report/columns.ts'
import { keptRows } from '../../shared/report/kept.ts'
import { listedIn } from '../../shared/report/listed.ts'
import { cleanText } from '../../shared/report/escape.ts'
import { stretchesOf } from '../../shared/report/turned.ts'
import { toSvg } from '../../shared/report/figures/to-svg.ts'
import { fontFiles } from './fonts.ts'

/** The only folder that the typesetter may read from; nothing but the template lies in it. */
const workspace = fileURLToPath(new URL('./typst', import.meta.url))
/** The longest run of letters without a place to break: longer ones would run out of a cell. */
const longestRun = 24

/**
 * A report as a PDF: A4, contents with page numbers, figures as drawings. Everything is handed over as data, so that no
 * word of anybody is ever read as markup; no file is read but the template, and nothing is fetched.
 */
export function renderPdf(report: Report, tell: (share: number) => void = () => undefined): Uint8Array {
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fontFiles.map((path) => readFileSync(path)) }] })
  const t = translator(isLanguage(report.language) ? report.language : 'en')
  const lists = listedIn(report)
  const stretches = stretchesOf(report.blocks).map(({ isWide, blocks }) => ({
    isWide,
    blocks: blocks.map((block, at) => ({
      ...toData(block, isWide, t, compiler),
      // A turn begins a page already: another break would leave an empty one.
      ...(block.is === 'heading' ? { pageBreak: block.pageBreak === true && at > 0 } : {}),
      listed: [...lists.values()].some((all) => all.has(block)),
      keptWithNext: blocks[at + 1]?.is === 'points',
    })),
  }))
  tell(0.5)
  const data = {
    language: report.language,
    title: clean(report.title),
    foot: clean(report.foot),
    contents: t('report.contents'),
    lists: [...lists.keys()].map((of) => ({ of, title: t(`report.listOf${of}s`) })),
    stretches,
  }
  try {
    return compiler.pdf({ mainFilePath: join(workspace, 'report.typ'), inputs: { report: JSON.stringify(data) } })
  } finally {
    compiler.resetShadow()
    compiler.evictCache(0)
  }
}

function toData(block: Block, isWide: boolean, t: ReturnType<typeof translator>, compiler: NodeCompiler): object {
  switch (block.is) {
    case 'cover':
      return { ...block, title: clean(block.title), lines: block.lines.map(clean), status: clean(block.status) }
    case 'heading':
      return { is: 'heading', level: block.level, text: clean(block.text) }
    case 'paragraph':
    case 'note':
      return { ...block, text: clean(block.text) }
    case 'points':
      return { is: 'points', points: block.points.map(clean) }
    case 'table': {
      const caption = clean(t('report.tableNumber', { number: block.number, caption: block.caption }))
      const rows = block.rows.map((row) => block.head.map((_, at) => clean(row[at] ?? '')))
      return { is: 'table', caption, head: block.head.map(clean), align: block.align, rows, note: clean(block.note), kept: keptRows(block, isWide), widths: columnShares(block, isWide ? lineLetters.across : lineLetters.upright) }
    }
    case 'figure': {
      const file = `figure-${block.number}.svg`
      // As in `drawPng`: Noto Sans has no arrows.
      compiler.mapShadow(join(workspace, file), Buffer.from(toSvg(block.figure, '').replace(/\s?[\u2190-\u21ff]/g, '')))
      const caption = clean(t('report.figureNumber', { number: block.number, caption: block.caption }))
      return { is: 'figure', file, caption, alt: clean(block.alt), width: block.figure.width, note: clean(block.note) }
    }
  } // prettier-ignore
}

/** Text as XML could hold it, for the same reasons; runs that are too long may break anywhere. */
function clean(text: string): string {
  return cleanText(text).replace(new RegExp(`[^\\s\\u200b-]{${longestRun}}(?=[^\\s\\u200b-])`, 'gu'), '$&\u200b')
}
