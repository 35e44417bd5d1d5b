import type { Exercise, Field, Kind } from '../exercise/exercise.ts'
import { formatField } from '../fields/catalogue.ts'
import { languages } from '../i18n/language.ts'
import type { Cluster, Proposal } from './cluster.ts'
import { pairOf } from './decisions.ts'
import { likeness, normalise, transliterate } from './likeness.ts'

/** From this likeness a pair is proposed: recall matters more than precision, since a person decides. */
export const threshold = 0.4

/** Clusters that may be one, best first; never two that a person kept apart. At least one of a pair is in own words. */
export function proposePairs(clusters: readonly Cluster[], exercise: Exercise, apart: ReadonlySet<string>): Proposal[] {
  const named = clusters
    .filter((cluster) => !cluster.setAside)
    .map((cluster) => ({ cluster, own: cluster.title.by !== 'code', names: namesOf(cluster, exercise) }))
  const found: Proposal[] = []
  named.forEach((left, index) => {
    for (const right of named.slice(index + 1)) {
      if (left.cluster.kind !== right.cluster.kind || (!left.own && !right.own) || keptApart(left.cluster, right.cluster, apart)) continue
      const proposal = compare(left, right)
      if (proposal) found.push(proposal)
    }
  })
  return found.sort((a, b) => b.likeness - a.likeness || (a.left < b.left ? -1 : 1))
}

type Named = { readonly cluster: Cluster; readonly names: readonly string[] }

function compare(left: Named, right: Named): Proposal | null {
  let best = { score: 0, a: '', b: '' }
  for (const a of left.names)
    for (const b of right.names) {
      const score = likeness(a, b)
      if (score > best.score) best = { score, a, b }
    }
  if (best.score < threshold) return null
  const keys = [...left.cluster.members, ...right.cluster.members].map((one) => one.key)
  return { left: left.cluster.id, right: right.cluster.id, keys, likeness: best.score, reason: reasonFor(best.a, best.b) }
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
  const names = cluster.members.flatMap((one) =>
    languages.map((language) => formatField(one.card.fields[field.id] ?? null, field, language, exercise)),
  )
  return [...new Set(cluster.title.by === 'person' ? [...names, cluster.title.text] : names)]
}

function keptApart(left: Cluster, right: Cluster, apart: ReadonlySet<string>): boolean {
  if (apart.size === 0) return false
  return left.members.some((a) => right.members.some((b) => apart.has(pairOf(a.key, b.key))))
}
