import { isGivenId } from '../ids.ts'
import type { GroupCards } from '../merge/cluster.ts'
import { keyOf } from '../merge/merge.ts'
import type { AgendaItem, HandIn, KeptVersion } from '../session/session.ts'
import { wasAsked } from '../session/whereabouts.ts'

/** When a group handed in the last step of an exercise that it was asked; null while it has not: nothing is late before. */
export function handedInWhole(item: AgendaItem, group: string): HandIn | null {
  return item.steps.findLast((step) => wasAsked(step, group))?.handedIn.find((one) => one.group === group) ?? null
}

/**
 * The version of a board that says what was handed in: the first one of a hand-in from then on, or, where nothing had changed since
 * the last version and none was made, that one. Null where it is no longer there.
 */
export function versionOf(handIn: HandIn, versions: readonly KeptVersion[]): KeptVersion | null {
  const inOrder = versions.toSorted((a, b) => a.at - b.at)
  return inOrder.find(({ at, why }) => why === 'hand-in' && at >= handIn.at) ?? inOrder.findLast(({ at }) => at <= handIn.at) ?? null
}

/** Contributions, by key, that were not there when the group had handed in; what is handed on to a board comes from nobody at the table. */
export function lateKeys({ group, cards }: GroupCards, handedIn: readonly { readonly id: string }[]): string[] {
  const before = new Set(handedIn.map(({ id }) => id))
  return cards.flatMap(({ id }) => (before.has(id) || isGivenId(id) ? [] : [keyOf(group, id)]))
}
