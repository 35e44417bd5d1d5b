import type { Exercise } from '../exercise/exercise.ts'
import type { GroupCards, Merged } from '../merge/cluster.ts'
import { mergeGroups } from '../merge/merge.ts'
import type { ReportInput, Telling } from './telling.ts'

type Worked = { readonly worked: readonly GroupCards[]; readonly merged: Merged }

/** A merge is dear, and several parts of a report are made of the same one. Each telling is a value of its own, and goes with its merges. */
const known = new WeakMap<object, Map<Exercise, Worked>>()

/** An exercise as every format tells it, and the desk: with the same clusters, and the groups that worked on it. */
export function mergedIn(told: Pick<ReportInput, 'boards' | 'session'>, exercise: Exercise): Worked {
  const ofTold = known.get(told) ?? new Map<Exercise, Worked>()
  known.set(told, ofTold)
  const made = ofTold.get(exercise) ?? mergeOf(told, exercise)
  ofTold.set(exercise, made)
  return made
}

function mergeOf({ boards, session }: Pick<ReportInput, 'boards' | 'session'>, exercise: Exercise): Worked {
  const all = boards[exercise.id] ?? []
  const merged = mergeGroups(all, exercise, session.decisions)
  return { worked: all.filter(({ group }) => merged.groups.includes(group)), merged }
}

/** Groups with anything on a board or beside it, in the order of the report: group 1 is the first of them in every format. */
export function numberedGroups({ order, boards, session }: Pick<Telling, 'order' | 'boards' | 'session'>): string[] {
  const all = Object.values(boards).flat()
  const hasCards = (group: string) => all.some((board) => board.group === group && board.cards.length > 0)
  return order.filter((group) => hasCards(group) || session.comments?.some((one) => one.group === group))
}
