import type { Localized } from '../i18n/language.ts'
import type { Refusal } from '../refusals.ts'
import type { PartExercise } from '../report/parts.ts'
import type { Merged } from '../merge/cluster.ts'
import type { MergedChange } from '../merge/difference.ts'
import type { Card } from '../fields/values.ts'
import type { Comment } from '../session/walk-shapes.ts'
import type { SessionView } from '../session/view.ts'

/** Which cookie a request travels under: one browser may hold all three without mixing them. */
export const hats = ['facilitator', 'seat', 'plenary'] as const
export type Hat = (typeof hats)[number]

export const controlPath = (hat: Hat) => `/rt/${hat}/io`
export const syncPath = (hat: Hat) => `/rt/${hat}/y`
export const cookieName = (hat: Hat) => `rt_${hat}`
/** Every request that changes something carries this header: a foreign page cannot set it. */
export const ownHeader = 'x-roundtable'

/** What a table is doing, as the console shows it. Counted by the server from the board itself. */
export interface Activity {
  readonly group: string
  readonly cards: number
  readonly finished: number
  readonly lastEdit: number | null
  /** Laptops with the board open now. */
  readonly present: number
  /** True when the board changed after the group handed in. */
  readonly changedAfter: boolean
}

/** How much all groups put down in one exercise of the agenda. */
export interface WorkDone {
  readonly exercise: string
  readonly contributions: number
}

/** An exercise as whoever arranges the report knows it. */
export interface ReportExercise extends PartExercise {
  readonly title: Localized
}
/** Where organisers write around the results: the document, and the exercises of the session in the order of its agenda. */
export interface NarrativePlace {
  readonly board: string
  readonly exercises: readonly ReportExercise[]
}

/** A group's cards for the plenary and the console's miniature. */
export interface BoardCards {
  readonly group: string
  readonly cards: readonly Card[]
  /** Where the table works in another exercise than the room: that one. */
  readonly exercise?: string
}

/** A board as somebody on a gallery walk finds it. */
export interface Visit {
  readonly cards: readonly Card[]
  readonly comments: readonly Comment[]
}
/**
 * The disk of the laptop that runs Roundtable: it takes what is written, has little room left, or refuses. While it
 * refuses nothing is called saved; it is tried again every second.
 */
export type DiskState = 'well' | 'little' | 'refuses'

/**
 * The copy of all data that goes to another folder: when the last whole one was begun, and why the latest try failed. The copy
 * of another Roundtable is never written over.
 */
export interface CopyState {
  readonly at: number | null
  readonly failed: false | 'cannot-write' | 'other-copy'
}

export type Answer = { readonly ok: true; readonly revision: number } | ({ readonly ok: false } & Refusal)

export interface ServerToClient {
  /** The whole session as this person may see it; later ones replace earlier ones. */
  view: (view: SessionView) => void
  /** The merge of the current exercise; to the facilitator always, to others while the plenary shows it. */
  merged: (merged: Merged) => void
  /** What is different from the merge that this laptop was told last; the whole comes once on each connection. */
  mergedChange: (change: MergedChange) => void
  /** To the facilitator: what every table is doing, at most twice a second. To the plenary while it shows all tables: counts alone. */
  activity: (activity: readonly Activity[]) => void
  /** Cards behind what the plenary shows (a board) and behind the console's miniatures. */
  boards: (boards: readonly BoardCards[]) => void
  /** To the facilitator: at the start, and whenever it changes. */
  disk: (state: DiskState) => void
  /** To the facilitator: the copy that is kept in another folder; at the start, and after every round. */
  copy: (state: CopyState) => void
  /** Every 2 s: the server's clock in ms since 1970. */
  tick: (now: number) => void
}

export interface ClientToServer {
  /** Answered after the command is on disk. Sent again with the same id until it is answered. */
  command: (envelope: unknown, answer: (answer: Answer) => void) => void
  /** The client's own clock goes out and comes back with the server's: the quicker the answer, the better is known what the server's clock says. */
  clock: (sent: number, answer: (sent: number, now: number) => void) => void
}
