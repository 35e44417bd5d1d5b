import { isGivenId } from '../ids.ts'
import type { GroupCards } from '../merge/cluster.ts'
import { keyOf } from '../merge/merge.ts'
import type { AgendaItem, HandIn, Ms } from '../session/session.ts'
import type { KeptVersion } from '../session/versions.ts'
import { wasAsked } from '../session/whereabouts.ts'

/** When a group handed in the last step of an exercise that it was asked; null while it has not: nothing is late before. */
export function handedInWhole(item: AgendaItem, group: string): HandIn | null {
  return item.steps.findLast((step) => wasAsked(step, group))?.handedIn.find((one) => one.group === group) ?? null
}

/** When the group handed in another step of the exercise after that; Infinity where it has not. */
export function handedInNext(item: AgendaItem, { group, at }: HandIn): Ms {
  const all = item.steps.flatMap((step) => step.handedIn)
  return Math.min(...all.flatMap((one) => (one.group === group && one.at > at ? [one.at] : [])))
}

/**
 * The version of a board that says what was handed in: the first one of a hand-in from then on and before the `next`, or, where
 * nothing had changed since the last version and none was made, that one. Null where it is no longer there.
 */
export function versionOf(handIn: HandIn, versions: readonly KeptVersion[], next: Ms = Infinity): KeptVersion | null {
  const inOrder = versions.toSorted((a, b) => a.at - b.at)
  const own = inOrder.find(({ at, why }) => why === 'hand-in' && at >= handIn.at && at < next)
  return own ?? inOrder.findLast(({ at }) => at <= handIn.at) ?? null
}

/** Contributions, by key, that were not there when the group had handed in; what is handed on to a board comes from nobody at the table. */
export function lateKeys({ group, cards }: GroupCards, handedIn: readonly { readonly id: string }[]): string[] {
  const before = new Set(handedIn.map(({ id }) => id))
  return cards.flatMap(({ id }) => (before.has(id) || isGivenId(id) ? [] : [keyOf(group, id)]))
}
