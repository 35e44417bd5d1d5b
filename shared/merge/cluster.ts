import type { AreaValue, Card, PathValue, Spot } from '../fields/values.ts'
import type { Localized } from '../i18n/language.ts'

/** A card together with the group that said it. `key` names it for ever: decisions refer to it. */
export interface Contribution {
  readonly key: string
  readonly group: string
  readonly card: Card
}

/** One group's cards for an exercise, ready to be merged. */
export interface GroupCards {
  readonly group: string
  readonly cards: readonly Card[]
  /** The earlier session that the group comes from, where several are brought together. */
  readonly session?: string
}

/** An earlier session with its groups: the outer group of a merge of several sessions. */
export interface SessionGroups {
  /** Its id; empty for the groups of the session itself. */
  readonly session: string
  readonly groups: readonly string[]
}

/** Contributions that say the same, in the order of groups, with what their fields say together. */
export interface Cluster {
  /** The key of the contribution that comes first; stable while that contribution stays. */
  readonly id: string
  readonly kind: string
  readonly title: ClusterTitle
  readonly members: readonly Contribution[]
  /** The groups that named it, in the order of groups, each once; none for a given that nobody answered. */
  readonly groups: readonly string[]
  /** Where groups shared out the exercise: those that worked on its part. Absent where all were asked. */
  readonly asked?: readonly string[]
  readonly fields: Readonly<Record<string, MergedField>>
  readonly setAside: boolean
  /** Somebody marked it to be put to the vote. */
  readonly forVote?: true
}

/** A title written by a person, a vocabulary code shown in the reader's language, or the first group's words: `in` where they have a form in each language, as places have. */
export type ClusterTitle =
  | { readonly by: 'person'; readonly text: string }
  | { readonly by: 'code'; readonly field: string; readonly code: string }
  | { readonly by: 'group'; readonly text: string; readonly in?: Localized }

export type MergedField =
  | { readonly type: 'texts'; readonly texts: readonly { readonly group: string; readonly text: string }[] }
  | { readonly type: 'counts'; readonly counts: readonly Count[]; readonly groups: number }
  | ({ readonly type: 'numbers' } & MergedNumbers)
  | ({ readonly type: 'periods' } & MergedPeriods)
  | { readonly type: 'links'; readonly links: readonly LinkCount[]; readonly groups: number }
  | { readonly type: 'dots'; readonly values: readonly { readonly group: string; readonly value: number }[]; readonly total: number }
  /** Every place or point that a group named, every way between the same ends, every area; most groups first. */
  | { readonly type: 'places'; readonly places: readonly { readonly spot: Spot; readonly groups: readonly string[] }[] }
  | { readonly type: 'paths'; readonly paths: readonly { readonly stops: PathValue; readonly groups: readonly string[] }[] }
  | { readonly type: 'areas'; readonly areas: readonly { readonly area: AreaValue; readonly groups: readonly string[] }[] }
  | ({ readonly type: 'ratings' } & MergedRatings)

/** How many groups gave an answer; `own` when it was written and not chosen from the vocabulary. */
export interface Count {
  readonly code: string
  readonly own: boolean
  readonly groups: readonly string[]
}

/** A value a group, with centre and range; null where nobody gave one. */
export interface MergedNumbers {
  readonly values: readonly { readonly group: string; readonly value: number }[]
  readonly median: number | null
  readonly min: number | null
  readonly max: number | null
}

/** Every group's period; `earliest` is the first start and `latest` the last end, as `YYYY-MM`. */
export interface MergedPeriods {
  readonly periods: readonly { readonly group: string; readonly start: string; readonly end: string }[]
  readonly earliest: string | null
  readonly latest: string | null
}

/** How many groups linked to a cluster, named by its id. */
export interface LinkCount {
  readonly cluster: string
  readonly groups: readonly string[]
}

/** Centre and spread of the groups' values on a scale of 1 to `of`; null where nobody rated. */
export interface MergedRatings {
  readonly of: number
  readonly values: readonly { readonly group: string; readonly value: number }[]
  readonly unknown: readonly string[]
  readonly median: number | null
  readonly min: number | null
  readonly max: number | null
  /** Interquartile range; only from four values up. */
  readonly iqr: number | null
  readonly consensus: Consensus
}

export const consensusWords = ['thin', 'divergent', 'strong', 'moderate', 'weak'] as const
export type Consensus = (typeof consensusWords)[number]

/** What people changed about the clusters. It names contributions, never clusters. */
export type DecisionAct =
  | { readonly act: 'join'; readonly keys: readonly string[] }
  | { readonly act: 'split'; readonly keys: readonly string[] }
  | { readonly act: 'title'; readonly key: string; readonly text: string }
  | { readonly act: 'set-aside'; readonly key: string }
  | { readonly act: 'keep-apart'; readonly keys: readonly string[] }
  /** To be put to the vote. */
  | { readonly act: 'mark'; readonly key: string }
  /** Stands right before another, or last. */
  | { readonly act: 'place'; readonly key: string; readonly before: string | null }
  /** Somebody looked at what had come or changed; `saw` says what. */
  | { readonly act: 'look' }

/** One line of the log: who decided what, when, and whether it was taken back. */
export type Decision = DecisionAct & {
  readonly id: string
  readonly at: number
  readonly by: string
  readonly undone: boolean
  /** The exercise whose contributions it names; older decisions do not say. */
  readonly exercise?: string
  /** What the person had before them, as `printOf` writes it; older decisions do not say. */
  readonly saw?: readonly string[]
  /** The earlier session whose plenary decided it, where several are brought together. */
  readonly from?: string
}

/** A contribution that came, or says something else, since somebody looked at it or decided on its cluster. */
export interface News {
  readonly key: string
  readonly is: 'came' | 'changed'
}

/** By which rule two clusters are proposed; the desk tells it in words. */
export type ProposalReason =
  'same-words' | 'other-order' | 'other-form' | 'other-spelling' | 'other-alphabet' | 'same-term' | 'same-answers' | 'alike' | 'near'

/** Two clusters that look alike; a person accepts or refuses. `likeness` is 0 to 1. */
export interface Proposal {
  readonly left: string
  readonly right: string
  readonly keys: readonly string[]
  readonly likeness: number
  readonly reason: ProposalReason
  /** How far apart they lie, where they are proposed for being near. */
  readonly km?: number
}

/** Everything the merge desk, the plenary and the report know about one exercise. */
export interface Merged {
  readonly exercise: string
  readonly groups: readonly string[]
  readonly contributions: number
  readonly clusters: readonly Cluster[]
  readonly proposals: readonly Proposal[]
  /** Decisions that name a contribution which is no longer there; listed, not dropped. */
  readonly stale: readonly string[]
  /** In the order of clusters. */
  readonly news: readonly News[]
  /** Kinds whose clusters people put into an order of their own. */
  readonly ordered: readonly string[]
  /** Where several sessions are merged: which groups each brought. Absent in the merge of one session. */
  readonly sessions?: readonly SessionGroups[]
}
