import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { cardsRoot } from '../../shared/board/board.ts'
import type { Granted } from '../../shared/exercise/allowed.ts'
import { syncPath, type Hat } from '../../shared/protocol/control.ts'
import { presenceSchema, type Presence } from '../../shared/protocol/presence.ts'
import { message, readAllowed, readSaved } from '../../shared/protocol/sync.ts'
import { steadyNow } from '../connection/steady-clock.ts'
import { boardSocket, SavedLedger } from './saving-socket.ts'

interface Given {
  readonly board: string
  readonly hat: Hat
  /** The origin of what this laptop does: that alone can be undone here. */
  readonly me: object
}

/** What a board hears of its document and of the way to the server. */
interface Heard {
  /** Something was done on this laptop; it counts as not saved from here on. */
  readonly edited: (update: Uint8Array) => void
  /** More is not saved than before, or less. */
  readonly counted: (ledger: SavedLedger) => void
  readonly granted: (granted: Granted | null) => void
  readonly connected: (isConnected: boolean) => void
  /** The document is as the server has it, or is not any more. */
  readonly synced: (isSynced: boolean, line: Line) => void
  /** The server has closed it, and says by the code why. */
  readonly closed: (code: number) => void
  readonly others: (others: readonly Presence[]) => void
  readonly undoable: () => void
}

/** A document, its undo and its way to the server. They live and end together. */
export class Line {
  readonly doc = new Y.Doc()
  readonly undo: Y.UndoManager
  readonly provider: WebsocketProvider
  readonly ledger: SavedLedger

  constructor({ board, hat, me }: Given, heard: Heard) {
    const { doc } = this
    const ledger = new SavedLedger(
      () => steadyNow(),
      () => heard.counted(ledger),
    )
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    // Registered before the provider's own listener, so that an edit is counted before it is sent.
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === provider) return
      heard.edited(update)
      ledger.edited()
    })
    const provider = new WebsocketProvider(`${scheme}://${location.host}${syncPath(hat)}`, board, doc, {
      disableBc: true,
      // Not the same for all: a room of laptops that lost the server comes back one after the other.
      maxBackoffTime: 3000 + Math.random() * 2000,
      WebSocketPolyfill: boardSocket(ledger),
    })
    provider.messageHandlers[message.saved] = (_encoder, decoder) => ledger.confirmed(readSaved(decoder))
    provider.messageHandlers[message.allowed] = (_encoder, decoder) => heard.granted(readAllowed(decoder))
    provider.on('status', ({ status }) => heard.connected(status === 'connected'))
    provider.on('sync', (isSynced) => heard.synced(isSynced, this))
    provider.on('connection-close', (event) => {
      if (event && event.code >= 4400 && event.code < 4500) heard.closed(event.code)
    })
    provider.awareness.on('change', () => heard.others(this.#others()))
    const undo = new Y.UndoManager(doc.getMap(cardsRoot), { trackedOrigins: new Set([me]), captureTimeout: 400 })
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) undo.on(event, () => heard.undoable())
    this.ledger = ledger
    this.provider = provider
    this.undo = undo
  }

  #others(): readonly Presence[] {
    const states = [...this.provider.awareness.getStates()].filter(([id]) => id !== this.doc.clientID)
    return states.flatMap(([, state]) => {
      const parsed = presenceSchema.safeParse(state)
      return parsed.success ? [parsed.data] : []
    })
  }

  end(): void {
    this.provider.destroy()
    this.doc.destroy()
  }
}
