import type { Line } from './line.ts'

/** Long enough that most words leave with an edit of somebody else; too short for a person to wait for. */
const gatherMs = 250

/** Lines that are owed the word "saved". Who is sent nothing else meanwhile gets it with all the others, a quarter of a second later. */
export class Words {
  readonly #owed = new Set<Line>()
  #timer: NodeJS.Timeout | null = null

  owe(line: Line): void {
    this.#owed.add(line)
    if (this.#timer === null) this.#timer = setTimeout(() => this.#tell(), gatherMs)
  }

  #tell(): void {
    this.#timer = null
    for (const line of this.#owed) line.tellSaved()
    this.#owed.clear()
  }
}
