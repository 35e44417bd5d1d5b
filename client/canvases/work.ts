import type { Change } from '../../shared/board/board.ts'
import type { Action } from '../../shared/exercise/allowed.ts'
import type { Exercise, Field, Step } from '../../shared/exercise/exercise.ts'
import type { TitleOf } from '../../shared/fields/field-type.ts'
import type { Given } from '../../shared/session/given.ts'
import type { Card, Value } from '../../shared/fields/values.ts'

/**
 * What a canvas gets: cards and verbs, never the document. It is one object for as long as the step is shown, and each
 * part is heard by itself: a card that nobody touched stays the same object, and what shows it has nothing to do.
 */
export interface Work {
  readonly exercise: Exercise
  readonly step: Step
  /** The cards of the canvas's kind. */
  readonly cards: readonly Card[]
  /** Every card of the board: links lead to cards of other kinds. */
  readonly board: readonly Card[]
  /** True while nothing at all can be done here. */
  readonly readOnly: boolean
  /** Whether this laptop may do that now: add a card, or do something to the one named; `key` is a field's name or `order`. */
  may(action: Action, card?: string, key?: string): boolean
  /** True for a card that belongs to the exercise: it stays. */
  isFixed(card: string): boolean
  /** What was handed on from an earlier exercise, by card: it keeps its name and cannot be taken away. */
  readonly givens: ReadonlyMap<string, Given>
  /** The title of another exercise of the session, in the reader's language. */
  exerciseTitle(id: string): string
  /** The card chosen in canvas and list alike. */
  readonly chosen: string | null
  /** What a card calls itself in the reader's language. */
  titleOf(card: Card): string
  /** The same by id; null where there is no such card. */
  readonly titleById: TitleOf
  /** Who of the table is at a card now. */
  namesAt(card: string): readonly string[]
  choose(card: string | null, field?: string): void
  /** How many people sit at the table's laptops: votes count by heads. */
  readonly people: number
  /** Puts down a card, of the canvas's own kind unless another is named, chooses it and returns its id. */
  add(values: Readonly<Record<string, Value>>, kind?: string): string
  /** Words for a new card of the kind that are typed and not put down yet; they outlive the step. */
  draft(kind: string): string
  keepDraft(kind: string, words: string): void
  change(card: string, field: Field, value: Value): void
  /** All at once: the others see all of it or nothing, and one undo takes it back. */
  changeAll(changes: readonly Change[]): void
  /** By so many places among the cards of its kind: up where negative, down where positive. */
  move(card: string, by: number): void
  remove(card: string): void
}
