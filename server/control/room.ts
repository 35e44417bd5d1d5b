import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Answer } from '../../shared/protocol/control.ts'
import { isRefusal, refuse } from '../../shared/refusals.ts'
import { parseEnvelope, type Envelope } from '../../shared/session/commands.ts'
import { takeSeat } from '../../shared/session/new-session.ts'
import { fits } from '../../shared/session/fits.ts'
import { reduce, timeIsOver } from '../../shared/session/reduce.ts'
import { untilFor, type AgendaItem, type Person, type Seat, type Session } from '../../shared/session/session.ts'
import type { Storage, StoredSession, World } from '../ports.ts'
import type { LedgerEntry } from '../ports.ts'
import { newId } from '../world.ts'
import type { Rules } from './rules.ts'

/** What happens around a room when it changes. */
export interface RoomEvents {
  /** After the change is on disk. */
  changed(session: Session): void
  handedIn(session: Session, board: string): Promise<void>
  /** Boards of the item may lack what was handed on to it. */
  handedOn(session: Session, item: AgendaItem, exercise: Exercise): Promise<void>
  /** Nobody uses the room any longer and it is out of memory. */
  letGo(session: string): void
  /** The disk refused: nothing that follows can be promised, so the process has to end. */
  cannotSave(error: unknown): void
}

/** The longest time that setTimeout can wait. */
const longestWaitMs = 2 ** 31 - 1

/**
 * One open session. Commands are carried out one after the other: looked up in the ledger, allowed, compared with the
 * turn, reduced, put on disk; only then answered and told to others.
 */
export class Room {
  readonly exercises: ReadonlyMap<string, Exercise>
  readonly #storage: Storage
  readonly #world: World
  readonly #events: RoomEvents
  readonly #rules: Rules
  readonly #ledger: Map<string, Answer>
  #session: Session
  #queue: Promise<unknown> = Promise.resolve()
  #alarm: NodeJS.Timeout | undefined

  constructor(stored: StoredSession, storage: Storage, world: World, events: RoomEvents, rules: Rules) {
    this.exercises = new Map(stored.exercises.map((exercise) => [exercise.id, exercise]))
    this.#storage = storage
    this.#world = world
    this.#events = events
    this.#rules = rules
    this.#ledger = new Map(stored.ledger)
    this.#session = stored.session
    this.#setAlarm()
    // The process may have ended between a command and what follows from it.
    this.#queue = this.#putGivens().catch(() => undefined)
  }

  get session(): Session {
    return this.#session
  }

  /** True while a timer of a step runs: then the room must not be let go. */
  get isWaiting(): boolean {
    return this.#alarm !== undefined
  }

  /** Carries out what came from a socket; the same command again gets the same answer and is not done twice. */
  carryOut(person: Person, raw: unknown): Promise<Answer> {
    const envelope = parseEnvelope(raw)
    if (isRefusal(envelope)) return Promise.resolve({ ok: false, ...envelope })
    return this.#inTurn(() => this.#decide(person, envelope))
  }

  /** A laptop takes a place; resolves when it is on disk. */
  join(seat: Seat): Promise<Answer> {
    return this.#inTurn(() =>
      this.#keep(takeSeat(this.#session, seat), { id: `join-${seat.id}`, by: seat.id, command: { do: 'join', seat: seat.id } }),
    )
  }

  /** Waits for what is under way, then forgets timers. */
  async close(): Promise<void> {
    clearTimeout(this.#alarm)
    this.#alarm = undefined
    await this.#queue
  }

  #inTurn(work: () => Promise<Answer>): Promise<Answer> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => undefined)
    return done
  }

  async #decide(person: Person, { id, turn, command }: Envelope): Promise<Answer> {
    const before = this.#ledger.get(id)
    if (before) return before
    const refusal = this.#rules.may(person, command, this.#session) ?? this.#rules.tooLate(command, turn, this.#session)
    if (refusal) return { ok: false, ...refusal }
    if (!fits(command, this.exercises)) return { ok: false, ...refuse('not-understood') }
    const name = nameOf(person, this.#session)
    const next = reduce(this.#session, command, { now: this.#world.now(), person, name, newId: () => newId(this.#world) })
    if (isRefusal(next)) return { ok: false, ...next }
    const answer = await this.#keep(next, { id, by: name, command })
    if (command.do === 'hand-on' || command.do === 'add-group') await this.#putGivens()
    if (command.do === 'hand-in' && person.is === 'seat') await this.#keepHandedIn(command.step, person.group)
    return answer
  }

  async #keep(next: Session, entry: Pick<LedgerEntry, 'id' | 'by' | 'command'>): Promise<Answer> {
    const answer: Answer = { ok: true, revision: next.revision }
    try {
      await this.#storage.appendCommand(next, { ...entry, at: this.#world.now(), answer })
    } catch (error) {
      this.#events.cannotSave(error)
      return { ok: false, ...refuse('cannot-save') }
    }
    this.#ledger.set(entry.id, answer)
    this.#session = next
    this.#setAlarm()
    this.#events.changed(next)
    return answer
  }

  async #putGivens(): Promise<void> {
    for (const item of this.#session.agenda) {
      const exercise = this.exercises.get(item.exercise)
      if (exercise && item.givens && item.givens.length > 0) await this.#events.handedOn(this.#session, item, exercise)
    }
  }

  async #keepHandedIn(step: string, group: string): Promise<void> {
    const item = this.#session.agenda.find((one) => one.steps.some((run) => run.id === step))
    const board = item?.boards[group]
    if (board !== undefined) await this.#events.handedIn(this.#session, board)
  }

  /** Sets one timer for the end of the open step, that of the group with most time. */
  #setAlarm(): void {
    clearTimeout(this.#alarm)
    this.#alarm = undefined
    const open = this.#session.agenda.flatMap((item) => item.steps).find((step) => step.state.is === 'open')
    if (!open) return
    const ends = [null, ...Object.keys(open.extra)].map((group) => untilFor(open, group) ?? 0)
    const wait = Math.max(...ends) - this.#world.now()
    this.#alarm = setTimeout(() => void this.#inTurn(() => this.#timeIsOver(open.id)), Math.min(Math.max(wait, 0), longestWaitMs))
  }

  /** Closes softly: nothing that is typed is lost. */
  #timeIsOver(step: string): Promise<Answer> {
    const next = timeIsOver(this.#session, step, this.#world.now())
    return this.#keep(next, { id: `over-${newId(this.#world)}`, by: '', command: { do: 'close-step', step } })
  }
}

function nameOf(person: Person, session: Session): string {
  if (person.is === 'facilitator') return person.name
  return person.is === 'seat' ? (session.seats.find((seat) => seat.id === person.seat)?.name ?? '') : ''
}
