import type { CellMargin, Page, Style, StyleId } from '../../../shared/report/template.ts'

/** A4 with margins of 2 cm, upright and turned; all measures in twentieths of a point, as Word has them. */
const margins = { left: 1134, right: 1134, header: 620, footer: 620 } as const
export const upright: Page = { width: 11_906, height: 16_838, top: 1247, bottom: 1247, ...margins }
export const across: Page = { width: 16_838, height: 11_906, top: 1134, bottom: 1134, ...margins }

/** What the margins leave. */
export const roomOf = ({ width, height, top, bottom, left, right }: Page) => ({
  width: width - left - right,
  height: height - top - bottom,
})

export const ink = '1B1F2A'
export const hair = 'D9D9D4'
const quiet = '5A5F6B'
const indent = 600

export const cellMargin: CellMargin = { top: 50, bottom: 50, side: 80 }

const hanging = { left: indent, hanging: indent, after: 140 } as const
const headed = { bold: true, keepNext: true } as const

/** The paragraph styles by id, so that an officer restyles the report in Word in one place. */
export const styles = {
  Title: { name: 'Title', size: 52, bold: true, before: 240, after: 480 },
  Heading1: { ...headed, name: 'heading 1', size: 32, before: 360, after: 220, outline: 0 },
  Heading2: { ...headed, name: 'heading 2', size: 24, before: 320, after: 140, outline: 1 },
  Heading3: { ...headed, name: 'heading 3', size: 20, before: 240, after: 100, outline: 2 },
  Body: { name: 'Report Text', size: 20, after: 140 },
  NumberedParagraph: { ...hanging, name: 'Numbered Paragraph', size: 20 },
  Point: { name: 'Point', size: 20, after: 80, left: indent, hanging: 300 },
  Caption: { ...headed, name: 'caption', size: 19, before: 200, after: 100 },
  Figure: { name: 'Figure', size: 20, line: 240, keepNext: true },
  Note: { name: 'Source Note', size: 16, color: quiet, before: 80, after: 240 },
  Cell: { name: 'Table Cell', size: 18, line: 252 },
  CellHead: { ...headed, name: 'Table Head', size: 18, line: 252 },
  Status: { name: 'Status', size: 22, bold: true, color: quiet, before: 2400 },
  CoverLine: { name: 'Cover Line', size: 22, after: 100 },
  ContentsTitle: { name: 'Contents Title', size: 32, bold: true, after: 220 },
  TOC1: { name: 'toc 1', size: 19, before: 30, after: 10, line: 240, dotted: true },
  TOC2: { name: 'toc 2', size: 18, after: 0, line: 240, left: 200, dotted: true },
  ListEntry: { name: 'table of figures', size: 18, after: 0, line: 240, dotted: true },
  Foot: { name: 'footer', size: 16, color: quiet },
} as const satisfies Record<StyleId, Style>

/** The line of a style that says nothing else. */
export const usualLine = 276
