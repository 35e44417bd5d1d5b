import { carriesEdits } from '../../shared/protocol/sync.ts'
import { way } from '../connection/way.ts'
import { PolledSocket } from './polled-socket.ts'

const connectMs = 4000

/** Knows which of a person's edits are on the server's disk. Only the server's word counts. */
export class SavedLedger {
  readonly #now: () => number
  readonly #changed: () => void
  /** Local edits ever made, and how many of them are surely on disk. */
  #made = 0
  #saved = 0
  #frames = 0
  /** For each frame not yet confirmed: how many local edits had been made when it left. */
  #sent: { readonly frame: number; readonly made: number }[] = []
  #lastSavedAt: number | null = null

  constructor(now: () => number, changed: () => void) {
    this.#now = now
    this.#changed = changed
  }

  get unsaved(): number {
    return this.#made - this.#saved
  }

  /** Milliseconds on the client's own clock; null before the first. */
  get lastSavedAt(): number | null {
    return this.#lastSavedAt
  }

  /** Call for each local update of the document, from a listener registered before the provider's. */
  edited(): void {
    this.#made++
    this.#changed()
  }

  /** A new socket: the server counts from its start, and step 2 brings whatever it lacks. */
  connected(): void {
    this.#frames = 0
    this.#sent = []
  }

  /** Each frame that leaves; those without edits do not count. */
  left(frame: Uint8Array): void {
    if (carriesEdits(frame)) this.#sent.push({ frame: ++this.#frames, made: this.#made })
  }

  /** The server's word: so many frames of this socket are on disk. */
  confirmed(frames: number): void {
    while (this.#sent[0] && this.#sent[0].frame <= frames) this.#saved = Math.max(this.#saved, this.#sent.shift()?.made ?? 0)
    this.#lastSavedAt = this.#now()
    this.#changed()
  }
}

/** A WebSocket for y-websocket's `WebSocketPolyfill` that tells the ledger what leaves through it. */
function savingSocket(ledger: SavedLedger): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      ledger.connected()
      // In a dead network a socket would go on connecting for minutes, and y-websocket would wait for it.
      const patience = setTimeout(() => this.close(), connectMs)
      let opened = false
      this.addEventListener('open', () => {
        opened = true
        clearTimeout(patience)
      })
      this.addEventListener('close', () => {
        clearTimeout(patience)
        if (!opened) void way.failed()
      })
    }

    override send(data: string | Blob | BufferSource): void {
      super.send(data)
      if (data instanceof Uint8Array) ledger.left(data)
    }
  }
}

function savingPolls(ledger: SavedLedger): new (url: string | URL) => PolledSocket {
  return class extends PolledSocket {
    constructor(url: string | URL) {
      super(url, connectMs)
      ledger.connected()
    }

    override send(data: Uint8Array): void {
      super.send(data)
      ledger.left(data)
    }
  }
}

/** What carries a board, chosen anew for each connection: a WebSocket, or polls where these are blocked. */
export function boardSocket(ledger: SavedLedger): typeof WebSocket {
  const [Sockets, Polls] = [savingSocket(ledger), savingPolls(ledger)]
  // A constructor may give an object of another class; y-websocket asks for no more than both have.
  function Carrier(url: string | URL, protocols?: string | string[]) {
    return way.polls ? new Polls(url) : new Sockets(url, protocols)
  }
  return Carrier as unknown as typeof WebSocket
}
