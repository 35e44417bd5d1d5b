import { Unacceptable } from '../board-checks/unacceptable.ts'
import { log } from '../log.ts'
import { Tainted } from './gate.ts'

const mostAMinute = 10

/** Mistakes of ours that what a laptop sends brings to light. Who has found one can send it without end: the log hears of the first ones of a minute. */
export class Mistakes {
  readonly #now: () => number
  #noted = { minute: 0, count: 0 }

  constructor(now: () => number) {
    this.#now = now
  }

  /** Logs what of an error is a mistake of ours; a refusal has none. */
  note(error: unknown, where: { readonly session: string; readonly board: string }): void {
    const mistake = mistakeIn(error)
    if (mistake === undefined) return
    const minute = Math.floor(this.#now() / 60_000)
    if (minute !== this.#noted.minute) this.#noted = { minute, count: 0 }
    if (++this.#noted.count <= mostAMinute)
      log('error', 'What a laptop sent could not be handled, and that is no refusal', { ...where, error: mistake })
  }
}

/** Undefined where there is none. */
function mistakeIn(error: unknown): unknown {
  if (!(error instanceof Unacceptable)) return error
  // Why the document broke: of a shape that no board has, or by a mistake.
  return error instanceof Tainted && error.cause !== undefined ? mistakeIn(error.cause) : undefined
}
