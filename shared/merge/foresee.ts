import type { Exercise } from '../exercise/exercise.ts'
import { titleOfCard } from '../fields/titles.ts'
import { withAsked } from './assembled.ts'
import type { Cluster, Contribution, Decision, Merged, Proposal } from './cluster.ts'
import { applyDecisions, pairOf } from './decisions.ts'
import { nameLinks } from './links.ts'
import { byWeight, clusterOf, keyOf } from './merge.ts'
import { Partition } from './partition.ts'

/**
 * What a merge will be once a decision is carried out, worked out from the merge alone: a desk shows it at once, until
 * the whole merge arrives. Clusters that the decision does not touch stay the same objects. New proposals do not appear.
 */
export function foresee(merged: Merged, decision: Decision, exercise: Exercise): Merged {
  const byKey = new Map(merged.clusters.flatMap(({ members }) => members.map((one) => [one.key, one] as const)))
  const partition = new Partition(byKey.keys())
  for (const { members } of merged.clusters) for (const { key } of members) partition.join(members[0]!.key, key)
  const decided = applyDecisions([decision], byKey, partition)
  const before = merged.clusters.flatMap(({ title, members }) => (title.by === 'person' ? [[members[0]!.key, title.text] as const] : []))
  const aside = merged.clusters.flatMap(({ setAside, members }) => (setAside ? [members[0]!.key] : []))
  const all = { ...decided, titles: new Map([...before, ...decided.titles]), aside: new Set([...aside, ...decided.aside]) }
  const homeOf = (group: string, card: string) => (byKey.has(keyOf(group, card)) ? partition.root(keyOf(group, card)) : null)
  const nameOf: Parameters<typeof clusterOf>[4] = (one, language) =>
    titleOfCard(one.card, exercise, language, (card) => byKey.get(keyOf(one.group, card))?.card)
  const touched = new Set(decision.act === 'title' || decision.act === 'set-aside' ? [partition.root(decision.key)] : [])
  const known = new Map(merged.clusters.map((cluster) => [cluster.id, cluster]))
  const sets = Map.groupBy([...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1)), ({ key }) => partition.root(key)) // prettier-ignore
  const clusters = [...sets].map(([root, members]): Cluster => {
    const same = known.get(root)
    return same && isMadeOf(same, members) && !touched.has(root) ? same : clusterOf(members, exercise, all, homeOf, nameOf)
  })
  const named = withAsked(nameLinks(clusters, exercise), exercise).sort(byWeight(exercise))
  const gone = decision.act === 'keep-apart' ? new Set(decision.keys) : null
  // Of two pairs that have become one the likelier stays: it comes first.
  const proposals = new Map<string, Proposal>()
  for (const one of merged.proposals.flatMap((proposal) => proposalAfter(proposal, partition, sets, gone))) {
    const pair = pairOf(one.left, one.right)
    if (!proposals.has(pair)) proposals.set(pair, one)
  }
  return { ...merged, clusters: named, proposals: [...proposals.values()] }
}

const isMadeOf = (cluster: Cluster, members: readonly Contribution[]) =>
  cluster.members.length === members.length && cluster.members.every(({ key }, at) => key === members[at]!.key)

/** None where it is decided: its two clusters are one now, or a person kept them apart. */
function proposalAfter(
  one: Proposal,
  partition: Partition,
  sets: ReadonlyMap<string, readonly { readonly key: string }[]>,
  gone: ReadonlySet<string> | null,
): Proposal[] {
  const [left, right] = [partition.root(one.left), partition.root(one.right)]
  if (left === right || (gone !== null && one.keys.every((key) => gone.has(key)))) return []
  if (left === one.left && right === one.right && one.keys.length === (sets.get(left)?.length ?? 0) + (sets.get(right)?.length ?? 0))
    return [one]
  return [{ ...one, left, right, keys: [...(sets.get(left) ?? []), ...(sets.get(right) ?? [])].map(({ key }) => key) }]
}
