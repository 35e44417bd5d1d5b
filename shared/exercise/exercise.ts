import type { Localized } from '../i18n/language.ts'
import type { RegionMap } from '../maps/region.ts'
import type { Allowed } from './allowed.ts'

/** An exercise as everything but the loader sees it: checked, texts of every language filled in. */
export interface Exercise {
  readonly id: string
  readonly title: Localized
  readonly summary: Localized
  readonly kinds: Readonly<Record<string, Kind>>
  readonly steps: readonly Step[]
  /** It is in the organisers' report alone. */
  readonly confidential?: true
  readonly vocabularies: Readonly<Record<string, Vocabulary>>
  readonly sample: readonly SampleBoard[]
  /** The maps that its fields and canvases name. */
  readonly maps?: Readonly<Record<string, RegionMap>>
  /** What later exercises can start from, by name: clusters of a kind. */
  readonly gives?: Readonly<Record<string, Gift>>
  /** Kinds whose cards are handed on from an earlier exercise: which of its gifts each of them is. */
  readonly given?: Readonly<Record<string, string>>
  /** Cards with which every board starts. */
  readonly start?: readonly StartCard[]
  /** Groups share the exercise out by this choice or link (one P, one market a group): their work is put together, not compared. */
  readonly assemble?: string
  /** What the coverage check looks for beside a matrix. */
  readonly checks?: { readonly objectives?: ObjectiveCheck | undefined; readonly measures?: MeasureCheck | undefined }
}

/** Cards of `kind` with these choices are objectives; their links `evidence` say what they rest on, threats first. */
export interface ObjectiveCheck {
  readonly kind: string
  readonly where?: Readonly<Record<string, string>> | undefined
  readonly evidence: readonly string[]
}

/** Cards of `kind` are measures with a lead and a time; `aim` links to what they serve, which cards of the kind `indicator` measure. */
export interface MeasureCheck {
  readonly kind: string
  readonly lead: string
  readonly when: string
  readonly aim?: string | undefined
  readonly indicator?: { readonly kind: string; readonly aim: string } | undefined
}

/** Clusters of `kind`, at most `most`; where `order` names dots, those with most dots first. Where `rated` stands, the product of the medians of its fields must reach `least`. */
export interface Gift {
  readonly kind: string
  readonly most: number
  readonly order?: string | undefined
  readonly rated?: { readonly fields: readonly string[]; readonly least: number } | undefined
}

/** A sort of card. `sameWhen` names the fields whose values make two contributions the same. */
export interface Kind {
  readonly id: string
  readonly label: Localized
  readonly plural: Localized
  /** The field that names a card on every screen. */
  readonly titleField: string
  readonly fields: Readonly<Record<string, Field>>
  readonly sameWhen: readonly string[]
  /** A board may hold several cards of one term: an answer sheet a person. */
  readonly several?: boolean
  /** Its cards are in the organisers' report alone. */
  readonly confidential?: true
}

export type Field = {
  readonly id: string
  readonly label: Localized
  readonly hint?: Localized
  /** What is said here is in the organisers' report alone. */
  readonly confidential?: true
} & FieldSetting

/** What a field type needs to know; `type` is the name of a file in `shared/fields`. */
export type FieldSetting =
  | { readonly type: 'line'; readonly max: number }
  | { readonly type: 'text'; readonly max: number }
  | { readonly type: 'choice'; readonly from: string; readonly own: boolean }
  /** Several terms; at most `max`. */
  | { readonly type: 'choices'; readonly from: string; readonly own: boolean; readonly max: number }
  /** `unit` stands after the number: "EUR", "%". */
  | { readonly type: 'number'; readonly min?: number; readonly max?: number; readonly decimals: number; readonly unit?: Localized }
  | { readonly type: 'flag' }
  | { readonly type: 'period'; readonly by: 'month' | 'quarter' }
  /** A card of the kind `to` on the same board. */
  | { readonly type: 'link'; readonly to: string }
  | { readonly type: 'links'; readonly to: string; readonly max: number }
  /** Dots that a table shares out; `each` is how many every person has. */
  | { readonly type: 'dots'; readonly each: number }
  /** Where the card stands on a canvas that people arrange by hand. */
  | { readonly type: 'position' }
  /** A place of that map, or a free point on it. */
  | { readonly type: 'place'; readonly map: string }
  /** Places and points in order: a route. */
  | { readonly type: 'path'; readonly map: string }
  /** A part of that map: whole States, or an outline. */
  | { readonly type: 'area'; readonly map: string }
  /** 1 to `of`, or "do not know". `scale` labels each number; `scale[0]` is the word for 1. */
  | { readonly type: 'rating'; readonly of: number; readonly scale: readonly Localized[] }

