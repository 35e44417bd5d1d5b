import type { Exercise } from '../exercise/exercise.ts'
import { linkingOf } from '../fields/link-names.ts'
import { languages, type Language } from '../i18n/language.ts'
import type { Cluster, Contribution, Proposal } from './cluster.ts'
import { pairOf } from './decisions.ts'
import { gramsOf, normalise, transliterate } from './likeness.ts'

/** From this likeness a pair is proposed: recall matters more than precision, since a person decides. */
export const threshold = 0.4
/** Beyond this nobody reads on; deciding the first ones brings the next. */
export const mostProposals = 300

/** What a contribution calls itself. */
type NameOf = (one: Contribution, language: Language) => string

/** Clusters that may be one, best first; never two that a person kept apart. At least one of a pair is in own words. */
export function proposePairs(clusters: readonly Cluster[], exercise: Exercise, nameOf: NameOf, apart: ReadonlySet<string>): Proposal[] {
  const named = clusters.filter((cluster) => !cluster.setAside)
  const isLink = (kind: string) => linkingOf(kind, exercise) !== null
  const best = bestPairs(named.flatMap((cluster, place) => namesOf(cluster, place, nameOf, isLink(cluster.kind))))
  best.sort((a, b) => b.score - a.score || a.left.place - b.left.place || a.right.place - b.right.place)
  const found: Proposal[] = []
  for (const pair of best) {
    if (found.length === mostProposals) break
    const [left, right] = [pair.left.cluster, pair.right.cluster]
    if (keptApart(left, right, apart)) continue
    const keys = [...left.members, ...right.members].map((one) => one.key)
    found.push({ left: left.id, right: right.id, keys, likeness: pair.score, reason: reasonFor(pair.left.text, pair.right.text) })
  }
  return found
}

interface Name {
  /** Links between alike things are not alike; only those that connect the same in the same way are. */
  readonly exact: boolean
  readonly cluster: Cluster
  /** Of the cluster among all. */
  readonly place: number
  readonly text: string
  readonly grams: ReadonlySet<string>
}
interface Pair {
  readonly left: Name
  readonly right: Name
  /** Dice over letter trigrams, as `likeness` has it. */
  readonly score: number
}

/**
 * The likest names of every two clusters that reach the threshold. Names meet through the trigrams that they share, so
 * the work grows with what is alike and not with the square of all names: a room of 1,800 cards is merged while people type.
 */
function bestPairs(names: readonly Name[]): Pair[] {
  const having = new Map<string, number[]>()
  const best = new Map<number, Pair>()
  const shared = new Uint16Array(names.length)
  names.forEach((right, index) => {
    const met: number[] = []
    for (const gram of right.grams) {
      const before = having.get(gram)
      if (!before) having.set(gram, [index])
      else {
        for (const other of before) if (shared[other]!++ === 0) met.push(other)
        before.push(index)
      }
    }
    for (const other of met) {
      const left = names[other]!
      const score = (2 * shared[other]!) / (left.grams.size + right.grams.size)
      shared[other] = 0
      if (score < threshold || !mayMeet(left.cluster, right.cluster) || (left.exact && left.text !== right.text)) continue
      const key = left.place * names.length + right.place
      if (score > (best.get(key)?.score ?? 0)) best.set(key, { left, right, score })
    }
  })
  return [...best.values()]
}

function mayMeet(left: Cluster, right: Cluster): boolean {
  return left !== right && left.kind === right.kind && (left.title.by !== 'code' || right.title.by !== 'code')
}

function reasonFor(a: string, b: string): Proposal['reason'] {
  const [left, right] = [normalise(a), normalise(b)]
  if (left === right) return 'same-words'
  return transliterate(left) !== left && transliterate(right) === right
    ? 'alike-across-scripts'
    : transliterate(right) !== right && transliterate(left) === left
      ? 'alike-across-scripts'
      : 'alike'
}

/** Every wording of a cluster's title, in every language: own words and the vocabulary's labels. */
function namesOf(cluster: Cluster, place: number, nameOf: NameOf, isLink: boolean): Name[] {
  const { title } = cluster
  const own = title.by === 'group' ? [title.text, title.in?.ru ?? title.text] : title.by === 'person' ? [title.text] : []
  const said = isLink ? [] : cluster.members.flatMap((one) => languages.map((language) => nameOf(one, language)))
  const all = new Set(isLink || title.by === 'person' ? [...said, ...own] : said)
  // A card without a name is like nothing: it has no letters to share.
  return [...all].map((text) => ({ cluster, place, text, grams: gramsOf(text), exact: isLink })).filter(({ grams }) => grams.size > 0)
}

function keptApart(left: Cluster, right: Cluster, apart: ReadonlySet<string>): boolean {
  if (apart.size === 0) return false
  return left.members.some((a) => right.members.some((b) => apart.has(pairOf(a.key, b.key))))
}
