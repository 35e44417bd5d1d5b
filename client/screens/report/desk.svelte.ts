import type { NarrativePlace, ReportExercise } from '../../../shared/protocol/control.ts'
import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import { narrativeExercise } from '../../../shared/report/narrative.ts'
import { Board } from '../../board/board.svelte.ts'
import type { OpenBoards } from '../../board/open-boards.svelte.ts'
import { againMs, ask } from '../../connection/api.ts'

/** The narrative of a session as this laptop writes in it, from `open` to `close` and again. */
export class NarrativeDesk {
  board = $state.raw<Board | null>(null)
  /** The exercises that the report tells of, in the order of the agenda. */
  exercises = $state.raw<readonly ReportExercise[]>([])
  /** Why there is nothing to write in; null while all is well. */
  refused = $state.raw<Refusal | null>(null)

  /** All boards of the page: one that was left counts until what was written on it is saved. */
  readonly boards: OpenBoards<Board>
  readonly #session: string
  #visit = 0

  constructor(session: string, boards: OpenBoards<Board>) {
    this.#session = session
    this.boards = boards
  }

  /** Asks for the narrative until the server can be reached, or the desk is left. */
  async open(): Promise<void> {
    if (this.board) return
    const visit = ++this.#visit
    const isLeft = () => visit !== this.#visit
    for (;;) {
      const there = await ask<NarrativePlace>('GET', `/rt/facilitator/narrative/${this.#session}`)
      if (isLeft()) return
      if (!isRefusal(there)) return this.#sit(there)
      this.refused = there
      if (there.refused !== 'not-connected') return
      await new Promise((resolve) => setTimeout(resolve, againMs))
      if (isLeft()) return
    }
  }

  /** A board that does not come back by itself and has words that were never saved stays, for whoever comes again to read. */
  close(): void {
    this.#visit++
    const { board } = this
    if (!board || (board.closed !== null && board.unsaved > 0)) return
    this.boards.leave(board)
    this.board = null
  }

  #sit({ board, exercises }: NarrativePlace): void {
    this.refused = null
    this.exercises = exercises
    this.board = new Board(board, 'facilitator', narrativeExercise, whoIsHere, { hat: 'facilitator' })
    this.boards.add(this.board)
  }
}

async function whoIsHere(): Promise<string | null | Refusal> {
  const me = await ask('GET', '/rt/facilitator/me')
  if (!isRefusal(me)) return 'facilitator'
  return me.refused === 'not-signed-in' ? null : me
}
