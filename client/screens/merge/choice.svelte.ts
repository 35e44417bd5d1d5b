import { SvelteSet } from 'svelte/reactivity'
import type { Cluster, DecisionAct, Merged } from '../../../shared/merge/cluster.ts'

/** What the helper has picked out: whole clusters to join, set aside or title, and single words to split off. */
export class Choice {
  readonly clusters = new SvelteSet<string>()
  readonly words = new SvelteSet<string>()

  /** The cluster that was touched last: with Shift everything from there is chosen. */
  #from: string | null = null

  toggleCluster(id: string): void {
    this.#from = id
    if (!this.clusters.delete(id)) this.clusters.add(id)
  }

  /** All between the cluster that was touched last and this one. */
  chooseTo(id: string, inOrder: readonly string[]): void {
    const [one, other] = [inOrder.indexOf(this.#from ?? id), inOrder.indexOf(id)]
    if (one < 0 || other < 0) return this.toggleCluster(id)
    for (const between of inOrder.slice(Math.min(one, other), Math.max(one, other) + 1)) this.clusters.add(between)
    this.#from = id
  }

  only(id: string): void {
    this.clear()
    this.#from = id
    this.clusters.add(id)
  }

  toggleWords(key: string): void {
    if (!this.words.delete(key)) this.words.add(key)
  }

  clear(): void {
    this.clusters.clear()
    this.words.clear()
  }

  /** Lets go of what has left the board or was joined into something else. */
  keepOnly(merged: Merged): void {
    const ids = new Set(merged.clusters.map((cluster) => cluster.id))
    const keys = new Set(merged.clusters.flatMap((cluster) => cluster.members.map((member) => member.key)))
    for (const id of this.clusters) if (!ids.has(id)) this.clusters.delete(id)
    for (const key of this.words) if (!keys.has(key)) this.words.delete(key)
  }
}

/** Joins every contribution of the clusters that are chosen; null unless there are two. */
export function joinChosen(chosen: readonly Cluster[]): DecisionAct | null {
  if (chosen.length < 2) return null
  return { act: 'join', keys: chosen.flatMap((cluster) => cluster.members.map((member) => member.key)) }
}

/** Splits chosen words off their clusters; null when nothing would stay behind in one of them. */
export function splitChosen(clusters: readonly Cluster[], words: ReadonlySet<string>): DecisionAct | null {
  const touched = clusters.filter((cluster) => cluster.members.some((member) => words.has(member.key)))
  const staysBehind = touched.every((cluster) => cluster.members.some((member) => !words.has(member.key)))
  return touched.length > 0 && staysBehind ? { act: 'split', keys: [...words] } : null
}
