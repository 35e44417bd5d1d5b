import type { Socket as Polling } from 'engine.io'
import { EventEmitter } from 'node:events'
import { closeCodes } from '../../shared/protocol/sync.ts'
import type { Carrier, Wire } from './carrier.ts'
import { payloadOf } from './message.ts'

/** A laptop that goes on sending while its edits wait for the disk is held in memory up to here. */
const mostHeldBytes = 8_388_608

/**
 * A board's connection where WebSockets are blocked: the same messages as requests over HTTP. To the line above it
 * behaves as a WebSocket. A text packet carries the close code, which long-polling has no place for.
 */
export class PolledSocket extends EventEmitter implements Carrier, Wire {
  readonly OPEN = 1
  /** Bytes that no request has taken along yet. */
  bufferedAmount = 0
  isPaused = false
  readonly #polling: Polling
  #held: Buffer[] = []
  #heldBytes = 0

  constructor(polling: Polling) {
    super()
    this.#polling = polling
    polling.on('message', (data: Buffer | string) => this.#hear(Buffer.isBuffer(data) ? data : Buffer.from(data)))
    polling.on('heartbeat', () => this.emit('pong'))
    polling.on('close', () => this.emit('close'))
  }

  get readyState(): 1 | 3 {
    return this.#polling.readyState === 'open' ? 1 : 3
  }

  write(message: Buffer): boolean {
    const payload = payloadOf(message)
    this.bufferedAmount += payload.length
    this.#polling.send(payload, {}, () => (this.bufferedAmount -= payload.length))
    return true
  }

  // What is written between two polls leaves together as it is.
  cork(): void {}
  uncork(): void {}

  // engine.io asks for signs of life by itself.
  ping(): void {}

  pause(): void {
    this.isPaused = true
  }

  resume(): void {
    this.isPaused = false
    this.#heldBytes = 0
    for (const data of this.#held.splice(0)) this.#hear(data)
  }

  close(code: number = closeCodes.tryAgain): void {
    this.#polling.send(String(code))
    this.#polling.close()
  }

  terminate(): void {
    this.#polling.close(true)
  }

  #hear(data: Buffer): void {
    if (!this.isPaused) return void this.emit('message', data)
    this.#held.push(data)
    this.#heldBytes += data.length
    if (this.#heldBytes > mostHeldBytes) this.terminate()
  }
}
