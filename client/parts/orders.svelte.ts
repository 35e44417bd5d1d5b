import { isRefusal } from '../../shared/refusals.ts'
import type { Answer } from '../../shared/protocol/control.ts'
import type { Command } from '../../shared/session/commands.ts'
import { t } from '../language.svelte.ts'

interface Said {
  readonly text: string
  readonly bad: boolean
  /** Takes back what was done; null where that makes no sense. */
  readonly undo: (() => void) | null
}

/** Sends commands and keeps the one sentence about the last of them: what was done (with a way back) or why not. */
export class Orders {
  said = $state.raw<Said | null>(null)
  /** Commands on their way: the screen may show that it waits. */
  under = $state(0)
  readonly #send: (command: Command) => Promise<Answer>

  constructor(send: (command: Command) => Promise<Answer>) {
    this.#send = send
  }

  /** True when the server has it on disk. `done` is the sentence for success; without one the old sentence goes away. */
  async give(command: Command, done: string | null = null, undo: Command | null = null): Promise<boolean> {
    this.under += 1
    try {
      const answer = await this.#send(command)
      if (isRefusal(answer)) {
        this.said = { text: t(`refusals.${answer.refused}`, answer.details), bad: true, undo: null }
        return false
      }
      this.said = done === null ? null : { text: done, bad: false, undo: undo && (() => void this.give(undo)) }
      return true
    } finally {
      this.under -= 1
    }
  }
}
