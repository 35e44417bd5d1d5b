import type { Exercise } from '../exercise/exercise.ts'
import { formatField } from '../fields/catalogue.ts'
import { linkingOf, linkName } from '../fields/link-names.ts'
import { languages, type Language } from '../i18n/language.ts'
import type { Cluster, MergedField } from './cluster.ts'
import { clusterTitle } from './in-words.ts'

/** Links are called by the clusters that they connect, as those are titled now; a title that a person wrote stays. */
export function nameLinks(clusters: readonly Cluster[], exercise: Exercise): Cluster[] {
  const byId = new Map(clusters.map((cluster) => [cluster.id, cluster]))
  return clusters.map((cluster) => {
    const linking = linkingOf(cluster.kind, exercise)
    if (!linking || cluster.title.by === 'person') return cluster
    const [from, to] = [linking.from, linking.to].map((field) => byId.get(leadsTo(cluster.fields[field]) ?? ''))
    if (!from || !to) return cluster
    const name = (language: Language) => {
      const ends = [from, to].map((end) => clusterTitle(end, exercise, language)) as [string, string]
      return linkName(...ends, sortOf(cluster, linking.sort, exercise, language), language)
    }
    const [en, ru] = languages.map(name) as [string, string]
    if (cluster.title.by === 'group' && cluster.title.text === en && (cluster.title.in?.ru ?? en) === ru) return cluster
    return { ...cluster, title: { by: 'group', text: en, ...(en === ru ? {} : { in: { en, ru } }) } }
  })
}

const leadsTo = (field: MergedField | undefined): string | null => (field?.type === 'links' ? (field.links[0]?.cluster ?? null) : null)

function sortOf({ kind, fields }: Cluster, sort: string | undefined, exercise: Exercise, language: Language): string | null {
  const field = sort === undefined ? undefined : exercise.kinds[kind]?.fields[sort]
  const merged = field && fields[field.id]
  const most = merged?.type === 'counts' ? merged.counts[0] : undefined
  return field && most ? formatField(most.own ? { own: most.code } : { code: most.code }, field, language, exercise) : null
}
