import type { Exercise, Field, Kind } from '../exercise/exercise.ts'
import { mergeField } from '../fields/catalogue.ts'
import { startName } from '../ids.ts'
import { hasSaid } from './said.ts'
import { linkingOf } from '../fields/link-names.ts'
import { retarget } from '../fields/targets.ts'
import { titleOfCard } from '../fields/titles.ts'
import { languages, type Language } from '../i18n/language.ts'
import type { Cluster, ClusterTitle, Contribution, Decision, GroupCards, Merged, MergedField, News } from './cluster.ts'
import { applyDecisions, decisionsFor, type Decided } from './decisions.ts'
import { withAsked } from './assembled.ts'
import { clusterTitle } from './in-words.ts'
import { Partition } from './partition.ts'
import { nameLinks } from './links.ts'
import { inPlaces } from './places.ts'
import { newsOf } from './news.ts'
import { proposePairs } from './proposals.ts'
import { isWorded, joinSame, nameOn, sameBy, type Find, type Same } from './same.ts'
import { outerTally, sessionsOf } from './sessions.ts'

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
  // Only groups that worked on it count, so that "5 of 6" does not shrink because a table stayed empty. All cards are merged: people decided on them.
  const worked = groups.filter(({ cards }) => cards.some((card) => hasSaid(card, exercise)))
  const sessions = sessionsOf(worked)
  const { clusters, decided, news, ordered, nameOf, same } = settle(contributions, exercise, decisions, { sessions })
  return {
    exercise: exercise.id,
    groups: worked.map((one) => one.group).sort(),
    contributions: contributions.filter(({ card }) => hasSaid(card, exercise)).length,
    clusters,
    proposals: proposePairs(clusters, exercise, { nameOf, toldApart: same.toldApart, answers: same.answers }, decided.apart),
    stale: decided.stale,
    news,
    ordered,
    ...(sessions ? { sessions } : {}),
  }
}

/** The clusters alone, without what looks alike: a small part of the work. */
export const settleGroups = (groups: readonly GroupCards[], exercise: Exercise, decisions: readonly Decision[]): Settled =>
  settle(contributionsOf(groups, exercise), exercise, decisions)

export interface Settled {
  readonly clusters: readonly Cluster[]
  readonly decided: Decided
  readonly news: readonly News[]
  readonly ordered: readonly string[]
  /** The id of the cluster in which a contribution stands. */
  readonly rootOf: (key: string) => string
  readonly nameOf: NameOf
  readonly same: Same
}

/**
 * The clusters of contributions (in the order of their keys) as the log has them: all of a merge but its proposals.
 * Clusters of an earlier merge of the same contributions stay the same objects where nothing about them is different.
 */
export function settle(
  contributions: readonly Contribution[],
  exercise: Exercise,
  log: readonly Decision[],
  { earlier = new Map(), sessions }: { readonly earlier?: ReadonlyMap<string, Cluster>; readonly sessions?: Merged['sessions'] } = {},
): Settled {
  const decisions = decisionsFor(log, exercise.id)
  const byKey = new Map(contributions.map((one) => [one.key, one]))
  const partition = new Partition(byKey.keys())
  const find: Find = (group, card) => byKey.get(keyOf(group, card))
  const same = sameBy(contributions, find, exercise)
  joinSame(contributions, same, partition)
  const decided = applyDecisions(decisions, byKey, partition)
  const sets = Map.groupBy(contributions, (one) => partition.root(one.key))
  // The smallest key of a set is its cluster's id: so links of every group come to name the same cluster.
  const homeOf: HomeOf = (group, card) => {
    const key = keyOf(group, card)
    return byKey.has(key) ? partition.root(key) : null
  }
  const nameOf: NameOf = (one, language) => titleOfCard(one.card, exercise, language, (card) => find(one.group, card)?.card)
  const sameHomes = sets.size === earlier.size && [...sets.keys()].every((id) => earlier.has(id))
  const made = [...sets].map(([id, members]) => {
    const before = earlier.get(id)
    const stays = before && isStill(before, members, decided) && (sameHomes || !hasLinks(exercise.kinds[before.kind]))
    return stays ? before : clusterOf(members, exercise, decided, homeOf, nameOf)
  })
  const all = { groups: [], ...(sessions ? { sessions } : {}) }
  const weighed = withAsked(nameLinks(made, exercise), exercise).sort(byWeight(exercise, all, nameOf))
  const clusters = inPlaces(weighed, decided.places)
  const ordered = [...new Set(decided.places.map(({ key }) => byKey.get(key)!.card.kind))].sort()
  return { clusters, decided, news: newsOf(clusters, decisions, exercise), ordered, rootOf: (key) => partition.root(key), nameOf, same }
}

const hasLinks = (kind: Kind | undefined) => Object.values(kind?.fields ?? {}).some(({ type }) => type === 'link' || type === 'links')

function isStill(before: Cluster, members: readonly Contribution[], { titles, aside, marked }: Decided): boolean {
  const written = titleIn(members, titles) ?? null
  return (
    before.members.length === members.length &&
    before.members.every(({ key }, at) => key === members[at]!.key) &&
    before.setAside === members.some(({ key }) => aside.has(key)) &&
    (before.forVote === true) === members.some(({ key }) => marked.has(key)) &&
    (before.title.by === 'person' ? before.title.text : null) === written
  )
}

/** The title that a person wrote last for one of these contributions. */
function titleIn(members: readonly Contribution[], titles: Decided['titles']): string | undefined {
  if (titles.size === 0) return undefined
  const written = members.flatMap(({ key }) => titles.get(key) ?? [])
  return written.length === 0 ? undefined : written.reduce((last, one) => (one.turn > last.turn ? one : last)).text
}

