import type { Contribution, Decision, DecisionAct } from './cluster.ts'
import type { Partition } from './partition.ts'

/** What a person wrote, and as the how manyth decision. */
interface Title {
  readonly text: string
  readonly turn: number
}

export interface Decided {
  /** By the key of the contribution that carries it; of several in one cluster the one decided last counts. */
  readonly titles: ReadonlyMap<string, Title>
  readonly aside: ReadonlySet<string>
  /** Pairs of keys that a person said are not the same. */
  readonly apart: ReadonlySet<string>
  /** To be put to the vote. */
  readonly marked: ReadonlySet<string>
  /** In the order in which they were decided. */
  readonly places: readonly Extract<Decision, { act: 'place' }>[]
  readonly stale: readonly string[]
}

/** The decisions about one exercise, and older ones that do not say which. */
export const decisionsFor = (decisions: readonly Decision[], exercise: string): readonly Decision[] =>
  decisions.filter((decision) => decision.exercise === undefined || decision.exercise === exercise)

/**
 * Carries out the log on the clusters that the keys alone made. Undone decisions are passed over. A decision none of
 * whose contributions is there any more (or, for a join or for keeping apart, only one) is stale: listed, and taken up again by itself if
 * they come back. `split` takes the named contributions out together; `title`, `set-aside`, `mark` and `place` go with a
 * contribution.
 */
export function applyDecisions(decisions: readonly Decision[], byKey: ReadonlyMap<string, Contribution>, partition: Partition): Decided {
  const titles = new Map<string, Title>()
  const aside = new Set<string>()
  const apart = new Set<string>()
  const marked = new Set<string>()
  const places: Extract<Decision, { act: 'place' }>[] = []
  const stale: string[] = []
  for (const [turn, decision] of decisions.entries()) {
    if (decision.undone || decision.act === 'look') continue
    const keys = presentKeys(decision, byKey)
    if (keys.length < neededBy(decision)) {
      stale.push(decision.id)
      continue
    }
    if (decision.act === 'join') joinAll(keys, partition)
    else if (decision.act === 'split') partition.separate(new Set(keys))
    else if (decision.act === 'title') titles.set(decision.key, { text: decision.text, turn })
    else if (decision.act === 'set-aside') aside.add(decision.key)
    else if (decision.act === 'mark') marked.add(decision.key)
    else if (decision.act === 'place') places.push(decision)
    else for (const left of keys) for (const right of keys) if (left < right) apart.add(pairOf(left, right))
  }
  return { titles, aside, apart, marked, places, stale }
}

/** The contributions that a decision is about. */
export function keysIn(decision: DecisionAct): readonly string[] {
  if (decision.act === 'look') return []
  if (decision.act === 'place') return decision.before === null ? [decision.key] : [decision.key, decision.before]
  return 'keys' in decision ? decision.keys : [decision.key]
}

/** How many of them must be there for it to mean anything. */
function neededBy(decision: Decision): number {
  return decision.act === 'join' || decision.act === 'keep-apart' || (decision.act === 'place' && decision.before !== null) ? 2 : 1
}

/** What a decision can still be about. Only cards of one kind can be one thing, so a join is about those of the first one's kind. */
function presentKeys(decision: Decision, byKey: ReadonlyMap<string, Contribution>): readonly string[] {
  const present = keysIn(decision).filter((key) => byKey.has(key))
  if (decision.act !== 'join') return present
  const kind = byKey.get(present[0] ?? '')?.card.kind
  return present.filter((key) => byKey.get(key)!.card.kind === kind)
}

function joinAll([first, ...others]: readonly string[], partition: Partition): void {
  for (const other of others) partition.join(first!, other)
}

export function pairOf(left: string, right: string): string {
  return left < right ? `${left} ${right}` : `${right} ${left}`
}
