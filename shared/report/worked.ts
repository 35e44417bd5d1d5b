import type { Exercise } from '../exercise/exercise.ts'
import type { GroupCards, Merged } from '../merge/cluster.ts'
import { mergeGroups } from '../merge/merge.ts'
import { hasSaid } from '../merge/said.ts'
import type { ReportInput, Telling } from './telling.ts'

/** An exercise as every format tells it: only groups that worked on it count, so that "5 of 6" does not shrink because a table stayed empty. */
export function mergedIn(
  { boards, session }: Pick<ReportInput, 'boards' | 'session'>,
  exercise: Exercise,
): { worked: readonly GroupCards[]; merged: Merged } {
  const worked = (boards[exercise.id] ?? []).filter((board) => board.cards.some((card) => hasSaid(card, exercise)))
  return { worked, merged: mergeGroups(worked, exercise, session.decisions) }
}

/** Groups with anything on a board, in the order of the report: group 1 is the first of them in every format. */
export function numberedGroups({ order, boards }: Pick<Telling, 'order' | 'boards'>): string[] {
  const all = Object.values(boards).flat()
  return order.filter((group) => all.some((board) => board.group === group && board.cards.length > 0))
}
