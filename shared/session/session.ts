import type * as z from 'zod/mini'
import type { AgendaDay } from '../exercise/agenda.ts'
import type { Allowed } from '../exercise/allowed.ts'
import type { Language } from '../i18n/language.ts'
import type { Decision } from '../merge/cluster.ts'
import type { Alone } from './alone.ts'
import type { AttributionSet } from './attribution.ts'
import type { BlindRound } from './blind-shapes.ts'
import type { Given } from './given.ts'
import type { Held } from './held.ts'
import type { Material } from './material.ts'
import type { Message, Summons } from './messages.ts'
import type { Ms } from './ms.ts'
import type { plenary } from './plenary-shape.ts'
import type { Closing } from './close-step.ts'
import type { Push } from './open-step.ts'
import type { Restored } from './versions.ts'
import type { Vote } from './vote-shapes.ts'
import type { Comment, Consent, Walk } from './walk-shapes.ts'

export type { Ms } from './ms.ts'

/** One running of an agenda in a room: a JSON value, changed only by `reduce`. */
export interface Session {
  readonly id: string
  readonly title: string
  readonly place: string
  readonly created: Ms
  /** The time zone of the meeting, in which reports tell its days; absent in a session of an earlier version. */
  readonly zone?: string
  /** Six characters that people type to join; shown as ABC DEF. */
  readonly code: string
  /** Each table joins by its own code; absent where tables choose themselves. */
  readonly ownCodes?: true
  /** Counts every change; a view carries it. */
  readonly revision: number
  /** Counts steering only (open, extend, close, show): what two facilitators can disagree about. */
  readonly turn: number
  /** Who steered last, and with what: told to the one who was slower. */
  readonly lastSteer: { readonly by: string; readonly what: string } | null
  readonly groups: readonly Group[]
  /** The earlier sessions that this one brings together, in their order; absent for a session by itself. */
  readonly sources?: readonly Source[]
  readonly seats: readonly Seat[]
  readonly agenda: readonly AgendaItem[]
  /** How many numbers its steps have had, so that none is given twice; absent while its exercises are those that it was made with. */
  readonly numbers?: number
  /** The days of the meeting, when the session was made from a ready agenda. */
  readonly days?: readonly AgendaDay[]
  readonly plenary: Plenary
  readonly decisions: readonly Decision[]
  /** What laptops rated alone, a round for each step and table; absent before the first. */
  readonly blind?: readonly BlindRound[]
  /** Votes of the whole room, the oldest first; absent before the first. */
  readonly votes?: readonly Vote[]
  /** Which tables were asked whether others may see their board, and what they said; absent before the first. */
  readonly consents?: readonly Consent[]
  /** Gallery walks, one an exercise, and what tables said beside each other's boards; absent before the first. */
  readonly walks?: readonly Walk[]
  readonly comments?: readonly Comment[]
  /** What laptops were told, the oldest first; absent before the first. */
  readonly messages?: readonly Message[]
  /** There while everybody shall look to the front. */
  readonly summons?: Summons
  /** What the last opening of a step changed. */
  readonly pushed?: Push
  /** What the last closing by a facilitator changed; absent before the first and after an opening. */
  readonly closed?: Closing
  /** Who reports may name, as it was set, the oldest first; absent as long as nobody is named. */
  readonly attribution?: readonly AttributionSet[]
  /** Seats that have left and spoke for another delegation than their table's, see `delegation.ts`; absent before the first. */
  readonly spokeFor?: Readonly<Record<string, string>>
  /** Wiped some time after this, see `keeping.ts`; absent for as long as nobody wipes it. */
  readonly keepUntil?: Ms
}

export interface Group {
  readonly id: string
  readonly letter: string
  /** Empty when the group is known by its letter alone. */
  readonly name: string
  /** As that of a session, for this table alone; absent before anybody asked for one. */
  readonly code?: string
  /** In which its laptops begin; absent where nobody has said. */
  readonly language?: Language
  /** Whose delegation sits there; absent at a mixed table. */
  readonly delegation?: string
  /** The earlier session that it worked in, where several are brought together. */
  readonly from?: string
}

/** A session that was brought into a later one, as it was then: its groups carry its id. */
export interface Source {
  readonly id: string
  readonly title: string
  readonly place: string
  readonly created: Ms
  /** From when to when it was held; absent where it was brought in by an earlier version of Roundtable. */
  readonly held?: Held
  readonly zone?: string
  readonly laptops: number
  readonly people: number
}

