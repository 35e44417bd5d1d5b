import type { CanvasOf, Exercise } from '../../exercise/exercise.ts'
import type { Language } from '../../i18n/language.ts'
import type { Merged } from '../../merge/cluster.ts'
import { clusterTitle } from '../../merge/in-words.ts'
import { codeOf, endsOf } from './link-ends.ts'

/** What all groups' networks say together. */
export interface MergedNetwork {
  readonly groups: number
  readonly nodes: readonly MergedNode[]
  readonly links: readonly MergedLink[]
  /** Every sort that a link can have, in the order of the vocabulary. */
  readonly sorts: readonly Sort[]
}
export interface MergedNode {
  readonly cluster: string
  readonly title: string
  readonly groups: number
}
/** All that leads from one node to another in the same way. */
export interface MergedLink {
  readonly from: string
  readonly to: string
  readonly sort: Sort | null
  readonly groups: number
}
export interface Sort {
  readonly code: string
  readonly label: string
  /** Where it stands in the vocabulary. */
  readonly index: number
  readonly missing: boolean
}

/** The sorts of an exercise's links; none where the setting names no field for them. */
export function sortsOf(setting: CanvasOf<'network'>, exercise: Exercise, language: Language): Sort[] {
  const field = setting.sort === undefined ? undefined : exercise.kinds[setting.links]?.fields[setting.sort]
  const terms = field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
  return terms.map(({ code, label }, index) => ({ code, label: label[language], index, missing: code === setting.missing }))
}

/**
 * Nodes are clusters; a link is counted once for each group that drew it between the same two clusters in the same
 * way. A link that became a loop because its ends were joined is left out, as is one whose end is set aside.
 */
export function mergedNetwork(merged: Merged, setting: CanvasOf<'network'>, exercise: Exercise, language: Language): MergedNetwork {
  const kept = merged.clusters.filter((cluster) => !cluster.setAside)
  const own = kept.filter((cluster) => cluster.kind === setting.kind)
  const homes = new Map(own.flatMap((cluster) => cluster.members.map((one) => [`${one.group}:${one.card.id}`, cluster.id] as const)))
  const sorts = sortsOf(setting, exercise, language)
  const links = new Map<string, { from: string; to: string; sort: Sort | null; by: Set<string> }>()
  for (const { group, card } of kept.filter((cluster) => cluster.kind === setting.links).flatMap((cluster) => cluster.members)) {
    const ends = endsOf(card, setting)
    const [from, to] = [ends?.from, ends?.to].map((end) => homes.get(`${group}:${end ?? ''}`))
    if (from === undefined || to === undefined || from === to) continue
    const code = setting.sort === undefined ? null : codeOf(card.fields[setting.sort])
    const key = [from, to, code].join(' ')
    const link = links.get(key) ?? { from, to, sort: sorts.find((sort) => sort.code === code) ?? null, by: new Set<string>() }
    link.by.add(group)
    links.set(key, link)
  }
  const nodes = own.map((cluster) => ({
    cluster: cluster.id,
    title: clusterTitle(cluster, exercise, language),
    groups: cluster.groups.length,
  }))
  return {
    groups: merged.groups.length,
    nodes,
    links: [...links].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { by, ...link }]) => ({ ...link, groups: by.size })),
    sorts,
  }
}
