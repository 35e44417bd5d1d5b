import type { Merged } from '../../shared/merge/cluster.ts'
import { differenceOf } from '../../shared/merge/difference.ts'
import type { BoardCards, ServerToClient } from '../../shared/protocol/control.ts'

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
 * begun to read: somebody who does not read costs one message of each event, however long it lasts. Of a merge only what
 * is different goes out after the first time, and boards only when one has changed: both are large, and edits are small.
 */
export class Outbox implements Teller {
  readonly #socket: Outlet
  readonly #waiting = new Map<string, unknown>()
  #timer: NodeJS.Timeout | undefined
  #lookMs = firstLookMs
  /** What this laptop has of each. */
  #merged: Merged | null = null
  #boards: readonly BoardCards[] | null = null

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
    for (const [event, payload] of told) {
      if (event === 'merged') this.#handMerged(payload as Merged)
      else if (event === 'boards') this.#handBoards(payload as readonly BoardCards[])
      else this.#socket.emit(event, payload)
    }
  }

  #handMerged(merged: Merged): void {
    const before = this.#merged
    this.#merged = merged
    if (before === merged) return
    if (before?.exercise !== merged.exercise) return void this.#socket.emit('merged', merged)
    const change = differenceOf(before, merged)
    if (change) this.#socket.emit('mergedChange', change)
  }

  /** A board that nobody edits is the same list of cards each time that it is read. */
  #handBoards(boards: readonly BoardCards[]): void {
    const before = this.#boards
    this.#boards = boards
    const isSame = boards.length === before?.length && boards.every(({ group, cards }, at) => before[at]!.group === group && before[at]!.cards === cards) // prettier-ignore
    if (!isSame) this.#socket.emit('boards', boards)
  }
}

export const makeOutbox: MakeTeller = (socket) => new Outbox(socket)
