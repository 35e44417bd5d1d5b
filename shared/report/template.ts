/** The styles of a Word report, by id. */
export type StyleId =
  | 'Title'
  | 'Heading1'
  | 'Heading2'
  | 'Heading3'
  | 'Body'
  | 'NumberedParagraph'
  | 'Point'
  | 'Caption'
  | 'Figure'
  | 'Note'
  | 'Cell'
  | 'CellHead'
  | 'Status'
  | 'CoverLine'
  | 'ContentsTitle'
  | 'TOC1'
  | 'TOC2'
  | 'ListEntry'
  | 'Foot'

/** A page; all measures in twentieths of a point, as Word has them. */
export interface Page {
  readonly width: number
  readonly height: number
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
  /** From the edge to what stands in the margin. */
  readonly header: number
  readonly footer: number
}

/** What a cell of a table leaves free above and below its text, and on each side. */
export interface CellMargin {
  readonly top: number
  readonly bottom: number
  readonly side: number
}

/** How a paragraph looks; Word's name for it, and sizes in half points. */
export interface Style {
  readonly name: string
  readonly size: number
  readonly bold?: true
  readonly color?: string
  readonly before?: number
  readonly after?: number
  /** Of a line of its letters, in 240ths. */
  readonly line?: number
  readonly keepNext?: true
  readonly left?: number
  readonly hanging?: number
  /** A stop at the right edge, with dots up to it. */
  readonly dotted?: true
  readonly outline?: 0 | 1 | 2
}

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
