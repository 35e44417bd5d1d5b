import type { Command } from '../../../../shared/session/commands.ts'
import type { BlindAnswer, BlindSheet } from '../../../../shared/session/blind-shapes.ts'

/** Answers given one after the other travel together. */
const gatherMs = 1500

/**
 * What the people at this laptop rate alone in one round. It is shown at once and sent behind their back, the whole
 * sheet at a time and one at a time, so that after a dead network the newest arrives last.
 */
export class OwnSheet {
  answers = $state.raw<readonly BlindAnswer[]>([])
  rated = $state(false)
  /** True while the server does not have what stands here. */
  unsent = $state(false)
  readonly #step: string
  readonly #round: number
  readonly #send: (command: Command) => Promise<boolean>
  #timer: ReturnType<typeof setTimeout> | undefined
  #isSending = false

  /** `send` gives true when the server has the command on disk. */
  constructor(step: string, round: number, known: BlindSheet | undefined, send: (command: Command) => Promise<boolean>) {
    this.#step = step
    this.#round = round
    this.#send = send
    this.answers = known?.answers ?? []
    this.rated = known?.rated ?? false
  }

  valueOf(card: string, field: string): BlindAnswer['value'] | null {
    return this.answers.find((answer) => answer.card === card && answer.field === field)?.value ?? null
  }

  /** Null takes an answer back. */
  rate(card: string, field: string, value: BlindAnswer['value'] | null): void {
    const others = this.answers.filter((answer) => answer.card !== card || answer.field !== field)
    this.answers = value === null ? others : [...others, { card, field, value }]
    this.unsent = true
    this.#timer ??= setTimeout(() => this.flush(), gatherMs)
  }

  /** Says that the people at this laptop are through, or that they change something after all. */
  finish(rated: boolean): void {
    this.rated = rated
    this.unsent = true
    this.flush()
  }

  /** Sends at once what has not been sent. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.unsent && !this.#isSending) void this.#sendNewest()
  }

  /** What stands here, as it is sent. */
  get newest(): Command {
    return { do: 'rate', step: this.#step, round: this.#round, rated: this.rated, answers: [...this.answers] }
  }

  async #sendNewest(): Promise<void> {
    this.#isSending = true
    let taken = false
    for (let sent: readonly unknown[] = []; sent[0] !== this.answers || sent[1] !== this.rated;) {
      sent = [this.answers, this.rated]
      taken = await this.#send(this.newest)
    }
    this.#isSending = false
    this.unsent = !taken
    // What was refused the table does not have, whatever this laptop's people said; they say it again when they have read why.
    if (!taken) this.rated = false
  }
}
