import type { CellMargin, Page, Style, StyleId } from '../word/styles.ts'

/** What the report cannot take over from a template, told to whoever brings it. */
export const notTaken = ['textBoxes', 'pictures', 'fields', 'linkedPictures'] as const
export type NotTaken = (typeof notTaken)[number]

/** What stands in the margin of pages. Its markup is written anew from what is allowed there. */
export interface Strip {
  readonly markup: string
  /** By number: which of the template's pictures stand in it. */
  readonly pictures: readonly number[]
  readonly hasPageNumber: boolean
}

export interface Strips {
  readonly first: Strip | null
  readonly usual: Strip | null
}

/** How an organiser's own Word file looks: styles, page, head and foot. Nothing of its text, and nothing that asks or runs. */
export interface Template {
  /** What its file was called. */
  readonly name: string
  /** `w:docDefaults` and `w:style` elements, written anew. */
  readonly styles: string
  /** Its name for each of our styles that it has. */
  readonly ids: Readonly<Partial<Record<StyleId | 'ReportTable', string>>>
  /** Ids of all its styles. */
  readonly taken: readonly string[]
  /** The font of its plain text; null where that is not said. */
  readonly font: string | null
  /** What its own text looks like: Word's "Normal". */
  readonly normal: string | null
  /** What our layout needs to know of the styles that it has. */
  readonly looks: Readonly<Partial<Record<StyleId, Style>>>
  /** What a cell of its tables leaves free around its words, in twentieths of a point; absent where it has no style for tables. */
  readonly cell?: CellMargin
  readonly theme: string | null
  readonly page: Page
  readonly heads: Strips
  readonly feet: Strips
  readonly pictures: readonly { readonly ending: 'png' | 'jpeg' | 'gif'; readonly base64: string }[]
  readonly notTaken: readonly NotTaken[]
}
