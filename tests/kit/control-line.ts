import { randomBytes } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { controlPath, type Answer, type ClientToServer, type Hat, type ServerToClient } from '../../shared/protocol/control.ts'
import { steering, type Command } from '../../shared/session/commands.ts'
import type { SessionView } from '../../shared/session/view.ts'
import type { Door } from './door.ts'
import type { Witness } from './witness.ts'

const answerMs = 4000

/** The control channel of one laptop: views come down, commands go up until they are answered. */
export class ControlLine {
  view: SessionView | null = null
  /** Commands that were carried out, with the revision that each made. */
  readonly done: { readonly command: Command; readonly revision: number }[] = []
  readonly #socket: Socket<ServerToClient, ClientToServer>
  readonly #witness: Witness
  readonly #watchers = new Set<(view: SessionView) => void>()
  readonly #name = randomBytes(10).toString('hex')
  #sent = 0
  #check: ((has: ReadonlyMap<number, number>) => void) | null = null

  constructor(door: Door, hat: Hat, session: string, witness: Witness) {
    this.#witness = witness
    this.#socket = io(door.origin, {
      path: controlPath(hat),
      query: { session },
      transports: ['websocket'],
      extraHeaders: door.headers,
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
    })
    this.#socket.on('disconnect', () => (this.#check = witness.expect()))
    this.#socket.on('view', (view) => {
      this.#check?.(new Map([[0, view.revision]]))
      this.#check = null
      this.view = view
      this.#watchers.forEach((watcher) => watcher(view))
    })
  }

  get connected(): boolean {
    return this.#socket.connected
  }

  /** Calls for each view from now on; returns the way to stop. */
  watch(watcher: (view: SessionView) => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** Resolves when the server has the command on disk, or refuses it; sent again with the same id until then. */
  async send(command: Command): Promise<Answer> {
    const id = `${this.#name}-${this.#sent++}`
    const envelope = { id, turn: steering.has(command.do) ? (this.view?.turn ?? 0) : null, command }
    for (;;) {
      const answer = await this.#sendOnce(envelope)
      if (!answer) continue
      if (answer.ok) {
        this.#witness.saved(0, answer.revision)
        this.done.push({ command, revision: answer.revision })
      }
      return answer
    }
  }

  close(): void {
    this.#socket.close()
  }

  /** Null when no answer came in time: it may or may not have arrived, and the same id makes asking again harmless. */
  async #sendOnce(envelope: unknown): Promise<Answer | null> {
    if (!this.#socket.connected) await new Promise<void>((resolve) => this.#socket.once('connect', () => resolve()))
    try {
      return (await this.#socket.timeout(answerMs).emitWithAck('command', envelope)) as Answer
    } catch {
      return null
    }
  }
}
