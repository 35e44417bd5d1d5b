import type { AgendaDay } from '../../shared/exercise/agenda.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Answer } from '../../shared/protocol/control.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import { parseEnvelope, type Command, type Envelope } from '../../shared/session/commands.ts'
import { newlyShown, ownBoardsShown, rememberGone, type Shown } from '../../shared/session/alone.ts'
import { leaveSeat, takeSeat } from '../../shared/session/new-session.ts'
import { fits } from '../../shared/session/fits.ts'
import { endOf } from '../../shared/session/clocks.ts'
import { reduce, timeIsOver } from '../../shared/session/reduce.ts'
import { hasBegun, type AgendaItem, type Ms, type Person, type Seat, type Session } from '../../shared/session/session.ts'
import type { PutBack } from '../../shared/session/versions.ts'
import { openSteps } from '../../shared/session/whereabouts.ts'
import { isCannotSave } from '../cannot-save.ts'
import { log } from '../log.ts'
import type { Storage, StoredSession, World } from '../ports.ts'
import type { LedgerEntry } from '../ports.ts'
import { Turns } from '../turns.ts'
import { newId } from '../world.ts'
import { fetchFor, refuseUsed, usedIn, withBrought } from './definitions.ts'
import type { Rules } from './rules.ts'

/** What happens around a session when it changes. */
export interface SessionEvents {
  /** After the change is on disk. */
  changed(session: Session): void
  /** Seats that are no longer in the session, or at another table. */
  left(session: Session, seats: readonly string[]): void
  handedIn(session: Session, board: string): Promise<void>
  /** Tables are to see what their laptops wrote alone. */
  shown(session: Session, what: readonly Shown[]): Promise<void>
  /** A step was opened: what the boards were like until then is to be kept. */
  pushed(session: Session): Promise<void>
  /** Boards of the item may lack what was handed on to it, or comes with its exercise. */
  laid(session: Session, item: AgendaItem, exercise: Exercise): Promise<void>
  /** Puts a board back to a version; null when that cannot be read. See `Boards.putBack`. */
  putBack(
    session: Session,
    board: string,
    to: { readonly version: number; readonly since?: number },
    exercise: Exercise,
  ): Promise<PutBack | null>
  /** Exercises of the library as this session is to use them, beside those that it has. */
  bring(ids: readonly string[], days: readonly AgendaDay[], beside: readonly Exercise[]): Promise<readonly Exercise[] | Refusal>
  /** True when a card stands on one of the boards. */
  areUsed(session: string, boards: readonly string[], exercise: Exercise): Promise<boolean>
  /** A join code that nobody has. */
  newCode(): string
  /** Nobody uses the session any longer and it is out of memory. */
  letGo(session: string): void
}

/** A step whose end could not be written is closed as soon as it can. */
const ringAgainMs = 1000
/** The longest time that setTimeout can wait. */
const longestWaitMs = 2 ** 31 - 1

/**
 * One open session. Commands are carried out one after the other: looked up in the ledger, allowed, compared with the
 * turn, reduced, put on disk; only then answered and told to others.
 */
export class OpenSession {
  #definitions: readonly Exercise[]
  #exercises: ReadonlyMap<string, Exercise>
  readonly #storage: Storage
  readonly #world: World
  readonly #events: SessionEvents
  readonly #rules: Rules
  readonly #ledger: Map<string, Answer>
  #session: Session
  readonly #turns = new Turns()
  #alarm: NodeJS.Timeout | undefined
  #isClosed = false
  #isOver = false
  /** Versions on their way to the disk. */
  readonly #keeping = new Set<Promise<void>>()
  /** What was written alone, on its way to its table. */
  #showing: Promise<void> = Promise.resolve()

