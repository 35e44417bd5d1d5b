import type { Exercise, Step } from '../exercise/exercise.ts'
import { ratedIn } from '../exercise/rated.ts'
import { isWithin } from '../exercise/within.ts'
import type { Card } from '../fields/values.ts'
import { areOpposed, median } from '../merge/statistics.ts'
import type { Seat, StepRun } from './session.ts'
import type { BlindRound, BlindSheet } from './blind-shapes.ts'

/** What the laptops of a table said alone of one rating of one card. A laptop counts for the people who sit at it. */
export interface Spread {
  readonly dots: readonly { readonly seat: string; readonly value: number | 'unknown'; readonly people: number }[]
  /** The numbers in their order, each as often as people gave it. */
  readonly heads: readonly number[]
  /** Of those who gave a number; null where nobody did. */
  readonly median: number | null
  readonly min: number | null
  readonly max: number | null
  /** What the table may take with one action: the median, or the two numbers about it, or that nobody knows. */
  readonly proposes: readonly (number | 'unknown')[]
}

export function spreadOf(sheets: readonly BlindSheet[], seats: readonly Seat[], card: string, field: string): Spread {
  const people = new Map(seats.map((seat) => [seat.id, seat.people]))
  const dots = sheets.flatMap(({ seat, answers }) =>
    answers
      .filter((answer) => answer.card === card && answer.field === field)
      .map(({ value }) => ({ seat, value, people: people.get(seat) ?? 1 })),
  )
  const heads = dots.flatMap(({ value, people: count }) => (value === 'unknown' ? [] : Array.from({ length: count }, () => value)))
  heads.sort((a, b) => a - b)
  const middle = heads.length === 0 ? null : median(heads)
  return { dots, heads, median: middle, min: heads[0] ?? null, max: heads.at(-1) ?? null, proposes: proposalOf(middle, dots.length > 0) }
}

/** A median between two numbers is no answer on the scale: which of the two is a matter for the table. */
function proposalOf(middle: number | null, isAnswered: boolean): (number | 'unknown')[] {
  if (middle === null) return isAnswered ? ['unknown'] : []
  return Number.isInteger(middle) ? [middle] : [Math.floor(middle), Math.ceil(middle)]
}

/** Numbers of people who see it on opposite sides of the scale: the difference is worth more than its middle. */
export const isOpposed = ({ min, max }: Spread, of: number): boolean => min !== null && max !== null && areOpposed(min, max, of)

/**
 * True while the laptops of a table rate alone. A table with one laptop has nobody to hide its values from, and where
 * values stand on the board already (before anybody rated alone) hiding them would be a play; both agree at once.
 */
export function isRatedAlone(
  run: StepRun,
  round: BlindRound | undefined,
  table: { readonly seats: number; readonly cards: readonly Card[]; readonly fields: readonly { readonly id: string }[] },
): boolean {
  if (!run.blind || run.state.is !== 'open' || (round && round.revealed !== null)) return false
  if (table.seats < 2 || table.cards.length === 0) return false
  const stands = (card: Card) => table.fields.some(({ id }) => (card.fields[id] ?? null) !== null)
  return round !== undefined || !table.cards.some(stands)
}

/** `isRatedAlone` of a table as it works in a step; `cards` are all of its board. */
export function ratesAlone(
  { run, step, exercise }: { readonly run: StepRun; readonly step: Step; readonly exercise: Exercise },
  round: BlindRound | undefined,
  cards: readonly Card[],
  seats: number,
): boolean {
  const rated = cards.filter((card) => isWithin(card, step))
  return isRatedAlone(run, round, { seats, cards: rated, fields: ratedIn(step, exercise) })
}
