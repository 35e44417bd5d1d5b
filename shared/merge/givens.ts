import type { Exercise, Gift } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import type { Given } from '../session/given.ts'
import type { Cluster, Merged } from './cluster.ts'
import { clusterTitle } from './in-words.ts'

/** An exercise that was worked on, with what all groups say together. */
export interface Worked {
  readonly exercise: Exercise
  readonly merged: Merged
}

/** A cluster that a later exercise can start from. `meets` says that the exercise's own rule would take it. */
export interface Offer {
  readonly given: Omit<Given, 'id'>
  /** Its title in the reader's language. */
  readonly words: string
  readonly meets: boolean
}

/**
 * What the exercises before a later one can hand on to it, for every kind that it is given: in the order of the merge, or
 * what has most dots first.
 * Of several that give the same the last one speaks: there the groups have looked at it once more.
 */
export function offersFor(later: Exercise, before: readonly Worked[], language: Language): Offer[] {
  return Object.entries(later.given ?? {}).flatMap(([kind, name]) => {
    const from = before.findLast(({ exercise, merged }) => clustersOf(exercise.gives?.[name], merged).length > 0)
    const gift = from?.exercise.gives?.[name]
    if (!from || !gift) return []
    const field = later.kinds[kind]?.fields[later.kinds[kind].titleField]
    let taken = 0
    return clustersOf(gift, from.merged).map((cluster): Offer => {
      const meets = taken < gift.most && reaches(cluster, gift)
      if (meets) taken++
      const words = clusterTitle(cluster, from.exercise, language)
      const title = cluster.title.by === 'code' && field?.type === 'choice' ? { code: cluster.title.code } : { own: words }
      const holders = holdersOf(cluster)
      const of = new Set([...holders, ...from.merged.groups]).size
      const origin = { exercise: from.exercise.id, cluster: cluster.id, groups: holders.size, of }
      return { given: { kind, title, from: origin }, words, meets }
    })
  })
}

/** What was handed on before stands at every table, whether or not it was answered; those that did no work of their own count with it. */
const holdersOf = ({ members }: Cluster): ReadonlySet<string> => new Set(members.map(({ group }) => group))

function clustersOf(gift: Gift | undefined, merged: Merged): Cluster[] {
  if (!gift) return []
  const { kind, order } = gift
  const clusters = merged.clusters.filter((cluster) => cluster.kind === kind && !cluster.setAside)
  return order === undefined ? clusters : clusters.toSorted((one, other) => dotsOn(other, order) - dotsOn(one, order))
}

function dotsOn(cluster: Cluster, id: string): number {
  const field = cluster.fields[id]
  return field?.type === 'dots' ? field.total : 0
}

function reaches(cluster: Cluster, { rated }: Gift): boolean {
  if (!rated) return true
  const medians = rated.fields.map((id) => {
    const field = cluster.fields[id]
    return field?.type === 'ratings' ? field.median : null
  })
  return (
    medians.every((median) => median !== null) && medians.reduce((product: number, median) => product * (median ?? 0), 1) >= rated.least
  )
}