/** The place that a laptop holds at a table. */
export interface Seat {
  readonly id: string
  readonly group: string
  readonly name: string
  /** How many people sit at this laptop, 1 to 20. */
  readonly people: number
  readonly rapporteur: boolean
  readonly handRaised: Ms | null
  readonly done: readonly string[]
  readonly joined: Ms
  /** Seats that it goes on as, the one before first; absent for a seat that is nobody else's. */
  readonly was?: readonly string[]
  /** Whom it speaks for wherever it sits, empty for nobody; absent while it speaks for whoever is on the list of its first table. */
  readonly delegation?: string
}

/** One exercise in the agenda: its boards, its steps, what groups handed in. */
export interface AgendaItem {
  readonly exercise: string
  /** Board of each group, by group id. */
  readonly boards: Readonly<Record<string, string>>
  readonly steps: readonly StepRun[]
  /** What was handed on from earlier exercises; it stands on every board. Empty where nothing was to be, absent before anybody chose. */
  readonly givens?: readonly Given[]
  /** What its first step counts as where laptops write alone, see `alone.ts`; absent where that is its place among all steps. */
  readonly numbered?: number
  /** The last time that the facilitator put a group's board back, by group id; absent before the first. */
  readonly restored?: Readonly<Record<string, Restored>>
}

export interface StepRun {
  readonly id: string
  readonly minutes: number
  readonly state: StepState
  /** When it was first opened and last closed; absent before that, and in sessions of earlier versions of Roundtable. */
  readonly begun?: Ms
  readonly ended?: Ms
  /** The turn in which it was opened last; a clock that is put right does not change it. Absent before the first. */
  readonly opened?: number
  /** The groups that it was opened for; absent when it was for all. */
  readonly only?: readonly string[]
  /** All groups for which it was ever opened. Absent before the first opening, and in sessions of earlier versions of Roundtable. */
  readonly asked?: readonly string[]
  /** The turn in which single groups came into it while it was open, by group id. */
  readonly joined?: Readonly<Record<string, number>>
  /** What single groups were given for it, by group id; absent where nobody has anything of its own. */
  readonly material?: Readonly<Record<string, Material>>
  /** Extra minutes of single groups, by group id. */
  readonly extra: Readonly<Record<string, number>>
  /** Of single groups whose clock was stopped or ended by itself, by group id; absent where all go with that of the step. */
  readonly clocks?: Readonly<Record<string, OwnClock>>
  /** Groups that may not write now; absent when there is none. */
  readonly locked?: readonly string[]
  readonly handedIn: readonly HandIn[]
  /** What laptops may do on their boards; absent where they may do everything. */
  readonly allowed?: Allowed
  /** Each laptop first writes alone; absent where laptops share a board from the start. */
  readonly alone?: Alone
  /** Each laptop rates alone before its table agrees. */
  readonly blind?: true
}

export type StepState =
  | { readonly is: 'waiting' | 'closed' | 'plenary' | 'done' }
  /** `paused` is when the clock was stopped. */
  | { readonly is: 'open'; readonly since: Ms; readonly until: Ms; readonly paused?: Ms }

/** How the clock of one table goes beside that of its step. */
export interface OwnClock {
  /** How much later it ends, beside its extra minutes. */
  readonly shift: Ms
  /** When it was stopped. */
  readonly stopped?: Ms
}

export interface HandIn {
  readonly group: string
  readonly at: Ms
  /** The name of the seat; empty in the view of everybody but the facilitator and its own table. */
  readonly by: string
}

/** What the plenary screen shows. */
export type Plenary = Readonly<z.infer<typeof plenary>>

/** The person behind a cookie, as every rule sees them. */
export type Person =
  | { readonly is: 'facilitator'; readonly name: string }
  | { readonly is: 'seat'; readonly session: string; readonly seat: string; readonly group: string }
  | { readonly is: 'plenary'; readonly session: string }
  | { readonly is: 'nobody' }

/** All that a seat has been called: what was done under any of these is its own. */
export const idsOf = ({ id, was = [] }: Pick<Seat, 'id' | 'was'>): readonly string[] => [id, ...was]

/** True once a step of the exercise has been opened. */
export const hasBegun = (item: AgendaItem): boolean => item.steps.some(({ state }) => state.is !== 'waiting')
