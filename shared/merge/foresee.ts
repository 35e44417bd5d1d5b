import type { Exercise } from '../exercise/exercise.ts'
import type { Decision, Merged, Proposal } from './cluster.ts'
import { pairOf } from './decisions.ts'
import { settle } from './merge.ts'
import { keptApart } from './proposals.ts'

/**
 * What a merge will be with this log, worked out from the merge alone: a desk shows every decision and every undo at once,
 * until the merge itself arrives. Clusters that are no different stay the same objects, and so does a merge that tells of
 * this log already. Only new proposals do not appear.
 */
export function foresee(merged: Merged, log: readonly Decision[], exercise: Exercise): Merged {
  const contributions = merged.clusters.flatMap(({ members }) => members).sort((a, b) => (a.key < b.key ? -1 : 1))
  const known = new Map(merged.clusters.map((cluster) => [cluster.id, cluster]))
  const { clusters, decided, news, ordered, rootOf } = settle(contributions, exercise, log, { earlier: known, sessions: merged.sessions })
  const now = new Map(clusters.map((cluster) => [cluster.id, cluster]))
  // Of two pairs that have become one the likelier stays: it comes first.
  const proposals = new Map<string, Proposal>()
  for (const one of merged.proposals) {
    const [left, right] = [now.get(rootOf(one.left))!, now.get(rootOf(one.right))!]
    const pair = pairOf(left.id, right.id)
    const isOver = left === right || left.setAside || right.setAside || keptApart(left, right, decided.apart)
    if (isOver || proposals.has(pair)) continue
    const keys = [...left.members, ...right.members].map(({ key }) => key)
    const stays = one.left === left.id && one.right === right.id && isAlike(keys, one.keys)
    proposals.set(pair, stays ? one : { ...one, left: left.id, right: right.id, keys })
  }
  const after = { ...merged, clusters, proposals: [...proposals.values()], stale: decided.stale, news, ordered }
  return isTold(after, merged) ? merged : after
}

const isAlike = <Item>(one: readonly Item[], other: readonly Item[]) =>
  one.length === other.length && one.every((item, at) => item === other[at])

function isTold(after: Merged, before: Merged): boolean {
  const news = ({ news }: Merged) => news.map(({ key, is }) => `${is} ${key}`)
  return (
    isAlike(after.clusters, before.clusters) &&
    isAlike(after.proposals, before.proposals) &&
    isAlike(after.stale, before.stale) &&
    isAlike(after.ordered, before.ordered) &&
    isAlike(news(after), news(before))
  )
}