  constructor(stored: StoredSession, storage: Storage, world: World, events: SessionEvents, rules: Rules) {
    this.#definitions = stored.exercises
    this.#exercises = usedIn(stored.session, stored.exercises)
    this.#storage = storage
    this.#world = world
    this.#events = events
    this.#rules = rules
    this.#ledger = new Map(stored.ledger)
    this.#session = stored.session
    this.#setAlarm()
    // The process may have ended between a command and what follows from it.
    this.#turns
      .take(() => this.#lay())
      .catch((error: unknown) => log('error', 'What boards may lack could not be put down', { session: this.#session.id, error }))
    this.#show(ownBoardsShown(this.#session))
  }

  get session(): Session {
    return this.#session
  }

  /** Those of its agenda. */
  get exercises(): ReadonlyMap<string, Exercise> {
    return this.#exercises
  }

  /** True while a timer of a step runs: then the session must not be let go. */
  get isWaiting(): boolean {
    return this.#alarm !== undefined
  }

  /** Carries out what came from a socket; the same command again gets the same answer and is not done twice. */
  async carryOut(person: Person, raw: unknown): Promise<Answer> {
    const envelope = parseEnvelope(raw)
    if (isRefusal(envelope)) return { ok: false, ...envelope }
    const { command } = envelope
    // Not in turn: the library is read from many files.
    const around = { session: this.#session, exercises: this.#exercises, rules: this.#rules, events: this.#events }
    const brings = command.do === 'set-agenda' && !this.#ledger.has(envelope.id)
    // Whatever else is asked takes its turn at once: the end of a step must not come before what was asked earlier.
    const brought = brings ? await fetchFor(person, command, around) : []
    if (isRefusal(brought)) return { ok: false, ...brought }
    const answer = await this.#turns.take(() => this.#decide(person, envelope, brought))
    // Neither in turn: one table's slow board holds nobody else up. A hand-in that is sent again asks for its version again.
    if (answer.ok && command.do === 'hand-in' && person.is === 'seat') await this.#keepHandedIn(command.step, person.group)
    if (answer.ok && command.do === 'open-step') void this.#track(this.#events.pushed(this.#session))
    return answer
  }

  /** A laptop takes a place, and gives up the one that it had; resolves when it is on disk. */
  join(seat: Seat, left: string | null): Promise<Answer> {
    return this.#turns.take(() =>
      this.#keep(takeSeat(this.#session, seat, left), {
        id: `join-${newId(this.#world)}`,
        by: seat.id,
        command: { do: 'join', seat: seat.id },
      }),
    )
  }

  /** A laptop has gone to another session. */
  leave(seat: string): Promise<Answer> {
    return this.#turns.take(() =>
      this.#keep(leaveSeat(this.#session, seat), { id: `leave-${newId(this.#world)}`, by: seat, command: { do: 'remove-seat', seat } }),
    )
  }

  /** The disk writes again: what belongs to earlier commands and was refused is done now. */
  catchUp(): Promise<void> {
    return this.#turns.take(() => {
      this.#show(ownBoardsShown(this.#session))
      return this.#lay()
    })
  }

  /** Resolves when no command is under way and none waits. */
  idle(): Promise<void> {
    return this.#turns.idle()
  }

  /** Forgets timers, and waits for what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#setAlarm()
    await this.idle()
    await Promise.all(this.#keeping)
  }

  /** The session is no more: waits for what is under way and does nothing that is asked later. */
  async end(): Promise<void> {
    this.#isOver = true
    await this.close()
  }

  async #decide(person: Person, { id, turn, command }: Envelope, brought: readonly Exercise[]): Promise<Answer> {
    const before = this.#ledger.get(id)
    if (before) return before
    const refusal = this.#rules.may(person, command, this.#session) ?? this.#rules.tooLate(command, turn, this.#session)
    if (refusal) return { ok: false, ...refusal }
    if (!fits(command, this.#exercises, this.#session.agenda)) return { ok: false, ...refuse('not-understood') }
    const used = await refuseUsed(command, this.#session, this.#exercises, this.#events)
    if (used) return { ok: false, ...used }
    const name = nameOf(person, this.#session)
    // Before the command is kept: if the process ends in between, it is sent again, and finds the board as it shall be.
    const putBack = await this.#putBack(command)
    if (isRefusal(putBack)) return { ok: false, ...putBack }
    const ids = { newId: () => newId(this.#world), newCode: () => this.#events.newCode() }
    const next = reduce(this.#session, command, { now: this.#world.now(), person, name, ...ids, putBack, brought })
    if (isRefusal(next)) return { ok: false, ...next }
    const answer = await this.#keep(next, { id, by: name, command }, brought)
    if (laysDown.has(command.do)) await this.#lay()
    return answer
  }

  async #putBack(command: Command): Promise<PutBack | Refusal | null> {
    if (command.do !== 'restore' && command.do !== 'undo-restore') return null
    const item = this.#session.agenda.find((one) => one.exercise === command.exercise)
    const exercise = this.#exercises.get(command.exercise)
    if (!item || !exercise) return refuse('unknown-exercise')
    const board = this.#session.groups.some(({ id }) => id === command.group) ? item.boards[command.group] : undefined
    if (board === undefined) return refuse('unknown-group')
    const last = item.restored?.[command.group]
    if (command.do === 'undo-restore' && (!last || last.undone)) return refuse('not-restored')
    const to = command.do === 'restore' ? { version: command.version } : { version: last?.before ?? 0, since: last?.to.id ?? 0 }
    return (await this.#events.putBack(this.#session, board, to, exercise)) ?? refuse('unknown-version')
  }

  async #keep(after: Session, entry: Pick<LedgerEntry, 'id' | 'by' | 'command'>, brought: readonly Exercise[] = []): Promise<Answer> {
    if (this.#isOver) return { ok: false, ...refuse('unknown-session') }
    const next = rememberGone(this.#session, after)
    const answer: Answer = { ok: true, revision: next.revision }
    const definitions = withBrought(this.#definitions, brought)
    const exercises = brought.length > 0 ? { exercises: definitions } : {}
    try {
      await this.#storage.appendCommand(next, { ...entry, at: this.#world.now(), answer, ...exercises })
    } catch (error) {
      // The session in memory is still the one on disk: nothing of the command is done, and it may be sent again.
      return { ok: false, ...refuse(isCannotSave(error) ? 'cannot-save' : 'something-broke') }
    }
    this.#ledger.set(entry.id, answer)
    // Who sits at another table now comes back with other rights.
    const gone = this.#session.seats
      .filter(({ id, group }) => !next.seats.some((seat) => seat.id === id && seat.group === group))
      .map(({ id }) => id)
    const more = newlyShown(this.#session, next)
    this.#definitions = definitions
    if (next.agenda !== this.#session.agenda) this.#exercises = usedIn(next, definitions)
    this.#session = next
    this.#setAlarm()
    this.#events.changed(next)
    if (gone.length > 0) this.#events.left(next, gone)
    this.#show(more)
    return answer
  }

  async #lay(): Promise<void> {
    for (const item of this.#session.agenda) {
      const exercise = this.#exercises.get(item.exercise)
      const isLaid = (item.givens?.length ?? 0) > 0 || (exercise?.start !== undefined && hasBegun(item))
      if (exercise && isLaid) await this.#events.laid(this.#session, item, exercise)
    }
  }

  #show(what: readonly Shown[]): void {
    if (what.length > 0) this.#showing = this.#track(this.#events.shown(this.#session, what))
  }

  async #keepHandedIn(step: string, group: string): Promise<void> {
    const item = this.#session.agenda.find((one) => one.steps.some((run) => run.id === step))
    const board = item?.boards[group]
    if (board === undefined) return
    // A hand-in shows what was written alone: it belongs to what is handed in.
    await this.#showing
    await this.#track(this.#events.handedIn(this.#session, board))
  }

  #track(version: Promise<void>): Promise<void> {
    this.#keeping.add(version)
    return version.finally(() => this.#keeping.delete(version))
  }

  /** Sets one timer for the end of the open step that ends first, with the time of its group with most. */
  #setAlarm(leastMs = 0): void {
    clearTimeout(this.#alarm)
    this.#alarm = undefined
    const [first] = this.#running()
    if (!first || this.#isClosed) return
    const wait = first.end - this.#world.now()
    this.#alarm = setTimeout(() => void this.#turns.take(() => this.#ring()), Math.min(Math.max(wait, leastMs), longestWaitMs))
  }

  /** The alarm was set before the commands that were under way when it rang: one of them may have given more time. */
  async #ring(): Promise<void> {
    const [first] = this.#running()
    if (!first || first.end > this.#world.now()) return this.#setAlarm()
    const { ok } = await this.#timeIsOver(first.id)
    if (!ok) this.#setAlarm(ringAgainMs)
  }

  /** Steps whose clocks run, in the order in which they end. */
  #running(): readonly { readonly id: string; readonly end: Ms }[] {
    return openSteps(this.#session)
      .flatMap((step) => {
        const end = endOf(this.#session, step)
        return end === null ? [] : [{ id: step.id, end }]
      })
      .toSorted((one, other) => one.end - other.end)
  }

  /** Closes softly: nothing that is typed is lost. */
  #timeIsOver(step: string): Promise<Answer> {
    const next = timeIsOver(this.#session, step, this.#world.now())
    return this.#keep(next, { id: `over-${newId(this.#world)}`, by: '', command: { do: 'close-step', step } })
  }
}

/** Commands after which boards may lack what stands on them without anybody's doing. */
const laysDown: ReadonlySet<Command['do']> = new Set(['open-step', 'hand-on', 'add-group', 'set-tables'])

function nameOf(person: Person, session: Session): string {
  if (person.is === 'facilitator') return person.name
  return person.is === 'seat' ? (session.seats.find((seat) => seat.id === person.seat)?.name ?? '') : ''
}
