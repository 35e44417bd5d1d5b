/** What waits until an edit is on disk, in the order of the edits. */
export class Due {
  #waiting: { readonly after: number; readonly settle: (how: 'saved' | 'lost') => void }[] = []

  /** Settles when the edit of this sequence is on disk, or when it turns out that it never will be. */
  add(after: number, settle: (how: 'saved' | 'lost') => void): void {
    this.#waiting.push({ after, settle })
  }

  /** All edits up to this sequence are on disk. */
  saved(sequence: number): void {
    while (this.#waiting[0] && this.#waiting[0].after <= sequence) this.#waiting.shift()?.settle('saved')
  }

  /** What is in memory does not count any longer. */
  lost(): void {
    for (const { settle } of this.#waiting.splice(0)) settle('lost')
  }
}
