import { Due } from './due.ts'

/** Records on disk beyond the snapshot, before a new snapshot takes their place. */
const mostRecords = 500

/** How far the edits of one board have come, by their numbers: into the document, to the disk, into a snapshot. */
export class Progress {
  #taken = 0
  #saved = 0
  #compacted = 0
  /** A snapshot up to here was asked for: one that is refused is not asked for again with every edit. */
  #asked = 0
  #inFlight = 0
  readonly #due = new Due()
  #idle: (() => void)[] = []

  /** The last edit that is in the document. */
  get taken(): number {
    return this.#taken
  }

  /** The last edit that is on disk with all before it. */
  get saved(): number {
    return this.#saved
  }

  /** True when all that is in the document is on disk. */
  get isSaved(): boolean {
    return this.#saved >= this.#taken
  }

  /** True when nothing is on its way to the disk. */
  get isIdle(): boolean {
    return this.#inFlight === 0
  }

  /** The disk has edits that no snapshot has: any at all, or so many that it is time for one. */
  get isAheadOfSnapshot(): boolean {
    return this.#saved > this.#compacted
  }
  get isDueForSnapshot(): boolean {
    return this.#saved - Math.max(this.#compacted, this.#asked) >= mostRecords
  }

  /** The document was read from the disk: a snapshot and so many records after it. */
  read({ lastSequence, updates }: { readonly lastSequence: number; readonly updates: readonly unknown[] }): void {
    this.#taken = this.#saved = lastSequence
    this.#compacted = lastSequence - updates.length
  }

  /** The number of the next edit, which goes to the disk now. */
  next(): number {
    this.#inFlight++
    return ++this.#taken
  }

  arrived(number: number): void {
    this.#saved = number
    this.#inFlight--
  }

  refused(): void {
    this.#inFlight--
  }

  /** A snapshot of all that is saved is on its way; up to where. */
  compacting(): number {
    return (this.#asked = this.#saved)
  }

  compacted(upTo: number): void {
    this.#compacted = Math.max(this.#compacted, upTo)
  }

  /** Settles when what is in the document now is on disk, or when it turns out that it never will be. What comes later is not waited for. */
  whenSaved(settle: (how: 'saved' | 'lost') => void): void {
    if (this.isSaved) settle('saved')
    else this.#due.add(this.#taken, settle)
  }

  /** Resolves when nothing is on its way to the disk. */
  idle(): Promise<void> {
    return this.isIdle ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve))
  }

  /** Lets go of whoever waits for what has arrived. */
  settle(): void {
    this.#due.saved(this.#saved)
    if (this.isIdle) for (const go of this.#idle.splice(0)) go()
  }

  /** What is in memory does not count any longer. */
  lost(): void {
    this.#due.lost()
  }
}