/** The id of the cluster that holds a group's card; null where the group has no such card. */
type HomeOf = (group: string, card: string) => string | null
type NameOf = (one: Contribution, language: Language) => string

function contributionsOf(groups: readonly GroupCards[], exercise: Exercise): Contribution[] {
  const all = groups.flatMap(({ group, cards }) => cards.map((card) => ({ key: keyOf(group, card.id), group, card })))
  return all.filter(({ card }) => Object.hasOwn(exercise.kinds, card.kind)).sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** One cluster of these contributions, as decided. */
function clusterOf(members: readonly Contribution[], exercise: Exercise, decided: Decided, homeOf: HomeOf, nameOf: NameOf): Cluster {
  const kind = exercise.kinds[members[0]!.card.kind]!
  const spoken = saidIn(members, exercise)
  const fields = Object.fromEntries(Object.values(kind.fields).map((field) => [field.id, mergeMembers(spoken, field, homeOf)]))
  return {
    id: members[0]!.key,
    kind: kind.id,
    title: titleOf(members, kind, exercise, fields[kind.titleField], nameOf, decided.titles),
    members,
    groups: [...new Set(members.filter(({ card }) => hasSaid(card, exercise)).map((one) => one.group))].sort(),
    fields,
    setAside: members.some((one) => decided.aside.has(one.key)),
    ...(members.some((one) => decided.marked.has(one.key)) ? { forVote: true as const } : {}),
  }
}

/** A card that comes with the exercise says nothing for a table that has not written on it; unless no table has. */
function saidIn(members: readonly Contribution[], exercise: Exercise): readonly Contribution[] {
  if (members.every(({ card }) => startName(card.id) === null)) return members
  const said = members.filter(({ card }) => hasSaid(card, exercise))
  return said.length > 0 ? said : members
}

function mergeMembers(members: readonly Contribution[], field: Field, homeOf: HomeOf): MergedField {
  return mergeField(
    members
      .filter((one) => Object.hasOwn(one.card.fields, field.id))
      .map(({ group, card }) => ({ group, value: retarget(card.fields[field.id] ?? null, field, (id) => homeOf(group, id)) })),
    field,
  )
}

/** Of one cluster, in its title; all of them stand under it. */
const mostNames = 3

/** A person's title wins; else the code that most groups chose; else the words of the first group that has some. */
function titleOf(
  members: readonly Contribution[],
  kind: Kind,
  exercise: Exercise,
  merged: MergedField | undefined,
  nameOf: NameOf,
  titles: Decided['titles'],
): ClusterTitle {
  const written = titleIn(members, titles)
  if (written !== undefined) return { by: 'person', text: written }
  // A link is titled by its ends (`nameLinks`), not by its sort.
  const coded = linkingOf(kind.id, exercise) === null && kind.fields[kind.titleField]?.type === 'choice' && merged?.type === 'counts'
  const code = coded ? merged.counts.find((count) => !count.own)?.code : undefined
  if (code !== undefined) return { by: 'code', field: kind.titleField, code }
  // Joined for their answers they are called by all their names: nobody is said to have named what others named otherwise.
  const names = isWorded(kind) ? [...new Set(members.map((one) => nameOn(one, kind)))].filter((name) => name !== '') : []
  if (names.length > 1) return { by: 'group', text: [...names.slice(0, mostNames), ...(names.length > mostNames ? ['…'] : [])].join(' / ') }
  const first = members.find((one) => nameOf(one, languages[0]) !== '') ?? members[0]!
  const [en, ru] = languages.map((language) => nameOf(first, language)) as [string, string]
  return { by: 'group', text: en, ...(en === ru ? {} : { in: { en, ru } }) }
}

/** What most named first (sessions, then groups), then the heavier (product of the medians of its ratings), then by name. */
function byWeight(exercise: Exercise, all: Pick<Merged, 'groups' | 'sessions'>, nameOf: NameOf): (a: Cluster, b: Cluster) => number {
  const weights = new Map<Cluster, number>()
  const weight = (cluster: Cluster) =>
    keptIn(weights, cluster, () => {
      const rated = Object.keys(exercise.kinds[cluster.kind]!.fields).map((name) => cluster.fields[name])
      return rated.reduce((product, field) => (field?.type === 'ratings' && field.median !== null ? product * field.median : product), 1)
    })
  const names = new Map<Cluster, string>()
  const name = (cluster: Cluster) =>
    keptIn(names, cluster, () => clusterTitle(asGroupsSaid(cluster, exercise, nameOf), exercise, languages[0]))
  const count = ({ groups }: Cluster) => groups.length
  const outer = (cluster: Cluster) => (all.sessions ? outerTally(cluster, all).count : 0)
  return (a, b) =>
    Number(a.setAside) - Number(b.setAside) ||
    outer(b) - outer(a) ||
    count(b) - count(a) ||
    weight(b) - weight(a) ||
    alphabet.compare(name(a), name(b)) ||
    (a.id < b.id ? -1 : 1)
}

/** One order for every reader: screens in two languages tell the same numbers. */
const alphabet = new Intl.Collator([...languages], { numeric: true })

/** A title that somebody writes does not move the cluster among its equals. */
function asGroupsSaid(cluster: Cluster, exercise: Exercise, nameOf: NameOf): Cluster {
  const kind = exercise.kinds[cluster.kind]
  if (cluster.title.by !== 'person' || !kind) return cluster
  return { ...cluster, title: titleOf(cluster.members, kind, exercise, cluster.fields[kind.titleField], nameOf, new Map()) }
}

function keptIn<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}
