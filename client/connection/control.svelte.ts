import { io, type Socket } from 'socket.io-client'
import type { Merged } from '../../shared/merge/cluster.ts'
import { changedBy } from '../../shared/merge/difference.ts'
import {
  controlPath,
  type Activity,
  type Answer,
  type BoardCards,
  type ClientToServer,
  type CopyState,
  type DiskState,
  type Hat,
  type ServerToClient,
} from '../../shared/protocol/control.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import { steering, type Command, type Envelope } from '../../shared/session/commands.ts'
import type { SessionView } from '../../shared/session/view.ts'
import { ask } from './api.ts'
import { ComingBack } from './coming-back.ts'
import { newId } from './new-id.ts'
import { better, readingOf, type Reading } from './server-clock.ts'
import { steadyNow } from './steady-clock.ts'
import { Turns } from './turns.ts'
import { way } from './way.ts'

/** Without a tick (there is one every 2 s) for this long we are not connected, whatever the socket believes. */
const silenceMs = 4200
const connectMs = 4000
const answerMs = 4000
const pollMs = 7000
const clockCalls = 5
/** More than a slow network makes a tick late. */
const clockJumpMs = 1500
/** No tick comes early: one that seems to shows that this laptop has slept, or that its clock runs slow. */
const clockLagMs = 200
/** Clocks part by seconds in a day: once a minute they are compared in any case. */
const ticksBetween = 30
/** So many times dialled in vain, it is asked whether the server refuses this page's address: a socket cannot say so. */
const inVain = 2

/** Where WebSockets are blocked each connection begins with polls and goes over to a WebSocket as soon as one works. */
const carriers = () => ({ transports: way.polls ? ['polling', 'websocket'] : ['websocket'] })

/** The control channel of one session: views come down, commands go up until they are answered. */
export class ControlConnection {
  view = $state.raw<SessionView | null>(null)
  merged = $state.raw<Merged | null>(null)
  activity = $state.raw<readonly Activity[]>([])
  boards = $state.raw<readonly BoardCards[]>([])
  /** Of the laptop that runs Roundtable; told to facilitators. */
  disk = $state<DiskState>('well')
  /** The copy that is kept in another folder; told to facilitators, null without one. */
  copy = $state.raw<CopyState | null>(null)
  connected = $state(false)
  /** Why the server does not let this page in; null while it does, or cannot be reached. It is asked again by itself. */
  refused = $state.raw<Refusal | null>(null)
  /** How often the server has let this page in. */
  entered = $state(0)
  /** The server's clock less `steadyNow()`, in ms. */
  serverOffset = $state(0)
  readonly #socket: Socket<ServerToClient, ClientToServer>
  readonly #watch: ReturnType<typeof setInterval>
  readonly #stopWatching: () => void
  readonly #turns = new Turns()
  readonly #unanswered = new Map<string, Envelope>()
  #heard = 0
  #reading: Reading | null = null
  #ticks = 0
  #dialled = 0
  /** No view has come yet through this socket. */
  #isFirst = true
  readonly #comingBack = new ComingBack(() => this.#socket.connect())

