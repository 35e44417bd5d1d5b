import type { Language } from '../../../shared/i18n/language.ts'
import type { CellMargin, Page, Style, StyleId, Template } from '../../../shared/report/template.ts'
import { lettersLike } from './font-widths.ts'
import type { Letters } from './letters.ts'
import { styleSheet, styleSheetWith } from './style-sheet.ts'
import { across, cellMargin, styles, upright } from './styles.ts'

/** What a Word file looks like: our own way, or as a template says. */
export interface Looks {
  /** What a style of ours is called in the file. */
  readonly ids: Readonly<Record<StyleId | 'ReportTable', string>>
  readonly styles: Readonly<Record<StyleId, Style>>
  pageOf(isWide: boolean): Page
  sheet(language: Language): string
  readonly cell: CellMargin
  readonly template: Template | null
  /** The letters of the file's font, made of ours. */
  lettersOf(letters: Letters, weight: 'regular' | 'bold'): Letters
}

const all = Object.keys(styles) as StyleId[]
const own = <Value>(value: (id: StyleId) => Value) => Object.fromEntries(all.map((id) => [id, value(id)])) as Record<StyleId, Value>

export const ownLooks: Looks = {
  ids: { ...own((id) => id), ReportTable: 'ReportTable' },
  styles,
  pageOf: (isWide) => (isWide ? across : upright),
  sheet: styleSheet,
  cell: cellMargin,
  template: null,
  lettersOf: (letters) => letters,
}

/** Styles that a template has are its own; what it lacks is ours, and rests on its plain text. */
export function looksOf(template: Template | null): Looks {
  if (!template) return ownLooks
  const taken = new Set(template.taken)
  const free = (id: string) => {
    let name = `Rt${id}`
    while (taken.has(name)) name += '_'
    return name
  }
  const named = (id: StyleId | 'ReportTable') => template.ids[id] ?? (id === 'Body' ? template.normal : null) ?? free(id)
  const ids = { ...own(named), ReportTable: named('ReportTable') }
  const { page } = template
  const normal = template.looks.Body
  const looks = own((id): Style => template.looks[id] ?? ours(id, normal))
  return {
    ids,
    styles: looks,
    pageOf: (isWide) => (isWide ? turned(page) : page),
    sheet: () => styleSheetWith(template, ids, looks),
    cell: template.cell ?? cellMargin,
    template,
    lettersOf: (letters, weight) => lettersLike(template.font, letters, weight),
  }
}

/** Running text is as large as the template's; what is smaller or larger than ours stays so, and colours are left to the template. */
function ours(id: StyleId, normal: Style | undefined): Style {
  // Our plain text has no spaces around it; a template's may.
  const { color: _, ...style }: Style = { before: 0, after: 0, ...styles[id] }
  return normal && style.size === styles.Body.size ? { ...style, size: normal.size } : style
}

/** As a page is turned: what was above is at its left. */
function turned(page: Page): Page {
  return { ...page, width: page.height, height: page.width, top: page.left, bottom: page.right, left: page.bottom, right: page.top }
}
