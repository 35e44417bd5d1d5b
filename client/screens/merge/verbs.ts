import type { Cluster, Decision } from '../../../shared/merge/cluster.ts'
import { joinChosen, splitChosen, type Choice } from './choice.svelte.ts'
import type { Desk } from './desk.svelte.ts'

/** What can be done with what is chosen; null where it makes no sense now. */
export interface Verbs {
  readonly join: (() => Promise<void>) | null
  readonly split: (() => Promise<void>) | null
  readonly setAside: (() => Promise<void>) | null
  /** All that is chosen is marked: then the marks go. */
  readonly isMarked: boolean
  readonly mark: (() => Promise<void>) | null
  readonly up: (() => Promise<void>) | null
  readonly down: (() => Promise<void>) | null
  readonly undo: (() => Promise<void>) | null
}

/** `kept` are the clusters in sight in their order, without those set aside. */
export function verbsFor(desk: Desk, choice: Choice, clusters: readonly Cluster[], kept: readonly Cluster[]): Verbs {
  const chosen = clusters.filter(({ id }) => choice.clusters.has(id))
  const join = joinChosen(chosen)
  const split = splitChosen(clusters, choice.words)
  const last = desk.decisions.findLast(({ undone }) => !undone)
  const at = chosen.length === 1 ? kept.findIndex(({ id }) => id === chosen[0]!.id) : -1
  const isMarked = chosen.length > 0 && chosen.every(({ forVote }) => forVote === true)

  const decideAll = async (these: readonly Cluster[], act: 'set-aside' | 'mark') => {
    await Promise.all(these.map(({ id }) => desk.decide({ act, key: id })))
  }
  const andLetGo = (doing: Promise<unknown>) => {
    choice.clear()
    return doing.then(() => undefined)
  }
  const place = (before: string | null) => desk.decide({ act: 'place', key: chosen[0]!.id, before }).then(() => undefined)
  return {
    join: join && (() => andLetGo(desk.decide(join))),
    split: split && (() => andLetGo(desk.decide(split))),
    setAside: chosen.length === 0 ? null : () => andLetGo(decideAll(chosen, 'set-aside')),
    isMarked,
    mark:
      chosen.length === 0
        ? null
        : () => (isMarked ? takeBack(desk, chosen, 'mark') : decideAll(chosen.filter(({ forVote }) => forVote !== true), 'mark')), // prettier-ignore
    up: at > 0 ? () => place(kept[at - 1]!.id) : null,
    down: at >= 0 && at < kept.length - 1 ? () => place(kept[at + 2]?.id ?? null) : null,
    undo: last ? () => desk.turn(last).then(() => undefined) : null,
  }
}

/** Takes back every decision of the sort about these clusters: they are as if it had never been decided. */
export async function takeBack(desk: Desk, clusters: readonly Cluster[], act: 'set-aside' | 'mark'): Promise<void> {
  const keys = new Set(clusters.flatMap(({ members }) => members.map(({ key }) => key)))
  const found = desk.decisions.filter((one: Decision) => one.act === act && !one.undone && keys.has(one.key))
  await Promise.all(found.map((one) => desk.turn(one)))
}
