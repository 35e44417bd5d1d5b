import { Socket } from 'engine.io-client'
import { closeCodes } from '../../shared/protocol/sync.ts'

/** The server lets a poll wait for 4 s; a request that takes longer than this hangs in a dead network. */
const requestMs = 7000

/**
 * What y-websocket takes for a WebSocket, carried by requests over HTTP: for networks that block WebSockets. The server
 * sends the close code as text.
 */
export class PolledSocket {
  readonly OPEN = 1
  binaryType = 'arraybuffer'
  readyState: 0 | 1 | 3 = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null
  onerror: ((event: unknown) => void) | null = null
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null
  readonly #engine: Socket
  #code: number = closeCodes.tryAgain

  constructor(url: string | URL, patienceMs: number) {
    this.#engine = new Socket(String(url), {
      path: new URL(url).pathname,
      addTrailingSlash: false,
      transports: ['polling'],
      requestTimeout: requestMs,
    })
    this.#engine.binaryType = 'arraybuffer'
    const patience = setTimeout(() => this.close(), patienceMs)
    this.#engine.on('open', () => {
      clearTimeout(patience)
      this.readyState = 1
      this.onopen?.()
    })
    this.#engine.on('message', (data: ArrayBuffer | string) => {
      if (typeof data === 'string') this.#code = Number(data)
      else this.onmessage?.({ data })
    })
    this.#engine.on('error', (error) => this.onerror?.(error))
    this.#engine.on('close', () => {
      clearTimeout(patience)
      this.readyState = 3
      this.onclose?.({ code: this.#code, reason: '' })
    })
  }

  send(data: Uint8Array): void {
    this.#engine.send(data)
  }

  close(): void {
    this.#engine.close()
  }
}
