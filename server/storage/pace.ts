/** Longer than this the room is not kept waiting for a write. */
const quickMs = 1
/** So much the last write counts in what is expected of the next one: after a stall of 300 ms some ninety go apart. */
const weight = 1 / 16

/** How the disk keeps up, by how long its last writes took. A stall after quick ones holds the room up once; what comes after it does not wait for the disk. */
export class Pace {
  #expectedMs = 2 * quickMs

  /** True when the next write is expected to be quick. */
  get isQuick(): boolean {
    return this.#expectedMs < quickMs
  }

  /** A write and its flush took so long. */
  took(ms: number): void {
    this.#expectedMs += (ms - this.#expectedMs) * weight
  }
}
