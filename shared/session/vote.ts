import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import { seatOf } from './seat.ts'
import type { Ms, Person, Seat, Session } from './session.ts'
import type { Ballot, Heads, Vote } from './vote-shapes.ts'
import { dotsIn, headsOf, isWithin, resultOf, type VoteResult } from './vote-result.ts'

type Asked<Do extends Command['do']> = Extract<Command, { do: Do }>

/** Of one session, those set aside included. */
const mostVotes = 60

/** Puts entries of a merged view to the vote of the room. One vote is open at a time; the same one twice is one. */
export function openVote(session: Session, { do: _, vote: id, ...asked }: Asked<'open-vote'>, now: Ms): Session | Refusal {
  const votes = session.votes ?? []
  if (votes.some((vote) => vote.id === id)) return session
  if (!session.agenda.some((item) => item.exercise === asked.exercise)) return refuse('unknown-exercise')
  const items = asked.items.filter((item, index) => asked.items.findIndex(({ cluster }) => cluster === item.cluster) === index)
  if (items.length < 2) return refuse('not-understood')
  return begin(session, { ...asked, id, items, round: 1, opened: now, closed: null, ballots: [], present: nobody })
}

/** The same entries once more, on empty ballots; what the first round came to stays beside it. */
export function voteAgain(session: Session, { vote: id, again }: Asked<'vote-again'>, now: Ms): Session | Refusal {
  const vote = voteOf(session, id)
  if (!vote) return refuse('unknown-vote')
  if (session.votes?.some((one) => one.id === again)) return session
  return begin(session, { ...vote, id: again, round: vote.round + 1, opened: now, closed: null, ballots: [], present: nobody })
}

/** From now on the sums are known: of the laptops that are here, each with the people who sit at it now. */
export function closeVote(session: Session, id: string, now: Ms): Session | Refusal {
  const vote = voteOf(session, id)
  if (!vote) return refuse('unknown-vote')
  return vote.closed === null ? withVote(session, closed(vote, session.seats, now)) : refuse('vote-closed')
}

/** Laptops go on with the ballots that they had, and the sums are hidden again. */
export function reopenVote(session: Session, id: string): Session | Refusal {
  const vote = voteOf(session, id)
  if (!vote) return refuse('unknown-vote')
  if (openIn(session)) return refuse('vote-open')
  return withVote(session, { ...vote, closed: null, present: nobody })
}

/** A vote that was a mistake is shown nowhere; brought back it is closed. */
export function setVoteAside(session: Session, { vote: id, aside }: Asked<'set-vote-aside'>, now: Ms): Session | Refusal {
  const vote = session.votes?.find((one) => one.id === id)
  if (!vote) return refuse('unknown-vote')
  const { aside: _, ...back } = vote.closed === null ? closed(vote, session.seats, now) : vote
  const after = withVote(session, aside ? { ...back, aside: true } : back)
  const isShown = session.plenary.shows === 'vote' && session.plenary.vote === id
  return aside && isShown ? { ...after, plenary: { shows: 'question' } } : after
}

/** Puts a laptop's whole ballot in the place of its earlier one. */
export function vote(session: Session, { vote: id, done, answers }: Asked<'vote'>, person: Person): Session | Refusal {
  const asked = voteOf(session, id)
  const seat = seatOf(session, person)
  if (!asked) return refuse('unknown-vote')
  if (!seat) return refuse('not-allowed')
  if (asked.closed !== null) return refuse('vote-closed')
  if (!isOf(answers, asked)) return refuse('not-understood')
  const ballot: Ballot = { seat: seat.id, people: seat.people, done, answers }
  if (!isWithin(ballot, asked)) return refuse('too-many-dots', { given: dotsIn(answers), most: asked.dots * seat.people })
  return withVote(session, { ...asked, ballots: [...asked.ballots.filter((one) => one.seat !== seat.id), ballot] })
}

