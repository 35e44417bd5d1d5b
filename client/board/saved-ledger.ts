import { carriesEdits, message } from '../../shared/protocol/sync.ts'

/** What a page knows about its own edits: how many it made, and up to which the server has them on disk. */
export class SavedLedger {
  #made = 0
  #saved = 0
  /** For each edit frame sent on the present connection, in order: the number of edits it covers. */
  #frames: number[] = []
  #answered = 0
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get unsaved(): number {
    return this.#made - this.#saved
  }

  /** An edit was made here; call before the provider sends it. */
  edited(): void {
    this.#made += 1
    this.#changed()
  }

  connectionStarted(): void {
    this.#frames = []
    this.#answered = 0
  }

  frameSent(): void {
    this.#frames.push(this.#made)
  }

  /** The server has the first `frames` edit frames of this connection on disk. */
  framesSaved(frames: number): void {
    if (frames <= this.#answered || frames > this.#frames.length) return
    this.#answered = frames
    this.#saved = Math.max(this.#saved, this.#frames[frames - 1] ?? 0)
    this.#changed()
  }
}

/** A WebSocket that tells the ledger about every frame with edits; y-websocket takes it as its polyfill. */
export function countingSocket(ledger: SavedLedger): typeof WebSocket {
  return class CountingSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      ledger.connectionStarted()
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (data instanceof Uint8Array && carriesEdits(data)) ledger.frameSent()
      super.send(data)
    }
  }
}

export const savedType = message.saved
