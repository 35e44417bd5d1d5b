import type { AgendaDay } from '../../shared/exercise/agenda.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { numberedSteps, whoseOwnBoard } from '../../shared/session/alone.ts'
import { newSession } from '../../shared/session/new-session.ts'
import { sessionOfNarrative } from '../../shared/report/narrative.ts'
import type { Granted } from '../../shared/exercise/allowed.ts'
import { allowedOn, isBoardLocked } from '../../shared/session/run-step.ts'
import { idsOf, type AgendaItem, type Session } from '../../shared/session/session.ts'
import type { ImportedBoard, Storage, World } from '../ports.ts'
import { newCode, newId, plainCode } from '../world.ts'
import { OpenSession, type SessionEvents } from './open-session.ts'
import { rules as ownRules, type Rules } from './rules.ts'

/** What a new session is made from. */
export interface Plan {
  readonly title: string
  readonly place: string
  readonly groups: number
  readonly exercises: readonly Exercise[]
  readonly days?: readonly AgendaDay[] | undefined
}

/** Whose board it is: of a group, of no group (the narrative), or of one seat of a group. */
export interface BoardPlace {
  readonly session: string
  readonly group: string | null
  readonly seat?: string
}

/**
 * Every session of this server; one is open while somebody uses it or a timer runs. Each use is closed again,
 * so that a server that runs for weeks holds only what is in use.
 */
export class OpenSessions {
  readonly #storage: Storage
  readonly #world: World
  readonly #events: Omit<SessionEvents, 'newCode'>
  readonly #rules: Rules
  readonly #sessions = new Map<string, Session>()
  readonly #boards = new Map<string, { readonly session: string; readonly group: string; readonly exercise: string }>()
  readonly #open = new Map<string, Promise<OpenSession | null>>()
  readonly #uses = new Map<string, number>()
  readonly #arriving = new Set<string>()
  /** By what a session is at a moment, for it is another value after each command. */
  readonly #granted = new WeakMap<Session, Map<string, Granted>>()

  constructor(storage: Storage, world: World, events: Omit<SessionEvents, 'newCode'>, rules = ownRules) {
    this.#storage = storage
    this.#world = world
    this.#events = events
    this.#rules = rules
  }

  /** Reads what there is and sets the timers of open steps again. */
  async start(): Promise<void> {
    for (const session of await this.#storage.sessions()) this.#know(session)
    for (const session of this.#sessions.values()) {
      const isOpen = session.agenda.some((item) => item.steps.some((step) => step.state.is === 'open'))
      if (isOpen) await this.use(session.id, () => Promise.resolve())
    }
  }

  sessions(): readonly Session[] {
    return [...this.#sessions.values()]
  }

  session(id: string): Session | null {
    return this.#sessions.get(id) ?? null
  }

  /** Where a code leads: to a session, or to one table of it. */
  placeWithCode(typed: string): { readonly session: Session; readonly group: string | null } | null {
    const code = plainCode(typed)
    for (const session of this.#sessions.values()) {
      if (session.code === code) return { session, group: null }
      const group = session.groups.find((one) => one.code === code)
      if (group) return { session, group: group.id }
    }
    return null
  }

  boardPlace(board: string): BoardPlace | null {
    const narrated = sessionOfNarrative(board)
    if (narrated !== null) return this.#sessions.has(narrated) ? { session: narrated, group: null } : null
    return this.#boards.get(board) ?? this.#placeOfOwn(board)
  }

  /** True while nobody at its table may write on the board. */
  isLocked(board: string): boolean {
    const item = this.#itemOf(board)
    const group = this.boardPlace(board)?.group
    return item !== undefined && typeof group === 'string' && isBoardLocked(item, group)
  }

  /** What a seat may do on the board now. Asked at every edit, and the same as long as the session is. */
  grantedOn(board: string, seat: string): Granted {
    const session = this.#sessions.get(this.boardPlace(board)?.session ?? '')
    if (!session) return this.#newlyGranted(board, seat)
    const known = this.#granted.get(session) ?? new Map<string, Granted>()
    this.#granted.set(session, known)
    const key = `${board} ${seat}`
    const granted = known.get(key) ?? this.#newlyGranted(board, seat)
    known.set(key, granted)
    return granted
  }

  #newlyGranted(board: string, seat: string): Granted {
    const item = this.#itemOf(board)
    const place = this.boardPlace(board)
    const one = place && this.#sessions.get(place.session)?.seats.find(({ id }) => id === seat)
    return { ...(item && typeof place?.group === 'string' ? allowedOn(item, place.group) : {}), as: one ? idsOf(one) : [seat] }
  }

  /** A board on which one seat writes alone, in a step where that is done. */
  #placeOfOwn(board: string): BoardPlace | null {
    const own = whoseOwnBoard(board)
    if (!own) return null
    for (const session of this.#sessions.values()) {
      const seat = session.seats.find((one) => idsOf(one).includes(own.seat))
      const run = numberedSteps(session.agenda).find(({ number }) => number === own.step)?.run
      if (seat) return run?.alone ? { session: session.id, group: seat.group, seat: seat.id } : null
    }
    return null
  }

