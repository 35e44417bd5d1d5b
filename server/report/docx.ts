import { readFileSync } from 'node:fs'
import { isLanguage } from '../../shared/i18n/language.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { Report } from '../../shared/report/blocks.ts'
import { boldFile, regularFile } from './fonts.ts'
import { drawPngsAside } from './png.ts'
import type { Template } from '../../shared/report/template.ts'
import { readLetters } from './word/letters.ts'
import { looksOf } from './word/looks.ts'
import { bodyMarkup } from './word/markup.ts'
import { packWord } from './word/package.ts'
import { pagesOf } from './word/pages.ts'
import { piecesOf } from './word/pieces.ts'

/** As many dots of a picture on a pixel of the page: 240 to the inch. */
const sharpness = 2.5

/**
 * A report as a Word file: real headings, a table of contents that is already filled in, captions, tables whose head
 * repeats on every page, pictures with alternative text. Nothing in it asks, runs or points outside the file. The same report is
 * the same bytes. With a template it looks as that says.
 */
export async function renderDocx(
  report: Report,
  tell: (share: number) => void = () => undefined,
  template: Template | null = null,
): Promise<Uint8Array> {
  const looks = looksOf(template)
  const language = isLanguage(report.language) ? report.language : 'en'
  const { sections, entries } = piecesOf(report, translator(language), looks)
  const pictures = sections.flatMap(({ pieces }) => pieces.flatMap((piece) => (piece.is === 'picture' ? [piece] : [])))
  const steps = pictures.length + 2
  let done = 0
  tell(++done / steps)
  const drawn = drawPngsAside(
    pictures.map(({ figure, width }) => ({ figure, width: Math.round(width * sharpness) })),
    () => tell(++done / steps),
  )
  const pages = pagesOf(sections, entries, faces(), looks)
  const body = bodyMarkup(sections, { entries, pages }, looks)
  return packWord({ title: report.title, foot: report.foot, language, body, pictures: await drawn, looks })
}

let read: { regular: ReturnType<typeof readLetters>; bold: ReturnType<typeof readLetters> } | null = null
/** Read once by each thread that writes reports. */
const faces = () => (read ??= { regular: readLetters(readFileSync(regularFile)), bold: readLetters(readFileSync(boldFile)) })
