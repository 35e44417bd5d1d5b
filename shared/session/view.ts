import type { AgendaDay } from '../exercise/agenda.ts'
import type { Decision } from '../merge/cluster.ts'
import { attributionView, type AttributionView } from './attribution.ts'
import { aloneFor } from './alone.ts'
import { blindFor } from './blind.ts'
import { isMixed } from './delegation.ts'
import { consentsFor } from './consent.ts'
import type { AgendaItem, Group, Ms, Person, Plenary, Seat, Session, Source, StepRun } from './session.ts'
import { untilFor } from './clocks.ts'
import type { BlindRound } from './blind-shapes.ts'
import type { Consent } from './walk-shapes.ts'
import { currentStep, stepFor as whereIs } from './whereabouts.ts'
import { votesFor, type VoteView } from './vote.ts'
import { messagesFor, type Message, type Summons } from './messages.ts'
import { walksFor, type WalkView } from './walk.ts'

/** A session as one person may see it: whole, with its revision; plain JSON. */
export interface SessionView {
  readonly person: Person
  readonly id: string
  readonly title: string
  readonly place: string
  readonly revision: number
  readonly turn: number
  /** Null where the person need not know it. */
  readonly code: string | null
  /** Each table joins by its own code, which stands on its card; facilitators see it at the group. */
  readonly ownCodes: boolean
  readonly groups: readonly GroupView[]
  /** The earlier sessions that this one brings together; none for a session by itself. */
  readonly sources: readonly Source[]
  /** The seats the person may see: all for the facilitator, the own group's for a seat, none for the plenary. */
  readonly seats: readonly Seat[]
  readonly agenda: readonly AgendaItem[]
  /** Only for the facilitator. */
  readonly days: readonly AgendaDay[]
  readonly current: { readonly exercise: string; readonly step: string; readonly until: Ms | null } | null
  readonly plenary: Plenary
  /** Only for the facilitator. */
  readonly decisions: readonly Decision[]
  /** Blind ratings, with those values that the person may know; see `blindFor`. */
  readonly blind: readonly BlindRound[]
  /** Votes of the room without anybody's ballot but the own; see `votesFor`. */
  readonly votes: readonly VoteView[]
  /** Whether tables let others see their boards; see `consentsFor`. */
  readonly consents: readonly Consent[]
  /** Gallery walks: where one may look, and how many comments there are. */
  readonly walks: readonly WalkView[]
  /** What this laptop was told; see `messagesFor`. */
  readonly messages: readonly Message[]
  /** Who reports may name; tables are told when it becomes looser. */
  readonly attribution: AttributionView
  /** Null unless everybody shall look to the front. */
  readonly summons: Summons | null
  /** Until when the session is kept; only for the facilitator, null where nobody has said. */
  readonly keepUntil: Ms | null
}

export interface GroupView extends Group {
  /** What the earlier session is called that it comes from; absent for a group of this session. */
  readonly session?: string
  readonly seats: number
  readonly people: number
  /** Laptops there speak for others than the delegation on its list. */
  readonly mixed?: true
}

export function viewFor(person: Person, session: Session): SessionView {
  const all = person.is === 'facilitator'
  const own = person.is === 'seat' ? person.group : null
  const current = own === null ? currentStep(session) : whereIs(session, own)
  return {
    person,
    id: session.id,
    title: session.title,
    place: session.place,
    revision: session.revision,
    turn: session.turn,
    code: person.is === 'nobody' ? null : session.code,
    ownCodes: session.ownCodes ?? false,
    groups: session.groups.map((group) => ({
      ...countSeats(all ? group : withoutCode(group), session.seats),
      ...cameFrom(group, session),
      ...(isOthers(session, group) ? { mixed: true as const } : {}),
    })),
    sources: session.sources ?? [],
    seats: session.seats.filter((seat) => all || seat.group === own),
    agenda: session.agenda.map((item) => itemFor(item, all, own)),
    days: all ? (session.days ?? []) : [],
    current: current && { exercise: current.item.exercise, step: current.step.id, until: untilFor(current.step, own) },
    plenary: session.plenary,
    decisions: all ? session.decisions : [],
    blind: blindFor(person, session),
    votes: votesFor(person, session),
    consents: consentsFor(person, session),
    walks: walksFor(person, session),
    messages: messagesFor(person, session),
    attribution: attributionView(session, own, person.is === 'seat' ? person.seat : undefined),
    summons: session.summons ?? null,
    keepUntil: all ? (session.keepUntil ?? null) : null,
  }
}

const isOthers = (session: Session, { id, delegation }: Group): boolean => delegation !== undefined && isMixed(session, id)

function withoutCode({ code: _, ...group }: Group): Group {
  return group
}

function cameFrom({ from }: Group, { sources }: Session): Pick<GroupView, 'session'> {
  const source = sources?.find(({ id }) => id === from)
  return source ? { session: source.title } : {}
}

function countSeats(group: Group, seats: readonly Seat[]): GroupView {
  const here = seats.filter((seat) => seat.group === group.id)
  return { ...group, seats: here.length, people: here.reduce((sum, seat) => sum + seat.people, 0) }
}

/** A seat knows its own board and nobody else's: a board's id is what opens it. */
function itemFor(item: AgendaItem, all: boolean, own: string | null): AgendaItem {
  if (all) return item
  const board = own === null ? undefined : item.boards[own]
  const { restored, ...rest } = item
  const mine = own === null ? undefined : restored?.[own]
  return {
    ...rest,
    ...(own !== null && mine ? { restored: { [own]: { ...mine, by: '' } } } : {}),
    boards: own !== null && board !== undefined ? { [own]: board } : {},
    steps: item.steps.map((step) => stepFor(step, own)),
  }
}

function stepFor(step: StepRun, own: string | null): StepRun {
  const extra = own === null ? undefined : step.extra[own]
  const clock = own === null ? undefined : step.clocks?.[own]
  const { locked, only, joined, material, asked: _asked, clocks: _, alone: __, ...rest } = step
  return {
    ...rest,
    ...aloneFor(step, own),
    ...whoIsIn({ only, joined }, own),
    ...(own !== null && material?.[own] ? { material: { [own]: material[own] } } : {}),
    ...(own !== null && locked?.includes(own) ? { locked: [own] } : {}),
    extra: own !== null && extra !== undefined ? { [own]: extra } : {},
    ...(own !== null && clock ? { clocks: { [own]: clock } } : {}),
    handedIn: step.handedIn.map((one) => (one.group === own ? one : { ...one, by: '' })),
  }
}

/** The plenary screen tells who is where; a table learns whether a step is for it, and nothing of others. */
function whoIsIn({ only, joined }: Partial<Pick<StepRun, 'only' | 'joined'>>, own: string | null): Pick<StepRun, 'only' | 'joined'> {
  if (own === null) return { ...(only ? { only } : {}), ...(joined ? { joined } : {}) }
  const turn = joined?.[own]
  return { ...(only && !only.includes(own) ? { only: [] } : {}), ...(turn === undefined ? {} : { joined: { [own]: turn } }) }
}
