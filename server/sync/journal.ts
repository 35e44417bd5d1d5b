import type { EditRecord, Storage } from '../ports.ts'

interface Entry {
  readonly record: EditRecord
  readonly saved: () => void
  readonly failed: (error: unknown) => void
}

/** The way of edits to the disk: all boards share one batch, one batch is under way at a time. */
export class Journal {
  readonly #storage: Storage
  #gathering: Entry[] = []
  #busy = false

  constructor(storage: Storage) {
    this.#storage = storage
  }

  /** Calls `saved` after the flush, in the order of the calls, or `failed` when this edit or one before it on its board was not saved. */
  add(record: EditRecord, saved: () => void, failed: (error: unknown) => void): void {
    this.#gathering.push({ record, saved, failed })
    if (this.#busy) return
    this.#busy = true
    // Everything that the sockets deliver in this turn goes into one flush.
    setImmediate(() => this.#write())
  }

  #write(): void {
    const batch = this.#gathering
    this.#gathering = []
    this.#storage.appendEdits(batch.map(({ record }) => record)).then(
      () => this.#saved(batch),
      (error: unknown) => this.#failed(batch, error),
    )
  }

  #saved(batch: readonly Entry[]): void {
    this.#next()
    for (const { saved } of batch) saved()
  }

  #failed(batch: readonly Entry[], error: unknown): void {
    const all = [...batch, ...this.#takeBack(batch)]
    this.#next()
    for (const { failed } of all) failed(error)
  }

  /** The next batch leaves before this one is told to everybody, so that the disk works meanwhile. */
  #next(): void {
    if (this.#gathering.length > 0) this.#write()
    else this.#busy = false
  }

  /** What stands on a refused edit must not reach the disk without it: its board could never be read whole again. */
  #takeBack(refused: readonly Entry[]): Entry[] {
    const boards = new Set(refused.map(({ record }) => record.board))
    const taken = this.#gathering.filter(({ record }) => boards.has(record.board))
    this.#gathering = this.#gathering.filter(({ record }) => !boards.has(record.board))
    return taken
  }
}
