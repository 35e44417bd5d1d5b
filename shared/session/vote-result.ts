import { sharedRanks } from '../merge/standings.ts'
import { borda, kendallW } from '../merge/statistics.ts'
import type { Ballot, Heads, Vote } from './vote-shapes.ts'

/** What a vote came to. It holds sums alone: no ballot can be read from it while more than one counts. */
export interface VoteResult {
  /** Most points first; equal ones in the order in which they were put to the vote. */
  readonly rows: readonly VoteRow[]
  /** Whose votes count. */
  readonly counted: Heads
  /** Laptops with more dots than they have people for: their ballots count for nothing. */
  readonly tooMany: number
  /** Kendall's W of the laptops' rankings; null for dots, and where there is too little to say so (DOMAIN 6.3). */
  readonly agreement: number | null
}

export interface VoteRow {
  readonly item: string
  /** Dots, or Borda points by heads. */
  readonly points: number
  /** Laptops that gave it anything. */
  readonly seats: number
}

/** A person's dots are as many as everybody else's, and a ranking counts once for each person at the laptop. */
export function resultOf(vote: Pick<Vote, 'way' | 'dots' | 'items' | 'ballots'>): VoteResult {
  const given = vote.ballots.filter(({ answers }) => answers.length > 0)
  const counted = given.filter((ballot) => isWithin(ballot, vote))
  const points = vote.way === 'dots' ? dotsOf(vote, counted) : bordaOf(vote, counted)
  const rows = vote.items.map(({ cluster: item }, index) => ({
    item,
    points: points[index] ?? 0,
    seats: counted.filter((ballot) => valueOf(ballot, item) !== null).length,
  }))
  return {
    rows: rows.sort((a, b) => b.points - a.points),
    counted: headsOf(counted),
    tooMany: given.length - counted.length,
    agreement: vote.way === 'dots' ? null : agreementOf(vote, counted),
  }
}

/** False for a ballot with more dots than its people have, which happens when some of them have left. */
export function isWithin({ answers, people }: Ballot, { way, dots }: Pick<Vote, 'way' | 'dots'>): boolean {
  return way === 'ranking' || dotsIn(answers) <= dots * people
}

export const dotsIn = (answers: Ballot['answers']): number => answers.reduce((sum, { value }) => sum + value, 0)

export const headsOf = (these: readonly { readonly people: number }[]): Heads => ({
  seats: these.length,
  people: these.reduce((sum, { people }) => sum + people, 0),
})

type Items = Pick<Vote, 'items'>

const valueOf = ({ answers }: Ballot, item: string) => answers.find((answer) => answer.item === item)?.value ?? null

function dotsOf({ items }: Items, ballots: readonly Ballot[]): number[] {
  return items.map(({ cluster }) => ballots.reduce((sum, ballot) => sum + (valueOf(ballot, cluster) ?? 0), 0))
}

const ranksIn = ({ items }: Items, ballot: Ballot) => sharedRanks(items.map(({ cluster }) => valueOf(ballot, cluster)))

function bordaOf(vote: Items, ballots: readonly Ballot[]): number[] {
  return borda(ballots.flatMap((ballot) => Array.from({ length: ballot.people }, () => ranksIn(vote, ballot))))
}

/** Of laptops, not of people: four heads behind one ranking are no four rankings that agree. */
function agreementOf(vote: Items, ballots: readonly Ballot[]): number | null {
  if (ballots.length < 3 || vote.items.length < 3) return null
  return kendallW(ballots.map((ballot) => ranksIn(vote, ballot)))
}
