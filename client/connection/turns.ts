import type { Answer } from '../../shared/protocol/control.ts'

/**
 * Sends steering commands one after the other. Each carries the turn that its sender knows of: the one seen, or the one
 * that the sender's own last command made and no view has told yet.
 */
export class Turns {
  #made = 0
  #queue: Promise<unknown> = Promise.resolve()

  send(seen: number, carry: (turn: number) => Promise<Answer>): Promise<Answer> {
    const answered = this.#queue.then(async () => {
      const turn = Math.max(seen, this.#made)
      const answer = await carry(turn)
      if (answer.ok) this.#made = turn + 1
      return answer
    })
    this.#queue = answered.catch(() => undefined)
    return answered
  }

  /** What counts from now on is what the server says. */
  forget(): void {
    this.#made = 0
  }
}
