import type { CanvasOf, CanvasSetting, Exercise } from '../../exercise/exercise.ts'
import type { Language } from '../../i18n/language.ts'
import type { Cluster, Merged } from '../../merge/cluster.ts'
import { clusterTitle } from '../../merge/in-words.ts'

/** One value to which a merged network can be narrowed, as a market: `key` names it in every language. */
export interface Narrowing {
  readonly key: string
  readonly label: string
  /** How many clusters have it. */
  readonly clusters: number
}

/**
 * To what the merged result of a canvas can be narrowed: every value of the field that it names as its filter, those that most
 * clusters have first. Empty for a canvas without a filter, and where nothing was said.
 */
export function narrowingsOf(merged: Merged, setting: CanvasSetting, exercise: Exercise, language: Language): Narrowing[] {
  if (setting.type !== 'network' || setting.filter === undefined) return []
  const field = exercise.kinds[setting.kind]?.fields[setting.filter]
  const terms = field?.type === 'choice' || field?.type === 'choices' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
  const labelOf = ({ key, own }: Named): string => {
    const cluster = merged.clusters.find(({ id }) => id === key)
    return own ?? (cluster ? clusterTitle(cluster, exercise, language) : terms.find(({ code }) => code === key)?.label[language]) ?? key
  }
  const shown = merged.clusters.filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)
  return [
    ...Map.groupBy(
      shown.flatMap((cluster) => namedBy(cluster, setting.filter)),
      ({ key }) => key,
    ),
  ]
    .map(([key, same]) => ({ key, label: labelOf(same[0]!), clusters: same.length }))
    .sort((one, two) => two.clusters - one.clusters || one.label.localeCompare(two.label, language))
}

/** The merged result with those clusters of the canvas alone that have a value; all of it where none has. */
export function narrowed(merged: Merged, setting: CanvasOf<'network'>, only: string | undefined): Merged {
  const isMeant = (cluster: Cluster) => namedBy(cluster, setting.filter).some(({ key }) => key === only)
  const isAny = merged.clusters.some((cluster) => cluster.kind === setting.kind && !cluster.setAside && isMeant(cluster))
  if (only === undefined || !isAny) return merged
  return { ...merged, clusters: merged.clusters.filter((cluster) => cluster.kind !== setting.kind || isMeant(cluster)) }
}

interface Named {
  readonly key: string
  /** What was written where nothing was chosen. */
  readonly own?: string
}

/** A cluster is named by its id, a term by its code, which never has a space in it. */
function namedBy(cluster: Cluster, filter: string | undefined): readonly Named[] {
  const field = filter === undefined ? undefined : cluster.fields[filter]
  if (field?.type === 'links') return field.links.map((link) => ({ key: link.cluster }))
  if (field?.type !== 'counts') return []
  return field.counts.map(({ code, own }) => (own ? { key: `own ${code}`, own: code } : { key: code }))
}
