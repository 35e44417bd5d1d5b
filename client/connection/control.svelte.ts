import { io, type Socket } from 'socket.io-client'
import type { Merged } from '../../shared/merge/cluster.ts'
import {
  controlPath,
  type Activity,
  type Answer,
  type BoardCards,
  type ClientToServer,
  type Hat,
  type ServerToClient,
} from '../../shared/protocol/control.ts'
import { steering, type Command, type Envelope } from '../../shared/session/commands.ts'
import type { SessionView } from '../../shared/session/view.ts'
import { newId } from './new-id.ts'
import { Turns } from './turns.ts'

/** Without a tick (there is one every 2 s) for this long we are not connected, whatever the socket believes. */
const silenceMs = 4200
const connectMs = 4000
const answerMs = 4000
const clockCalls = 5

/** The control channel of one session: views come down, commands go up until they are answered. */
export class ControlConnection {
  view = $state.raw<SessionView | null>(null)
  merged = $state.raw<Merged | null>(null)
  activity = $state.raw<readonly Activity[]>([])
  boards = $state.raw<readonly BoardCards[]>([])
  connected = $state(false)
  /** The server's clock less ours, in ms; the quickest of five calls counts. */
  serverOffset = $state(0)
  readonly #socket: Socket<ServerToClient, ClientToServer>
  readonly #watch: ReturnType<typeof setInterval>
  readonly #turns = new Turns()
  #heard = 0
  #quickest = Infinity

  constructor(hat: Hat, session: string) {
    const socket: Socket<ServerToClient, ClientToServer> = io({
      path: controlPath(hat),
      query: { session },
      // Boards need WebSockets anyway; requests of polling that hang in a dead network would use up the browser's six connections.
      transports: ['websocket'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 3000,
      timeout: connectMs,
    })
    this.#socket = socket
    socket.on('view', (view) => {
      this.#hear()
      if (!this.view || view.revision >= this.view.revision || view.id !== this.view.id) this.view = view
    })
    socket.on('merged', (merged) => (this.merged = merged))
    socket.on('activity', (activity) => (this.activity = activity))
    socket.on('boards', (boards) => (this.boards = boards))
    socket.on('tick', () => this.#hear())
    socket.on('connect', () => {
      this.#hear()
      this.#quickest = Infinity
      this.#compareClocks(clockCalls)
    })
    socket.on('disconnect', () => (this.connected = false))
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

  async #carry(envelope: Envelope): Promise<Answer> {
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
    this.#socket.close()
  }

  #hear(): void {
    this.#heard = performance.now()
    this.connected = true
  }

  #compareClocks(calls: number): void {
    if (calls === 0) return
    const sent = Date.now()
    this.#socket.emit('clock', sent, (_, now) => {
      const took = Date.now() - sent
      if (took < this.#quickest) {
        this.#quickest = took
        this.serverOffset = now + took / 2 - Date.now()
      }
      this.#compareClocks(calls - 1)
    })
  }
}