export type FieldOf<Type extends FieldSetting['type']> = Field & { readonly type: Type }

/** A list of codes, each with its label in every language; the order is the order of display. */
export interface Vocabulary {
  readonly id: string
  readonly terms: readonly Term[]
}
export interface Term {
  readonly code: string
  readonly label: Localized
  readonly meaning?: Localized
  /** Off by default where a term is sensitive in an intergovernmental room. */
  readonly shelved?: boolean
}

export interface Step extends Allowed {
  readonly id: string
  readonly minutes: number
  readonly title: Localized
  readonly question: Localized
  readonly hint: Localized
  readonly canvas: CanvasSetting
  /** The fields that a table fills in during this step; the step's own checklist. */
  readonly fill: readonly string[]
  /** Choices that a card of the canvas's kind must have to stand in this step, as field and code; new ones start with them. */
  readonly where?: Readonly<Record<string, string>>
  /** Most cards of the kind that a board may hold during this step; a soft limit that the screen explains. */
  readonly limit?: number
  /** Each laptop of a table rates alone before the table agrees on one value. */
  readonly rating?: 'blind'
  /** Each laptop of a table puts down cards that it alone sees, until the facilitator shows them to the table. */
  readonly writing?: 'alone'
}

/** What a canvas needs to know; `type` is the name of a file in `shared/canvases`. */
export type CanvasSetting =
  | { readonly type: 'columns'; readonly kind: string; readonly by: string }
  | { readonly type: 'grid'; readonly kind: string; readonly x: string; readonly y: string }
  | { readonly type: 'list'; readonly kind: string }
  /** A row a card; its columns are the fields that the step fills. `under` is a choice: each term heads its own rows. */
  | { readonly type: 'table'; readonly kind: string; readonly under?: string | undefined }
  /** A few cards as large texts: a vision, headline messages. `text` is what is written. */
  | { readonly type: 'statement'; readonly kind: string; readonly text: string }
  /** A line for each term of the vocabulary that names the kind's cards; `mark` is the answer to it, `note` a remark. */
  | { readonly type: 'checklist'; readonly kind: string; readonly mark: string; readonly note?: string | undefined }
  /** Cards in cells: `rows` links to the card of a row, `columns` is a choice; `value` is rated in the cell. */
  | { readonly type: 'matrix'; readonly kind: string; readonly rows: string; readonly columns: string; readonly value?: string | undefined }
  /**
   * Cards under each other: `parent` links to a card of the same kind, `level` is a choice from the top down. `trunk` is
   * the level where the tree begins: cards of earlier levels grow from it to the other side, as effects do from a problem.
   */
  | {
      readonly type: 'tree'
      readonly kind: string
      readonly parent: string
      readonly level?: string | undefined
      readonly trunk?: string | undefined
    }
  /**
   * Cards as nodes; cards of the kind `links` are the links `from` one `to` another, `sort` is a choice. `at` holds where a node
   * stands; `missing` is the code of the sort that says that a link should be there and is not.
   */
  | {
      readonly type: 'network'
      readonly kind: string
      readonly links: string
      readonly from: string
      readonly to: string
      readonly at: string
      readonly sort?: string | undefined
      readonly missing?: string | undefined
      readonly filter?: string | undefined
    }
  /** Cards with a place, a path or an area on the map of that name; `also` names further kinds, `colour` a link or choice that all of them have. */
  | {
      readonly type: 'map'
      readonly kind: string
      readonly also: readonly string[]
      readonly map: string
      readonly colour?: string | undefined
    }
  /** Cards to be chosen among: `dots` shares out dots (`by` is of the type dots), `rank` puts them in order (`by` is a number). */
  | { readonly type: 'vote'; readonly kind: string; readonly way: 'dots' | 'rank'; readonly by: string }

export type CanvasOf<Type extends CanvasSetting['type']> = CanvasSetting & { readonly type: Type }

/** A card that comes with the exercise. */
export interface StartCard {
  readonly id: string
  readonly kind: string
  /** Values as a document stores them; links name other cards of the start. */
  readonly fields: Readonly<Record<string, unknown>>
  /** What is said in words: lines, texts, and choices in own words. */
  readonly words: Readonly<Record<string, Localized>>
  /** What it says stays, and so does the card itself. */
  readonly fixed?: true
}

/** One group's filled board: the demo session, screenshots and contract suites stand on it. */
export interface SampleBoard {
  readonly group: string
  /** `id` is there where another card links to it. */
  readonly cards: readonly { readonly id?: string | undefined; readonly kind: string; readonly fields: Readonly<Record<string, unknown>> }[]
}
