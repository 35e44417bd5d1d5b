import type { AgendaDay } from '../../shared/exercise/agenda.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import type { Answer } from '../../shared/protocol/control.ts'
import type { RoomFacts } from '../../shared/room/checks.ts'
import type { Refusal } from '../../shared/refusals.ts'
import type { RegionalPlan } from '../../shared/regional/together.ts'
import type { Narrative } from '../../shared/report/narrative.ts'
import type { PartExercise } from '../../shared/report/parts.ts'
import type { Template } from '../../shared/report/template.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import type { AgendaItem, Seat, Session } from '../../shared/session/session.ts'
import type { KeptVersion } from '../../shared/session/versions.ts'
import type { Doorkeeper, ExerciseLibrary, World } from '../ports.ts'
import type { MoveKeys } from '../move-keys.ts'
import type { OneTimeLinks, Tokens } from '../tokens.ts'

/** What HTTP asks of the rest of the server; `serve.ts` brings them together. */
export interface HttpNeeds {
  readonly doorkeeper: Doorkeeper
  readonly tokens: Tokens
  readonly links: OneTimeLinks
  readonly moveKeys: MoveKeys
  readonly world: World
  readonly sessions: Sessions
  readonly library: ExerciseLibrary
  readonly archives: Archives
  readonly templates: Templates
  readonly addresses: () => readonly string[]
  /** Those of them to which a page that has lost this server may go by itself. */
  readonly movableAddresses: () => readonly string[]
  /** What is known of the room's set-up, without what devices have told. */
  readonly roomFacts: () => Promise<Omit<RoomFacts, 'devices'>>
  /** True when pages are served over HTTPS. */
  readonly hasTls: boolean
  /** Null when something else serves the pages (development). */
  readonly clientDir: string | null
}

/** The Word files that reports shall look like. */
export interface Templates {
  take(session: string, bytes: Uint8Array, name: string): Promise<Template | Refusal>
  of(session: string): Promise<Template | null>
  remove(session: string): Promise<void>
}

/** Sessions as files, and the end of them. */
export interface Archives {
  save(session: string, signal: AbortSignal): Promise<Uint8Array | null>
  open(bytes: Uint8Array): Promise<Session | Refusal>
  /** A new session of several that are here; null where one of them is not. */
  bringTogether(sessions: readonly string[], plan: Omit<RegionalPlan, 'id' | 'created'>): Promise<Session | Refusal | null>
  /** Null when nothing is left of it. */
  wipe(session: string): Promise<Refusal | null>
}

export interface Sessions {
  sessions(): readonly Session[]
  session(id: string): Session | null
  /** Where a code leads: to a session, or to one table of it. */
  placeWithCode(typed: string): { readonly session: Session; readonly group: string | null } | null
  create(plan: {
    readonly title: string
    readonly place: string
    readonly groups: number
    readonly exercises: readonly Exercise[]
    readonly days?: readonly AgendaDay[] | undefined
  }): Promise<Session>
  /** `left` is the seat that the laptop held in this session until now. */
  join(session: string, seat: Seat, left: string | null): Promise<Answer | null>
  leave(session: string, seat: string): Promise<Answer | null>
  exercisesOf(session: string): Promise<readonly Exercise[] | null>
  /** Makes sure that there is a narrative to write in. */
  startNarrative(session: string, exercises: readonly PartExercise[]): Promise<void>
  narrative(session: string): Promise<Narrative>
  cards(session: Session, item: AgendaItem, exercise: Exercise): Promise<readonly GroupCards[]>
  /** Who wrote what, by exercise and group. */
  writers(session: Session): Promise<NonNullable<ReportInput['writers']>>
  versions(session: string, board: string): Promise<readonly KeptVersion[]>
  version(session: string, board: string, id: number, exercise: Exercise): Promise<readonly Card[] | null>
}
