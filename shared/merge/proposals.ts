import type { Exercise, Field, Kind } from '../exercise/exercise.ts'
import { formatField, isAnswered } from '../fields/catalogue.ts'
import { languages } from '../i18n/language.ts'
import type { Cluster, Proposal } from './cluster.ts'
import { pairOf } from './decisions.ts'
import { dice, gramsOf, normalise, transliterate } from './likeness.ts'

/** From this likeness a pair is proposed: recall matters more than precision, since a person decides. */
export const threshold = 0.4
/** More than anybody looks through; the best ones. */
const mostProposals = 300

/**
 * Clusters that may be one, best first; never two that a person kept apart. At least one of a pair is in own words.
 * It is computed while people type: names are compared only where they share letters, not each with each.
 */
export function proposePairs(clusters: readonly Cluster[], exercise: Exercise, apart: ReadonlySet<string>): Proposal[] {
  const named = clusters.filter((cluster) => !cluster.setAside)
  const names = named.flatMap((cluster, index) =>
    namesOf(cluster, exercise).map((text): Name => ({ cluster: index, text, grams: gramsOf(text) })),
  )
  return [...closest(names, named.length)]
    .flatMap(([pair, best]) => {
      const [left, right] = [named[Math.floor(pair / named.length)], named[pair % named.length]]
      return left && right && mayBeOne(left, right) && !keptApart(left, right, apart) ? [{ left, right, best }] : []
    })
    .sort((a, b) => b.best.score - a.best.score || (a.left.id < b.left.id ? -1 : 1))
    .slice(0, mostProposals)
    .map(({ left, right, best }) => {
      const keys = [...left.members, ...right.members].map((one) => one.key)
      return { left: left.id, right: right.id, keys, likeness: best.score, reason: reasonFor(best.a, best.b) }
    })
}

/** The best likeness of every two clusters that reach the threshold, under left × `clusters` + right. */
function closest(names: readonly Name[], clusters: number): Map<number, Best> {
  const found = new Map<number, Best>()
  const holders = new Map<string, number[]>()
  const shared = new Int32Array(names.length)
  names.forEach((name, index) => {
    shared.fill(0)
    for (const gram of name.grams) {
      const others = holders.get(gram) ?? []
      for (const other of others) shared[other] = (shared[other] ?? 0) + 1
      others.push(index)
      holders.set(gram, others)
    }
    for (let other = 0; other < index; other++) {
      const earlier = names[other]
      if (shared[other] === 0 || !earlier || earlier.cluster === name.cluster) continue
      const score = dice(shared[other] ?? 0, earlier.grams.size, name.grams.size)
      if (score < threshold) continue
      const pair = earlier.cluster * clusters + name.cluster
      if (score > (found.get(pair)?.score ?? 0)) found.set(pair, { score, a: earlier.text, b: name.text })
    }
  })
  return found
}

interface Name {
  /** Its place among the clusters. */
  readonly cluster: number
  readonly text: string
  readonly grams: ReadonlySet<string>
}

interface Best {
  readonly score: number
  readonly a: string
  readonly b: string
}

function mayBeOne(left: Cluster, right: Cluster): boolean {
  return left.kind === right.kind && (left.title.by !== 'code' || right.title.by !== 'code')
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
function namesOf(cluster: Cluster, exercise: Exercise): string[] {
  const kind: Kind = exercise.kinds[cluster.kind]!
  const field: Field = kind.fields[kind.titleField]!
  const names = cluster.members
    .filter((one) => isAnswered(one.card.fields[field.id] ?? null, field))
    .flatMap((one) => languages.map((language) => formatField(one.card.fields[field.id] ?? null, field, language, exercise)))
  return [...new Set(cluster.title.by === 'person' ? [...names, cluster.title.text] : names)]
}

function keptApart(left: Cluster, right: Cluster, apart: ReadonlySet<string>): boolean {
  if (apart.size === 0) return false
  return left.members.some((a) => right.members.some((b) => apart.has(pairOf(a.key, b.key))))
}
