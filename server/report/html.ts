import type { Block, Report } from '../../shared/report/blocks.ts'
import { escapeMarkup as e } from '../../shared/report/escape.ts'
import { toSvg } from '../../shared/report/figures/to-svg.ts'
import { translator } from '../../shared/i18n/messages.ts'
import { isLanguage } from '../../shared/i18n/language.ts'
import { styles } from './styles.ts'

/**
 * A report as one page: no script, print CSS included. Every text goes through one escape. It needs `style-src
 * 'unsafe-inline'` for itself and `font-src 'self'`: the fonts lie beside it; without them it is read in another font.
 */
export function renderHtml(report: Report): string {
  const t = translator(isLanguage(report.language) ? report.language : 'en')
  const body = report.blocks.map((block) => blockToHtml(block, t)).join('\n')
  return `<!doctype html>
<html lang="${e(report.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${e(report.title)}</title>
<style>${styles}</style>
</head>
<body>
<main>
${body}
</main>
<footer>${e(report.foot)}</footer>
</body>
</html>
`
}

function blockToHtml(block: Block, t: ReturnType<typeof translator>): string {
  switch (block.is) {
    case 'cover':
      return `<header class="cover"><p class="status">${e(block.status)}</p><h1>${e(block.title)}</h1>${block.lines.map((line) => `<p>${e(line)}</p>`).join('')}</header>`
    case 'heading': {
      const tag = `h${block.level + 1}`
      return `<${tag}${block.pageBreak === true ? ' class="new-page"' : ''}>${e(block.text)}</${tag}>`
    }
    case 'paragraph':
      return `<p class="paragraph">${block.number === null ? '' : `<span class="number">${block.number}.</span>`}${e(block.text)}</p>`
    case 'points':
      return `<ul>${block.points.map((point) => `<li>${e(point)}</li>`).join('')}</ul>`
    case 'table':
      return tableToHtml(block, t('report.tableNumber', { number: block.number, caption: block.caption }))
    case 'figure':
      return `<figure><figcaption class="caption">${e(t('report.figureNumber', { number: block.number, caption: block.caption }))}</figcaption>${toSvg(block.figure, block.alt)}<p class="note">${e(block.note)}</p></figure>`
    case 'note':
      return `<p class="note">${e(block.text)}</p>`
  }
}

function tableToHtml({ head, rows, align, note }: Extract<Block, { is: 'table' }>, caption: string): string {
  const side = (index: number) => (align[index] === 'right' ? ' class="right"' : '')
  const headCells = head.map((cell, index) => `<th scope="col"${side(index)}>${e(cell)}</th>`).join('')
  const bodyRows = rows.map((row) => `<tr>${row.map((cell, index) => `<td${side(index)}>${e(cell)}</td>`).join('')}</tr>`).join('')
  const table = `<table><caption class="caption">${e(caption)}</caption><thead><tr>${headCells}</tr></thead><tbody>${bodyRows}</tbody></table>`
  return note === '' ? table : `${table}<p class="note">${e(note)}</p>`
}
