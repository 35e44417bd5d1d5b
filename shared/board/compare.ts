import type { Card } from '../fields/values.ts'
import { isOnEveryBoard } from '../ids.ts'

/** What putting a board back to an earlier version would do, by the ids of cards. */
export interface Differences {
  /** Not on the board now. */
  readonly comeBack: ReadonlySet<string>
  readonly change: ReadonlySet<string>
  /** On the board now and not in the version. */
  readonly goAway: ReadonlySet<string>
}

/** Cards that were handed on, or come with the exercise, never go away. The order alone is no difference to tell people of. */
export function differences(now: readonly Card[], version: readonly Card[]): Differences {
  const present = new Map(now.map((card) => [card.id, card]))
  const earlier = new Set(version.map(({ id }) => id))
  const idsOf = (cards: readonly Card[]) => new Set(cards.map(({ id }) => id))
  return {
    comeBack: idsOf(version.filter(({ id }) => !present.has(id))),
    change: idsOf(version.filter((card) => differs(card, present.get(card.id)))),
    goAway: idsOf(now.filter(({ id }) => !earlier.has(id) && !isOnEveryBoard(id))),
  }
}

function differs(card: Card, now: Card | undefined): boolean {
  return now !== undefined && JSON.stringify(card.fields) !== JSON.stringify(now.fields)
}
