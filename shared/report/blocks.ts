import type { Figure } from './figures/figure.ts'

/**
 * The session told in blocks: plain data, from which every format is written. A run of blocks that are `wide` stands on pages
 * that are turned.
 */
export type Block = Told & { readonly wide?: true }
type Told =
  | { readonly is: 'cover'; readonly title: string; readonly lines: readonly string[]; readonly status: string }
  | {
      readonly is: 'heading'
      readonly level: 1 | 2 | 3
      readonly text: string
      readonly pageBreak?: boolean
      /** Of an annex, as long as it has no number. */
      readonly annex?: true
    }
  /** Paragraphs are numbered through the whole report unless `number` is null. */
  | { readonly is: 'paragraph'; readonly number: number | null; readonly text: string }
  | { readonly is: 'points'; readonly points: readonly string[] }
  | {
      readonly is: 'table'
      readonly number: number
      readonly caption: string
      readonly head: readonly string[]
      readonly align: readonly ('left' | 'right')[]
      readonly rows: readonly (readonly string[])[]
      readonly note: string
    }
  | {
      readonly is: 'figure'
      readonly number: number
      readonly caption: string
      readonly alt: string
      readonly figure: Figure
      readonly note: string
    }
  | { readonly is: 'note'; readonly text: string }

export interface Report {
  readonly language: string
  readonly title: string
  readonly foot: string
  /** The session's revision that the report tells; printed in it. */
  readonly revision: number
  /** Where the annexes begin among the blocks. */
  readonly annexesFrom: number
  readonly blocks: readonly Block[]
}
