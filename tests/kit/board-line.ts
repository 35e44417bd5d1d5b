import { clone, readVarUint, readVarUint8Array, type Decoder } from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { SavedLedger } from '../../client/board/saving-socket.ts'
import { syncPath } from '../../shared/protocol/control.ts'
import { message, readAllowed, readSaved, syncStep } from '../../shared/protocol/sync.ts'
import type { Door } from './door.ts'
import type { Witness } from './witness.ts'

interface Made {
  /** How far the own client id had counted after the edit. */
  readonly clock: number
  readonly at: number
  /** On which connection it left; an edit that waits for another one has no delay worth counting. */
  readonly connection: number
}

/** A board on one laptop: its document, its connection, and the ledger with which a real laptop says "saved". */
export class BoardLine {
  readonly board: string
  readonly doc = new Y.Doc()
  /** Milliseconds from an edit to the server's word that it is on disk, for edits whose connection held. */
  readonly delays: number[] = []
  /** The code with which the server sent this laptop away for good. */
  closed: number | null = null
  /** How often the line was lost. */
  losses = 0
  readonly #provider: WebsocketProvider
  readonly #witness: Witness
  readonly #made: Made[] = []
  readonly #ledger: SavedLedger
  #told = 0
  #connection = 0
  #check: (has: Map<number, number>) => void = () => undefined

  constructor(door: Door, board: string, witness: Witness) {
    this.board = board
    this.#witness = witness
    this.#ledger = new SavedLedger(
      () => performance.now(),
      () => this.#noteSaved(),
    )
    // Registered before the provider's own listener, so that an edit is counted before it is sent.
    this.doc.on('update', (_update: Uint8Array, origin: unknown) => origin === this.#provider || this.#noteEdit())
    const address = door.origin.replace(/^http/, 'ws') + syncPath('seat')
    const connecting = () => {
      this.#connection++
      this.#ledger.connected()
      this.#check = witness.expect()
    }
    const WebSocketPolyfill = socketFor(door, this.#ledger, connecting) as never
    this.#provider = new WebsocketProvider(address, board, this.doc, { disableBc: true, maxBackoffTime: 4000, WebSocketPolyfill })
    this.#provider.on('connection-close', (event) => {
      this.losses++
      if (event && event.code >= 4400 && event.code < 4500) this.closed = event.code
    })
    this.#listen()
  }

  get synced(): boolean {
    return this.#provider.synced
  }

  get awareness() {
    return this.#provider.awareness
  }

  /** Edits made here ever. */
  get edits(): number {
    return this.#made.length
  }

  /** How many of them, counted from the first, the server has called saved. */
  get saved(): number {
    return this.#made.length - this.#ledger.unsaved
  }

  /** Cuts the socket as a dead access point does; `online` comes back. */
  offline(): void {
    const socket = this.#provider.ws as unknown as WebSocket | null
    this.#provider.disconnect()
    socket?.terminate()
  }

  online(): void {
    this.#provider.connect()
  }

  close(): void {
    this.#provider.destroy()
    this.doc.destroy()
  }

  #listen(): void {
    const handlers = this.#provider.messageHandlers
    handlers[message.saved] = (_encoder, decoder) => this.#ledger.confirmed(readSaved(decoder))
    // Whoever is simulated tries what comes to mind: what is not allowed is refused.
    handlers[message.allowed] = (_encoder, decoder) => void readAllowed(decoder)
    const sync = handlers[message.sync]
    handlers[message.sync] = (encoder, decoder, provider, emitSynced, type) => {
      this.#hear(clone(decoder))
      sync?.(encoder, decoder, provider, emitSynced, type)
    }
  }

  /** Sync step 1 of the server says what it has. */
  #hear(decoder: Decoder): void {
    if (readVarUint(decoder) === syncStep.step1) this.#check(Y.decodeStateVector(readVarUint8Array(decoder)))
  }

  #noteEdit(): void {
    const clock = Y.getState(this.doc.store, this.doc.clientID)
    this.#made.push({ clock, at: performance.now(), connection: this.synced ? this.#connection : -1 })
    this.#ledger.edited()
  }

  #noteSaved(): void {
    const { saved } = this
    if (saved <= this.#told) return
    const now = performance.now()
    for (const made of this.#made.slice(this.#told, saved)) if (made.connection === this.#connection) this.delays.push(now - made.at)
    this.#told = saved
    this.#witness.saved(this.doc.clientID, this.#made[saved - 1]?.clock ?? 0)
  }
}

/** As `savingSocket` of the client, with the cookie that a browser would add by itself. */
function socketFor(door: Door, ledger: SavedLedger, connecting: () => void): new (address: string) => WebSocket {
  return class extends WebSocket {
    constructor(address: string) {
      connecting()
      super(address, { headers: door.headers })
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      super.send(data)
      if (data instanceof Uint8Array) ledger.left(data)
    }
  }
}