  #itemOf(board: string): AgendaItem | undefined {
    const own = whoseOwnBoard(board)
    const session = own && this.#sessions.get(this.#placeOfOwn(board)?.session ?? '')
    const numbered = own && numberedSteps(session?.agenda ?? []).find(({ number }) => number === own.step)
    if (numbered) return numbered.item
    const place = this.#boards.get(board)
    return place && this.#sessions.get(place.session)?.agenda.find(({ exercise }) => exercise === place.exercise)
  }

  async create(plan: Plan): Promise<Session> {
    const made = { ...plan, id: newId(this.#world), code: this.#freshCode(), created: this.#world.now(), zone: this.#world.zone() }
    const session = newSession(made, () => newId(this.#world))
    await this.#storage.createSession(session, plan.exercises)
    this.#know(session)
    return session
  }

  /** A session from elsewhere, with its boards; null where it, or a board of it, is here already. */
  async admit(given: Omit<Session, 'code'>, exercises: readonly Exercise[], boards: readonly ImportedBoard[]): Promise<Session | null> {
    const isKnown = this.#sessions.has(given.id) || boards.some(({ board }) => this.boardPlace(board) !== null)
    if (isKnown || this.#arriving.has(given.id)) return null
    this.#arriving.add(given.id)
    try {
      const session = { ...given, code: this.#freshCode() }
      await this.#storage.importSession(session, exercises, boards, this.#world.now())
      this.#know(session)
      return session
    } finally {
      this.#arriving.delete(given.id)
    }
  }

  /** Forgets a session for good: nobody finds it from now on. Resolves when its last command has been carried out. */
  async end(id: string): Promise<void> {
    this.#events.letGo(id)
    const loading = this.#open.get(id)
    for (const [board, place] of this.#boards) if (place.session === id) this.#boards.delete(board)
    for (const map of [this.#sessions, this.#open, this.#uses]) map.delete(id)
    const open = await (loading ?? Promise.resolve(null)).catch(() => null)
    await open?.end()
  }

  /** Takes back a session that could not be wiped. */
  takeBack(session: Session): void {
    this.#know(session)
  }

  /** Does something with an open session; null when there is no such session. */
  async use<Result>(id: string, work: (open: OpenSession) => Promise<Result>): Promise<Result | null> {
    const open = await this.enter(id)
    if (!open) return null
    try {
      return await work(open)
    } finally {
      await this.leave(id)
    }
  }

  /** Opens a session for somebody who will `leave` it. Concurrent arrivals load it once. */
  async enter(id: string): Promise<OpenSession | null> {
    if (!this.#sessions.has(id)) return null
    this.#uses.set(id, (this.#uses.get(id) ?? 0) + 1)
    const loading = this.#open.get(id) ?? this.#load(id)
    this.#open.set(id, loading)
    try {
      const open = await loading
      if (!open) await this.leave(id)
      return open
    } catch (error) {
      await this.leave(id)
      throw error
    }
  }

  async leave(id: string): Promise<void> {
    this.#uses.set(id, Math.max((this.#uses.get(id) ?? 0) - 1, 0))
    await this.#letGoIfUnused(id)
  }

  async #letGoIfUnused(id: string): Promise<void> {
    if ((this.#uses.get(id) ?? 0) > 0) return
    const loading = this.#open.get(id)
    const open = await (loading ?? Promise.resolve(null)).catch(() => null)
    // It stays where everybody finds it until its commands are carried out: a session never has two.
    await open?.idle()
    if ((this.#uses.get(id) ?? 0) > 0 || open?.isWaiting || this.#open.get(id) !== loading) return
    this.#open.delete(id)
    this.#uses.delete(id)
    this.#events.letGo(id)
    await open?.close()
  }

  /** The disk writes again after it had refused. */
  async catchUp(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.use(id, (open) => open.catchUp())))
  }

  /** True while somebody is connected to a session, or something of it is on its way. */
  isInUse(id: string): boolean {
    return (this.#uses.get(id) ?? 0) > 0
  }

  /** How many sessions are held in memory. */
  get openCount(): number {
    return this.#open.size
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()]
    this.#open.clear()
    await Promise.all(open.map(async (one) => (await one.catch(() => null))?.close()))
  }

  async #load(id: string): Promise<OpenSession | null> {
    const stored = await this.#storage.loadSession(id)
    const events = { ...this.#events, changed: (session: Session) => this.#changed(session), newCode: () => this.#freshCode() }
    return stored && new OpenSession(stored, this.#storage, this.#world, events, this.#rules)
  }

  #changed(session: Session): void {
    // Wiped while its last command was on its way.
    if (!this.#sessions.has(session.id)) return
    this.#know(session)
    this.#events.changed(session)
    // A step that ended in an empty room leaves nothing to wait for.
    void this.#letGoIfUnused(session.id)
  }

  #know(session: Session): void {
    const before = this.#sessions.get(session.id)
    if (before && before.agenda !== session.agenda) {
      const kept = new Set(session.agenda.flatMap((item) => Object.values(item.boards)))
      const were = before.agenda.flatMap((item) => Object.values(item.boards))
      for (const board of were) if (!kept.has(board)) this.#boards.delete(board)
    }
    this.#sessions.set(session.id, session)
    for (const item of session.agenda) {
      for (const [group, board] of Object.entries(item.boards)) {
        this.#boards.set(board, { session: session.id, group, exercise: item.exercise })
      }
    }
  }

  #freshCode(): string {
    const code = newCode(this.#world)
    return this.placeWithCode(code) ? this.#freshCode() : code
  }
}
