import type { Exercise } from '../exercise/exercise.ts'
import type { GroupCards, Merged } from '../merge/cluster.ts'
import { mergeGroups } from '../merge/merge.ts'
import { hasSaid } from '../merge/said.ts'
import type { ReportInput, Telling } from './telling.ts'

type Worked = { readonly worked: readonly GroupCards[]; readonly merged: Merged }

/** A merge is dear, and several parts of a report are made of the same one. Each telling is a value of its own, and goes with its merges. */
const known = new WeakMap<object, Map<Exercise, Worked>>()

/** An exercise as every format tells it: only groups that worked on it count, so that "5 of 6" does not shrink because a table stayed empty. */
export function mergedIn(told: Pick<ReportInput, 'boards' | 'session'>, exercise: Exercise): Worked {
  const ofTold = known.get(told) ?? new Map<Exercise, Worked>()
  known.set(told, ofTold)
  const made = ofTold.get(exercise) ?? mergeOf(told, exercise)
  ofTold.set(exercise, made)
  return made
}

function mergeOf({ boards, session }: Pick<ReportInput, 'boards' | 'session'>, exercise: Exercise): Worked {
  const worked = (boards[exercise.id] ?? []).filter((board) => board.cards.some((card) => hasSaid(card, exercise)))
  return { worked, merged: mergeGroups(worked, exercise, session.decisions) }
}

/** Groups with anything on a board or beside it, in the order of the report: group 1 is the first of them in every format. */
export function numberedGroups({ order, boards, session }: Pick<Telling, 'order' | 'boards' | 'session'>): string[] {
  const all = Object.values(boards).flat()
  const hasCards = (group: string) => all.some((board) => board.group === group && board.cards.length > 0)
  return order.filter((group) => hasCards(group) || session.comments?.some((one) => one.group === group))
}