/** The vote of that name, unless it was set aside. */
export function voteOf(session: Pick<Session, 'votes'>, id: string): Vote | undefined {
  return session.votes?.find((one) => one.id === id && !one.aside)
}

/** What a person may know of a vote: all but ballots, of which each laptop knows its own. */
export interface VoteView extends Omit<Vote, 'ballots' | 'present' | 'aside'> {
  /** The laptops that may vote, or could when it was closed. */
  readonly present: Heads
  /** Those of them that are through, or whose vote counts. */
  readonly voted: Heads
  /** Only for the facilitator: the laptops that are through. */
  readonly through: readonly string[]
  /** Only for a laptop: what it has given so far. */
  readonly own: Ballot | null
  /** Null while the vote is open. */
  readonly result: VoteResult | null
  readonly aside: boolean
}

/** The facilitator knows of every vote; laptops of the one that is open or shown; the projector of the one it shows, and beside merged entries of those that are closed. */
export function votesFor(person: Person, session: Session): readonly VoteView[] {
  const votes = session.votes ?? []
  const shown = session.plenary.shows === 'vote' ? session.plenary.vote : null
  if (person.is === 'facilitator') return votes.map((one) => lookAt(one, session, person))
  // Beside the merged entries the wall tells what the room gave to them.
  const isBeside = person.is === 'plenary' && session.plenary.shows === 'merged'
  const isKnown = ({ id, closed }: Vote) => id === shown || (person.is === 'seat' && closed === null) || (isBeside && closed !== null)
  const known = votes.filter((one) => !one.aside && isKnown(one))
  return person.is === 'nobody' ? [] : known.map((one) => lookAt(one, session, person))
}

function lookAt({ ballots: all, aside, ...vote }: Vote, session: Session, person: Person): VoteView {
  const isOpen = vote.closed === null
  const ballots = isOpen ? ofThoseHere(all, session.seats) : all
  const through = ballots.filter((ballot) => ballot.done && isWithin(ballot, vote))
  const result = isOpen || aside ? null : resultOf({ ...vote, ballots })
  return {
    ...vote,
    present: isOpen ? headsOf(session.seats) : vote.present,
    voted: result?.counted ?? headsOf(through),
    through: person.is === 'facilitator' ? through.map(({ seat }) => seat) : [],
    own: person.is === 'seat' ? (ballots.find(({ seat }) => seat === person.seat) ?? null) : null,
    result,
    aside: aside === true,
  }
}

const nobody: Heads = { seats: 0, people: 0 }
const openIn = (session: Session) => session.votes?.find((one) => one.closed === null)

function begin(session: Session, fresh: Vote): Session | Refusal {
  const votes = session.votes ?? []
  if (openIn(session)) return refuse('vote-open')
  if (votes.length >= mostVotes) return refuse('too-many-votes', { most: mostVotes })
  return { ...session, votes: [...votes, fresh] }
}

const closed = (vote: Vote, seats: readonly Seat[], now: Ms): Vote => ({
  ...vote,
  closed: now,
  ballots: ofThoseHere(vote.ballots, seats),
  present: headsOf(seats),
})

/** A laptop that has left counts no longer; one whose people came or went counts with those who are here. */
function ofThoseHere(ballots: readonly Ballot[], seats: readonly Seat[]): readonly Ballot[] {
  return ballots.flatMap((ballot) => {
    const seat = seats.find(({ id }) => id === ballot.seat)
    return seat ? [{ ...ballot, people: seat.people }] : []
  })
}

/** True when the answers name entries of the vote, each once, and no place beyond the last. */
function isOf(answers: Ballot['answers'], { items, way }: Vote): boolean {
  const named = new Set(answers.map(({ item }) => item))
  if (named.size !== answers.length) return false
  return answers.every(({ item, value }) => items.some(({ cluster }) => cluster === item) && (way === 'dots' || value <= items.length))
}

function withVote(session: Session, changed: Vote): Session {
  return { ...session, votes: (session.votes ?? []).map((one) => (one.id === changed.id ? changed : one)) }
}
