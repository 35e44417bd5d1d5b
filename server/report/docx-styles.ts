import { LineRuleType, TabStopType, type IStylesOptions } from 'docx'
import type { Language } from '../../shared/i18n/language.ts'

/** A4 with margins of 2 cm; all measures in twentieths of a point. */
export const page = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1247, bottom: 1247, left: 1134, right: 1134, header: 620, footer: 620 },
}
/** What the margins leave of a page, upright and turned. */
export const textWidth = { upright: 9638, across: 14_570 }

const ink = '1B1F2A'
const quiet = '5A5F6B'
const indent = 600

/** Paragraph styles by name, so that an officer restyles the report in Word in one place. Sizes in half points. */
export function documentStyles(language: Language): IStylesOptions {
  const plain = { basedOn: 'Normal', quickFormat: true } as const
  const heading = (size: number, before: number, after: number) => ({
    run: { font: 'Noto Sans', size, bold: true, italics: false, color: ink },
    paragraph: { keepNext: true, spacing: { before, after } },
  })
  const hanging = { indent: { left: indent, hanging: indent }, tabStops: [{ type: TabStopType.LEFT, position: indent }] }
  return {
    default: {
      document: {
        run: { font: 'Noto Sans', size: 20, color: ink, language: { value: language === 'ru' ? 'ru-RU' : 'en-GB' } },
        paragraph: { spacing: { line: 276, lineRule: LineRuleType.AUTO } },
      },
      title: { run: { font: 'Noto Sans', size: 52, bold: true, color: ink }, paragraph: { spacing: { before: 240, after: 480 } } },
      heading1: heading(32, 120, 220),
      heading2: heading(24, 320, 140),
      heading3: heading(20, 240, 100),
    },
    paragraphStyles: [
      { ...plain, id: 'Body', name: 'Report Text', paragraph: { spacing: { after: 140 } } },
      { ...plain, id: 'NumberedParagraph', name: 'Numbered Paragraph', paragraph: { spacing: { after: 140 }, ...hanging } },
      {
        ...plain,
        id: 'Point',
        name: 'Point',
        paragraph: {
          spacing: { after: 80 },
          indent: { left: indent, hanging: 300 },
          tabStops: [{ type: TabStopType.LEFT, position: indent }],
        },
      },
      {
        ...plain,
        id: 'Caption',
        name: 'caption',
        run: { bold: true, size: 19 },
        paragraph: { keepNext: true, spacing: { before: 200, after: 100 } },
      },
      { ...plain, id: 'Note', name: 'Source Note', run: { size: 16, color: quiet }, paragraph: { spacing: { before: 80, after: 240 } } },
      { ...plain, id: 'Cell', name: 'Table Cell', run: { size: 18 }, paragraph: { spacing: { line: 252, lineRule: LineRuleType.AUTO } } },
      { ...plain, id: 'Status', name: 'Status', run: { bold: true, color: quiet, size: 22 }, paragraph: { spacing: { before: 2400 } } },
      { ...plain, id: 'CoverLine', name: 'Cover Line', run: { size: 22 }, paragraph: { spacing: { after: 100 } } },
      { ...plain, id: 'ContentsTitle', name: 'Contents Title', run: { bold: true, size: 32 }, paragraph: { spacing: { after: 220 } } },
      { ...plain, id: 'Foot', name: 'Foot', run: { size: 16, color: quiet } },
    ],
  }
}
