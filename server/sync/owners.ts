import { Unacceptable } from '../board-checks/unacceptable.ts'

/** A client id that another seat owns was used: a second copy of a document, or an attack. */
export class ForeignClientId extends Unacceptable {}

/** Which seat writes under which client id: whoever uses an id first owns it for good. */
export class Owners {
  readonly #seats: Map<number, string>
  /** Bound by an edit, so on disk or on its way there. */
  readonly #durable: Set<number>

  constructor(stored: ReadonlyMap<number, string>) {
    this.#seats = new Map(stored)
    this.#durable = new Set(stored.keys())
  }

  get all(): ReadonlyMap<number, string> {
    return this.#seats
  }

  ownerOf(client: number): string | null {
    return this.#seats.get(client) ?? null
  }

  /** The ids that the seat would use for the first time; throws when one belongs to another seat. Binds nothing yet. */
  check(clients: Iterable<number>, seat: string): number[] {
    const fresh = new Set<number>()
    for (const client of clients) {
      const owner = this.#seats.get(client)
      if (owner !== undefined && owner !== seat) throw new ForeignClientId()
      if (!this.#durable.has(client)) fresh.add(client)
    }
    return [...fresh]
  }

  /** For edits: the pairs must be stored together with the first edit. */
  bind(clients: readonly number[], seat: string): (readonly [number, string])[] {
    return clients.map((client) => {
      this.#seats.set(client, seat)
      this.#durable.add(client)
      return [client, seat]
    })
  }

  /** For signs of presence, which are not stored. */
  bindForNow(client: number, seat: string): void {
    this.#seats.set(client, seat)
  }
}
