import type { Command } from '../../../../shared/session/commands.ts'
import type { VoteAnswer } from '../../../../shared/session/vote-shapes.ts'
import type { VoteView } from '../../../../shared/session/vote.ts'

/** Dots given one after the other travel together. */
const gatherMs = 700

/**
 * What this laptop gives in one vote. It is shown at once and sent behind its people's back, the whole ballot at a time
 * and one at a time, so that after a dead network the newest arrives last.
 */
export class OwnBallot {
  answers = $state.raw<readonly VoteAnswer[]>([])
  done = $state(false)
  /** True while the server does not have what stands here. */
  unsent = $state(false)
  readonly #vote: string
  readonly #send: (command: Command) => Promise<boolean>
  #timer: ReturnType<typeof setTimeout> | undefined
  #isSending = false

  /** `send` gives true when the server has the command on disk. */
  constructor({ id, own }: VoteView, send: (command: Command) => Promise<boolean>) {
    this.#vote = id
    this.#send = send
    this.answers = own?.answers ?? []
    this.done = own?.done ?? false
  }

  valueOf(item: string): number | null {
    return this.answers.find((answer) => answer.item === item)?.value ?? null
  }

  /** Null or 0 takes back what the entry got. */
  give(item: string, value: number | null): void {
    const others = this.answers.filter((answer) => answer.item !== item)
    this.answers = value === null || value <= 0 ? others : [...others, { item, value }]
    this.unsent = true
    this.#timer ??= setTimeout(() => this.flush(), gatherMs)
  }

  /** Says that the people at this laptop are through, or that they go on after all. */
  finish(done: boolean): void {
    this.done = done
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
    return { do: 'vote', vote: this.#vote, done: this.done, answers: [...this.answers] }
  }

  async #sendNewest(): Promise<void> {
    this.#isSending = true
    let taken = false
    for (let sent: readonly unknown[] = []; sent[0] !== this.answers || sent[1] !== this.done;) {
      sent = [this.answers, this.done]
      taken = await this.#send(this.newest)
    }
    this.#isSending = false
    this.unsent = !taken
    // What was refused is not in, whatever its people said; they say it again when they have read why.
    if (!taken) this.done = false
  }
}
