/** Which page of a merged view the projector shows. A step begins with its first page: what most groups said. */
export class Pages {
  #of = $state(0)
  #page = $state(0)
  #step = ''

  /** How many pages there are. */
  get of(): number {
    return this.#of
  }

  /** The page in sight, from 0. */
  get page(): number {
    return Math.min(this.#page, Math.max(0, this.#of - 1))
  }

  turn(by: number): void {
    this.#page = Math.min(Math.max(this.page + by, 0), Math.max(0, this.#of - 1))
  }

  /** Told by the view whenever its pages were made anew. */
  hold(step: string, of: number): void {
    if (step !== this.#step) this.#page = 0
    this.#step = step
    this.#of = of
  }
}