  /** Dials when `ready` has settled. */
  constructor(hat: Hat, session: string, ready: Promise<void> | null = null) {
    const socket: Socket<ServerToClient, ClientToServer> = io({
      path: controlPath(hat),
      query: { session },
      ...carriers(),
      // The server ticks every 2 s: a poll that takes longer hangs, and the browser has six connections to one host.
      requestTimeout: pollMs,
      reconnectionDelay: 500,
      reconnectionDelayMax: 3000,
      timeout: connectMs,
      autoConnect: ready === null,
    })
    this.#socket = socket
    void ready?.then(() => socket.connect())
    socket.on('view', (view) => {
      this.#hear()
      // Only now: a server that opens a connection and then breaks must not be dialled every second.
      this.refused = null
      this.#comingBack.letIn()
      // A server that goes on from a copy knows less than this page has seen: what it says first is how things are.
      if (this.#isFirst) this.#turns.forget()
      if (this.#isFirst || !this.view || view.revision >= this.view.revision || view.id !== this.view.id) this.view = view
      this.#isFirst = false
    })
    socket.on('merged', (merged) => (this.merged = merged))
    socket.on('mergedChange', (change) => (this.merged = this.merged && changedBy(this.merged, change)))
    socket.on('activity', (activity) => (this.activity = activity))
    socket.on('boards', (boards) => (this.boards = boards))
    socket.on('disk', (disk) => (this.disk = disk))
    socket.on('copy', (copy) => (this.copy = copy))
    socket.on('tick', (now) => {
      this.#hear()
      const ahead = now - steadyNow() - this.serverOffset
      if (ahead < clockLagMs && ahead > -clockJumpMs && ++this.#ticks < ticksBetween) return
      this.#compareAnew()
    })
    socket.io.on('open', () => {
      const { engine } = socket.io
      if (engine.transport.name === 'websocket') way.worked()
      engine.once('upgrade', () => way.worked())
    })
    this.#stopWatching = way.watch(() => {
      Object.assign(socket.io.opts, carriers())
      // Once again and at once, by the way that works.
      if (!socket.connected && socket.active) socket.disconnect().connect()
    })
    socket.on('connect', () => {
      this.#hear()
      this.#dialled = 0
      this.#isFirst = true
      this.entered++
      this.#compareAnew()
    })
    socket.on('disconnect', () => {
      this.connected = false
      if (!socket.active) this.#comingBack.ended()
    })
    socket.on('connect_error', (error) => {
      if (socket.active) {
        void way.failed()
        return void this.#askWhyNot()
      }
      // What the server has refused is not dialled again by socket.io.
      const said: unknown = 'data' in error ? error.data : null
      this.refused = isRefusal(said) ? said : refuse('something-broke')
      this.#comingBack.refused(this.refused.refused)
    })
    this.#watch = setInterval(() => {
      if (this.connected && performance.now() - this.#heard > silenceMs) {
        this.connected = false
        // A dead socket is not told apart from a slow one by waiting: it is left, and a new one dialled.
        socket.io.engine.close()
      }
    }, 500)
  }

  /** Resolves when the server has the command on disk, or refuses it. Retries with the same id are carried out once. */
  send(command: Command): Promise<Answer> {
    if (!steering.has(command.do)) return this.#carry({ id: newId(), turn: null, command })
    return this.#turns.send(this.view?.turn ?? 0, (turn) => this.#carry({ id: newId(), turn, command }))
  }

  /** Commands that the server has not answered, in their order. */
  get unanswered(): readonly Envelope[] {
    return [...this.#unanswered.values()]
  }

  /** Sends again what was not answered at another address, one after the other; resolves when the view has all of it. */
  async sendAgain(envelopes: readonly Envelope[]): Promise<Answer | null> {
    let refused: Answer | null = null
    for (const envelope of envelopes) {
      const answer = await this.#carry(envelope)
      if (answer.ok) await this.#seen(answer.revision)
      else refused = answer
    }
    return refused
  }

  #seen(revision: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if ((this.view?.revision ?? -1) < revision) return
        this.#socket.off('view', look)
        resolve()
      }
      this.#socket.on('view', look)
      look()
    })
  }

  async #carry(envelope: Envelope): Promise<Answer> {
    this.#unanswered.set(envelope.id, envelope)
    const answer = await this.#untilAnswered(envelope)
    this.#unanswered.delete(envelope.id)
    return answer
  }

  async #untilAnswered(envelope: Envelope): Promise<Answer> {
    for (;;) {
      if (!this.#socket.connected) await new Promise<void>((resolve) => this.#socket.once('connect', () => resolve()))
      try {
        return (await this.#socket.timeout(answerMs).emitWithAck('command', envelope)) as Answer
      } catch {
        // Not answered in time: it may or may not have arrived, and the same id makes asking again harmless.
      }
    }
  }

  close(): void {
    clearInterval(this.#watch)
    this.#stopWatching()
    this.#comingBack.stop()
    this.#socket.close()
  }

  async #askWhyNot(): Promise<void> {
    if (++this.#dialled < inVain) return
    this.#dialled = -Infinity
    const answer = await ask('GET', '/rt/health', undefined, { withinMs: answerMs })
    if (this.connected) return
    this.#dialled = 0
    this.refused = isRefusal(answer) && answer.refused === 'foreign-origin' ? answer : null
  }

  #hear(): void {
    this.#heard = performance.now()
    this.connected = true
  }

  #compareAnew(): void {
    this.#ticks = 0
    this.#compareClocks(clockCalls)
  }

  #compareClocks(calls: number): void {
    if (calls === 0) return
    const sent = steadyNow()
    this.#socket.emit('clock', sent, (_, now) => {
      this.#reading = better(this.#reading, readingOf(sent, steadyNow(), now))
      this.serverOffset = this.#reading.offset
      this.#compareClocks(calls - 1)
    })
  }
}
