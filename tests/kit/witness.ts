/**
 * Knows what a server has called saved and notices when it no longer has it. For a board that is a clock for each client
 * id (Yjs counts a client's changes); for a session it is the revision of the newest answer.
 *
 * People bring back what a server lacks as soon as they are connected again, which would hide a loss. So the first words
 * of a server to somebody who comes back are compared, before anything is sent to it.
 */
export class Witness {
  /** A sentence for each thing that was called saved and is no longer there. */
  readonly forgotten: string[] = []
  readonly #saved = new Map<number, number>()
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  saved(counter: number, upTo: number): void {
    if (upTo > (this.#saved.get(counter) ?? 0)) this.#saved.set(counter, upTo)
  }

  /** Call before a connection is opened: gives the check of what the server says first on it. */
  expect(): (has: ReadonlyMap<number, number>) => void {
    const expected = [...this.#saved]
    return (has) => {
      const lost = expected.filter(([counter, upTo]) => (has.get(counter) ?? 0) < upTo)
      if (lost.length === 0) return
      const sum = lost.reduce((total, [counter, upTo]) => total + upTo - (has.get(counter) ?? 0), 0)
      this.forgotten.push(`${this.#name}: ${sum} changes had been called saved and are gone`)
    }
  }
}

/** One witness for each board and session, so that whoever comes back first speaks for everybody. */
export class Witnesses {
  readonly #all = new Map<string, Witness>()

  of(name: string): Witness {
    const known = this.#all.get(name) ?? new Witness(name)
    this.#all.set(name, known)
    return known
  }

  get forgotten(): string[] {
    return [...this.#all.values()].flatMap((witness) => witness.forgotten)
  }
}
