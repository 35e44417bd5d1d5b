import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { addCard, changeCard, moveCard, readBoard, removeCard } from '../../shared/board/board.ts'
import type { Exercise, Field, Kind } from '../../shared/exercise/exercise.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import { syncPath } from '../../shared/protocol/control.ts'
import { presenceSchema, type Presence } from '../../shared/protocol/presence.ts'
import { message, readSaved } from '../../shared/protocol/sync.ts'
import { newId } from '../connection/new-id.ts'
import { SavedLedger, savingSocket } from './saving-socket.ts'

/** A group's board on this laptop: cards to read, verbs to change them, and what the server has on disk. */
export class Board {
  cards = $state.raw<readonly Card[]>([])
  /** True once the board as the server has it is here: before that, empty means nothing. */
  loaded = $state(false)
  connected = $state(false)
  unsaved = $state(0)
  savedAt = $state<number | null>(null)
  others = $state.raw<readonly Presence[]>([])
  canUndo = $state(false)
  canRedo = $state(false)
  /** A close code after which there is no coming back by itself. */
  closed = $state<number | null>(null)
  readonly #doc = new Y.Doc()
  readonly #me = {}
  readonly #undo: Y.UndoManager
  readonly #provider: WebsocketProvider
  readonly #exercise: Exercise
  readonly #seat: string

  constructor(board: string, seat: string, exercise: Exercise) {
    this.#exercise = exercise
    this.#seat = seat
    const ledger = new SavedLedger(
      () => Date.now(),
      () => {
        this.unsaved = ledger.unsaved
        this.savedAt = ledger.lastSavedAt
      },
    )
    // Registered before the provider's own listener, so that an edit is counted before it is sent.
    this.#doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin !== this.#provider) ledger.edited()
    })
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    this.#provider = new WebsocketProvider(`${scheme}://${location.host}${syncPath('seat')}`, board, this.#doc, {
      disableBc: true,
      maxBackoffTime: 4000,
      WebSocketPolyfill: savingSocket(ledger),
    })
    this.#provider.messageHandlers[message.saved] = (_encoder, decoder) => ledger.confirmed(readSaved(decoder))
    this.#provider.on('status', ({ status }) => (this.connected = status === 'connected'))
    this.#provider.on('sync', (synced) => (this.loaded ||= synced))
    this.#provider.on('connection-close', (event) => {
      if (event && event.code >= 4400 && event.code < 4500) this.#stop(event.code)
    })
    this.#undo = new Y.UndoManager(this.#doc.getMap('cards'), { trackedOrigins: new Set([this.#me]), captureTimeout: 400 })
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) this.#undo.on(event, () => this.#readUndo())
    this.#doc.on('afterTransaction', (transaction) => {
      if (transaction.changed.size > 0) this.cards = readBoard(this.#doc, this.#exercise)
    })
    this.#provider.awareness.on('change', () => this.#readOthers())
    this.look(null, null)
  }

  /** The new card's id. */
  add(kind: Kind, values: Readonly<Record<string, Value>>): string {
    const id = newId()
    addCard(this.#doc, id, kind, values, this.#me)
    return id
  }

  change(card: string, field: Field, value: Value): void {
    changeCard(this.#doc, card, field, value, this.#me)
  }

  move(card: string, order: number): void {
    moveCard(this.#doc, card, order, this.#me)
  }

  remove(card: string): void {
    removeCard(this.#doc, card, this.#me)
  }

  undo(): void {
    this.#undo.undo()
  }

  redo(): void {
    this.#undo.redo()
  }

  /** Tells the others at the table where this laptop is. */
  look(card: string | null, field: string | null): void {
    this.#provider.awareness.setLocalState({ seat: this.#seat, card, field } satisfies Presence)
  }

  /** Takes a fresh socket at once: the present one has gone silent, and nothing would say so for half a minute. */
  redial(): void {
    if (this.closed !== null) return
    this.#provider.disconnect()
    this.#provider.connect()
  }

  close(): void {
    this.#provider.destroy()
    this.#doc.destroy()
  }

  #stop(code: number): void {
    this.closed = code
    this.#provider.disconnect()
  }

  #readUndo(): void {
    this.canUndo = this.#undo.undoStack.length > 0
    this.canRedo = this.#undo.redoStack.length > 0
  }

  #readOthers(): void {
    const states = [...this.#provider.awareness.getStates()].filter(([id]) => id !== this.#doc.clientID)
    this.others = states.flatMap(([, state]) => {
      const parsed = presenceSchema.safeParse(state)
      return parsed.success ? [parsed.data] : []
    })
  }
}
