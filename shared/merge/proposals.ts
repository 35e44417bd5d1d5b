import type { Exercise } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import { linkingOf } from '../fields/link-names.ts'
import { languages, type Language } from '../i18n/language.ts'
import type { Cluster, Contribution, Proposal } from './cluster.ts'
import { pairOf } from './decisions.ts'
import { nearKm, nearPairs } from './near.ts'
import type { Same } from './same.ts'
import type { Compared } from './words/compare.ts'
import { lexiconOf } from './words/lexicon.ts'
import { meet } from './words/meeting.ts'
import { TitleReader } from './words/title.ts'

/** From this likeness a pair is proposed: recall matters more than precision, since a person decides. */
export const threshold = 0.62
/** Beyond this nobody reads on; deciding the first ones brings the next. */
const mostProposals = 300

/** The same answers, of which a table knows two: sooner one than most that only sound alike. */
const likenessOfAnswers = 0.75

/** What a contribution calls itself. */
type NameOf = (one: Contribution, language: Language) => string
interface Known extends Pick<Same, 'answers' | 'toldApart'> {
  readonly nameOf: NameOf
}

/** Clusters that may be one, best first; never two that a person kept apart. At least one of a pair is in own words. */
export function proposePairs(
  clusters: readonly Cluster[],
  exercise: Exercise,
  { nameOf, ...same }: Known,
  apart: ReadonlySet<string>,
): Proposal[] {
  const named = clusters.filter((cluster) => !cluster.setAside)
  const best = new Map<string, Proposal>()
  for (const one of [...alikeInWords(named, exercise, nameOf), ...alikeInPlace(named, exercise), ...alikeInAnswers(named, same)]) {
    const pair = pairOf(one.left, one.right)
    if (one.likeness > (best.get(pair)?.likeness ?? 0)) best.set(pair, one)
  }
  const byId = new Map(named.map((cluster, place) => [cluster.id, { cluster, place }]))
  const place = (id: string) => byId.get(id)!.place
  const ranked = [...best.values()].sort(
    (a, b) => b.likeness - a.likeness || place(a.left) - place(b.left) || place(a.right) - place(b.right),
  )
  const found: Proposal[] = []
  for (const one of ranked) {
    if (found.length === mostProposals) break
    if (!keptApart(byId.get(one.left)!.cluster, byId.get(one.right)!.cluster, apart)) found.push(one)
  }
  return found
}

function alikeInWords(named: readonly Cluster[], exercise: Exercise, nameOf: NameOf): Proposal[] {
  const isLink = (kind: string) => linkingOf(kind, exercise) !== null
  const names = named.flatMap((cluster, place) => namesOf(cluster, place, nameOf, isLink(cluster.kind), exercise))
  return bestPairs(names, exercise).map(({ left, right, score, reason }) => propose(left.cluster, right.cluster, score, reason))
}

/** The nearer the likelier: half sure at the edge. */
function alikeInPlace(named: readonly Cluster[], exercise: Exercise): Proposal[] {
  return nearPairs(named, exercise).map(({ left, right, km }) => ({ ...propose(left, right, 1 - km / (2 * nearKm), 'near'), km }))
}

/** One of two that a table tells apart, and what another table said with the same answers: which of the two it meant, a person knows. */
function alikeInAnswers(named: readonly Cluster[], { answers, toldApart }: Pick<Known, 'answers' | 'toldApart'>): Proposal[] {
  const told = named.flatMap((cluster) => cluster.members.map((one) => ({ cluster, one, same: answers.get(one.key) ?? null })))
  const alike = Map.groupBy(told.filter(({ same }) => same !== null), ({ same }) => same) // prettier-ignore
  return [...alike.values()].flatMap((all) =>
    all.flatMap((left, at) =>
      all
        .slice(at + 1)
        .filter(({ cluster, one }) => cluster !== left.cluster && one.group !== left.one.group)
        .filter(({ one }) => toldApart.has(one.key) || toldApart.has(left.one.key))
        .map((right) => propose(left.cluster, right.cluster, likenessOfAnswers, 'same-answers')),
    ),
  )
}

function propose(left: Cluster, right: Cluster, likeness: number, reason: Proposal['reason']): Proposal {
  return { left: left.id, right: right.id, keys: [...left.members, ...right.members].map((one) => one.key), likeness, reason }
}

interface Name {
  /** Links between alike things are not alike; only those that connect the same in the same way are. */
  readonly exact: boolean
  readonly cluster: Cluster
  /** Of the cluster among all. */
  readonly place: number
  readonly text: string
}
interface Pair extends Compared {
  readonly left: Name
  readonly right: Name
}

/** The likest names of every two clusters that reach the threshold. */
function bestPairs(names: readonly Name[], exercise: Exercise): Pair[] {
  const best = new Map<number, Pair>()
  const texts = names.map(({ text }) => text)
  const reader = new TitleReader(lexiconOf(exercise), texts)
  const titles = texts.map((text) => reader.read(text))
  meet(reader, titles, threshold, (one, other, compared) => {
    const [left, right] = [names[one]!, names[other]!]
    if (!mayMeet(left.cluster, right.cluster) || (left.exact && left.text !== right.text)) return
    const key = left.place * names.length + right.place
    if (compared.score > (best.get(key)?.score ?? 0)) best.set(key, { left, right, ...compared })
  })
  return [...best.values()]
}

function mayMeet(left: Cluster, right: Cluster): boolean {
  return left !== right && left.kind === right.kind && (left.title.by !== 'code' || right.title.by !== 'code')
}

/** Every wording of a cluster's title, in every language: own words and the vocabulary's labels. */
function namesOf(cluster: Cluster, place: number, nameOf: NameOf, isLink: boolean, exercise: Exercise): Name[] {
  const { title } = cluster
  const own = title.by === 'group' ? [title.text, title.in?.ru ?? title.text] : title.by === 'person' ? [title.text] : []
  const worded = isLink ? [] : cluster.members.filter(({ card }) => isWorded(card, exercise))
  const said = worded.flatMap((one) => languages.map((language) => nameOf(one, language)))
  const all = new Set(isLink || title.by === 'person' ? [...said, ...own] : said)
  // A card without a name is like nothing: it has no letters to share.
  return [...all].filter((text) => /[\p{L}\p{N}]/u.test(text)).map((text) => ({ cluster, place, text, exact: isLink }))
}

/** What is called by where it lies is compared by where it lies, unless a group gave it a name. */
function isWorded({ kind, fields }: Card, exercise: Exercise): boolean {
  const field = exercise.kinds[kind]?.fields[exercise.kinds[kind].titleField]
  if (field?.type !== 'place' && field?.type !== 'path' && field?.type !== 'area') return true
  const value = fields[field.id]
  return typeof value === 'object' && value !== null && 'name' in value && value.name !== ''
}

/** True when a person said of any two of their contributions that they are not the same. */
export function keptApart(left: Cluster, right: Cluster, apart: ReadonlySet<string>): boolean {
  if (apart.size === 0) return false
  return left.members.some((a) => right.members.some((b) => apart.has(pairOf(a.key, b.key))))
}
