import type { ClusterTitle } from '../merge/cluster.ts'
import type { Ms } from './ms.ts'

/** The room votes on entries of a merged view. What a laptop gives is told to nobody; the sums are, once it is closed. */
export interface Vote {
  readonly id: string
  readonly exercise: string
  /** As the facilitator wrote it. */
  readonly question: string
  /** Dots to share out, or entries to put in order. */
  readonly way: 'dots' | 'ranking'
  /** Dots of each person; of no meaning for a ranking. */
  readonly dots: number
  readonly items: readonly VoteItem[]
  /** From 1; a vote on the same entries once more is a vote of its own. */
  readonly round: number
  readonly opened: Ms
  /** Null while laptops may vote. */
  readonly closed: Ms | null
  readonly ballots: readonly Ballot[]
  /** Who could have voted when it was closed. */
  readonly present: Heads
  /** It was a mistake or a trial: shown nowhere, and not in the report. */
  readonly aside?: true
}

/** A cluster as it was called when it was put to the vote. */
export interface VoteItem {
  readonly cluster: string
  readonly kind: string
  readonly title: ClusterTitle
}

export interface Ballot {
  readonly seat: string
  /** How many people it stands for; put down when the vote is closed. */
  readonly people: number
  /** The people at the laptop say that they are through. */
  readonly done: boolean
  readonly answers: readonly VoteAnswer[]
}

/** Dots on an entry, or its place from 1; entries may share a place. An entry that got nothing is left out. */
export interface VoteAnswer {
  readonly item: string
  readonly value: number
}

/** Laptops, and the people who sit at them. */
export interface Heads {
  readonly seats: number
  readonly people: number
}
