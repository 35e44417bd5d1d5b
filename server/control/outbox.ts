import type { ServerToClient } from '../../shared/protocol/control.ts'

/** What the outbox needs of a socket.io socket. */
export interface Outlet {
  readonly conn: { readonly transport: { readonly writable: boolean } }
  readonly connected: boolean
  emit(event: string, payload: unknown): unknown
}

/** What tells one laptop the whole of something. */
export interface Teller {
  tell<Event extends 'view' | 'merged' | 'boards' | 'activity'>(event: Event, payload: Parameters<ServerToClient[Event]>[0]): void
}
export type MakeTeller = (socket: Outlet) => Teller

const firstLookMs = 4
const longestLookMs = 250

/**
 * What one laptop is told. Each event tells the whole, so a later one replaces an earlier one that the laptop has not
 * begun to read: somebody who does not read costs one message of each event, however long it lasts.
 */
export class Outbox implements Teller {
  readonly #socket: Outlet
  readonly #waiting = new Map<string, unknown>()
  #timer: NodeJS.Timeout | undefined
  #lookMs = firstLookMs

  constructor(socket: Outlet) {
    this.#socket = socket
  }

  tell<Event extends 'view' | 'merged' | 'boards' | 'activity'>(event: Event, payload: Parameters<ServerToClient[Event]>[0]): void {
    this.#waiting.set(event, payload)
    if (this.#timer === undefined) this.#hand()
  }

  #hand(): void {
    this.#timer = undefined
    if (!this.#socket.connected) return this.#waiting.clear()
    if (!this.#socket.conn.transport.writable) {
      this.#timer = setTimeout(() => this.#hand(), this.#lookMs).unref()
      this.#lookMs = Math.min(this.#lookMs * 2, longestLookMs)
      return
    }
    this.#lookMs = firstLookMs
    const told = [...this.#waiting]
    this.#waiting.clear()
    for (const [event, payload] of told) this.#socket.emit(event, payload)
  }
}

export const makeOutbox: MakeTeller = (socket) => new Outbox(socket)
