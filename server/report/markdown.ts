import { isLanguage } from '../../shared/i18n/language.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { Block, Report } from '../../shared/report/blocks.ts'
import { cleanText } from '../../shared/report/escape.ts'

/** A report as Markdown (CommonMark with tables): for wikis and for whoever writes on. Figures are told by their alternative text. */
export function renderMarkdown(report: Report): string {
  const t = translator(isLanguage(report.language) ? report.language : 'en')
  return `${report.blocks.map((block) => blockToMarkdown(block, t)).join('\n\n')}\n`
}

function blockToMarkdown(block: Block, t: ReturnType<typeof translator>): string {
  switch (block.is) {
    case 'cover':
      return [`# ${line(block.title)}`, `**${line(block.status)}**`, ...block.lines.map(line)].join('\n\n')
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${line(block.text)}`
    case 'paragraph':
      return block.number === null ? text(block.text) : `${block.number}\\. ${text(block.text)}`
    case 'points':
      return block.points.map((point) => `- ${text(point).replaceAll('\n', '\n  ')}`).join('\n')
    case 'table': {
      const row = (cells: readonly string[]) => `| ${block.head.map((_, at) => text(cells[at] ?? '').replaceAll('|', '\\|').replaceAll('\\\n', '<br>')).join(' | ')} |` // prettier-ignore
      const rule = `| ${block.head.map((_, at) => (block.align[at] === 'right' ? '--:' : ':--')).join(' | ')} |`
      const caption = `**${line(t('report.tableNumber', { number: block.number, caption: block.caption }))}**`
      return [caption, [row(block.head), rule, ...block.rows.map(row)].join('\n'), text(block.note)].filter(Boolean).join('\n\n')
    }
    case 'figure': {
      const caption = `**${line(t('report.figureNumber', { number: block.number, caption: block.caption }))}**`
      return [caption, text(block.alt), text(block.note)].filter(Boolean).join('\n\n')
    }
    case 'note':
      return text(block.text)
  }
}

/** What people wrote is words: no sign of theirs makes a heading, a link, a list or an element. */
function text(words: string): string {
  return cleanText(words)
    .replace(/[\\`*_{}[\]<>()#+=!~&-]/g, '\\$&')
    .replace(/^[^\S\n]+/gm, '')
    .replace(/^(\d+)([.)])/gm, '$1\\$2')
    .replaceAll('\n', '\\\n')
}
const line = (words: string) => text(words).replaceAll('\\\n', ' ')
