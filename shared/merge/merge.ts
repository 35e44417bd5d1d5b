import type { Exercise, Field, Kind } from '../exercise/exercise.ts'
import { formatField, keyOfField, mergeField } from '../fields/catalogue.ts'
import type { Cluster, ClusterTitle, Contribution, Decision, GroupCards, Merged, MergedField } from './cluster.ts'
import { applyDecisions } from './decisions.ts'
import { Partition } from './partition.ts'
import { proposePairs } from './proposals.ts'

/** The name of a contribution for ever: its group and its card. */
export function keyOf(group: string, card: string): string {
  return `${group}:${card}`
}

/**
 * What several boards say together. Contributions with the same key form one cluster in any language; then the
 * decisions are carried out in the order of the log. Every contribution ends in exactly one cluster, whatever was
 * decided, and the order in which groups are given changes nothing.
 */
export function mergeGroups(groups: readonly GroupCards[], exercise: Exercise, decisions: readonly Decision[]): Merged {
  const contributions = contributionsOf(groups, exercise)
  const byKey = new Map(contributions.map((one) => [one.key, one]))
  const partition = new Partition(byKey.keys())
  joinSame(contributions, exercise, partition)
  const decided = applyDecisions(decisions, byKey, partition)
  const sets = Map.groupBy(contributions, (one) => partition.root(one.key))
  const clusters = [...sets.values()].map((members) => clusterOf(members, exercise, decided))
  clusters.sort(byWeight(exercise))
  return {
    exercise: exercise.id,
    groups: groups.map((one) => one.group).sort(),
    contributions: contributions.length,
    clusters,
    proposals: proposePairs(clusters, exercise, decided.apart),
    stale: decided.stale,
  }
}

function contributionsOf(groups: readonly GroupCards[], exercise: Exercise): Contribution[] {
  const all = groups.flatMap(({ group, cards }) => cards.map((card) => ({ key: keyOf(group, card.id), group, card })))
  return all.filter(({ card }) => Object.hasOwn(exercise.kinds, card.kind)).sort((a, b) => (a.key < b.key ? -1 : 1))
}

function joinSame(contributions: readonly Contribution[], exercise: Exercise, partition: Partition): void {
  const first = new Map<string, string>()
  for (const { key, card } of contributions) {
    const same = mergeKeyOf(card.fields, exercise.kinds[card.kind]!)
    if (same === null) continue
    const known = first.get(same)
    if (known === undefined) first.set(same, key)
    else partition.join(known, key)
  }
}

/** Null when a field that makes cards the same says nothing, or says it in own words. */
function mergeKeyOf(fields: Contribution['card']['fields'], kind: Kind): string | null {
  const parts = kind.sameWhen.map((name) => {
    const field = kind.fields[name]
    return field ? keyOfField(fields[name] ?? null, field) : null
  })
  return parts.length === 0 || parts.includes(null) ? null : `${kind.id}|${parts.join('|')}`
}

function clusterOf(members: readonly Contribution[], exercise: Exercise, decided: ReturnType<typeof applyDecisions>): Cluster {
  const kind = exercise.kinds[members[0]!.card.kind]!
  const fields = Object.fromEntries(Object.values(kind.fields).map((field) => [field.id, mergeMembers(members, field)]))
  return {
    id: members[0]!.key,
    kind: kind.id,
    title: titleOf(members, kind, exercise, decided.titles),
    members,
    groups: [...new Set(members.map((one) => one.group))].sort(),
    fields,
    setAside: members.some((one) => decided.aside.has(one.key)),
  }
}

function mergeMembers(members: readonly Contribution[], field: Field): MergedField {
  return mergeField(
    members
      .filter((one) => Object.hasOwn(one.card.fields, field.id))
      .map((one) => ({ group: one.group, value: one.card.fields[field.id] ?? null })),
    field,
  )
}

/** A person's title wins; else the code that most groups chose; else the first group's words. */
function titleOf(members: readonly Contribution[], kind: Kind, exercise: Exercise, titles: ReadonlyMap<string, string>): ClusterTitle {
  const written = [...titles].filter(([key]) => members.some((one) => one.key === key)).at(-1)
  if (written) return { by: 'person', text: written[1] }
  const field = kind.fields[kind.titleField]!
  const merged = mergeMembers(members, field)
  const code = merged.type === 'counts' ? merged.counts.find((count) => !count.own)?.code : undefined
  if (code !== undefined) return { by: 'code', field: field.id, code }
  return { by: 'group', text: formatField(members[0]!.card.fields[field.id] ?? null, field, 'en', exercise) }
}

/** Most groups first, then the heavier (product of the medians of its ratings), then by name. */
function byWeight(exercise: Exercise): (a: Cluster, b: Cluster) => number {
  const weights = new Map<Cluster, number>()
  const weight = (cluster: Cluster) => {
    const known = weights.get(cluster)
    if (known !== undefined) return known
    const rated = Object.keys(exercise.kinds[cluster.kind]!.fields).map((name) => cluster.fields[name])
    const product = rated.reduce((sum, field) => (field?.type === 'ratings' && field.median !== null ? sum * field.median : sum), 1)
    weights.set(cluster, product)
    return product
  }
  return (a, b) =>
    Number(a.setAside) - Number(b.setAside) || b.groups.length - a.groups.length || weight(b) - weight(a) || (a.id < b.id ? -1 : 1)
}
