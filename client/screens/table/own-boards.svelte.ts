import { untrack } from 'svelte'
import { isRefusal } from '../../../shared/refusals.ts'
import { closeCodes } from '../../../shared/protocol/sync.ts'
import { Board } from '../../board/board.svelte.ts'
import { OpenBoards } from '../../board/open-boards.svelte.ts'
import type { OwnStep } from './own-step.svelte.ts'
import type { SeatPage } from './seat-page.svelte.ts'

/**
 * Opens this laptop's boards: the one of the step that its table is in, and those for which something was brought. Make it while a
 * component is set up.
 */
export class OwnBoards {
  readonly all = new OpenBoards<Board>()
  /** Null while it is not known. */
  atWork = $state.raw<Board | null>(null)
  readonly #page: SeatPage

  constructor(page: SeatPage, own: OwnStep) {
    this.#page = page
    const { moving } = page
    const open = (board: string, exercise: Board['exercise']) => {
      const told = () => untrack(() => page.seen?.attribution.told ?? 0)
      const opened = new Board(board, page.person?.seat ?? '', exercise, page.whoIsHere, { told, brought: moving.take(board) })
      this.all.add(opened)
      return opened
    }

    // One document while the board stays the same, whatever steps come and go over it.
    $effect(() => {
      const { board, exercise } = own
      if (!board || !exercise) return
      const opened = untrack(() => open(board, exercise))
      this.atWork = opened
      return () => {
        this.all.leave(opened)
        this.atWork = null
      }
    })

    // What was brought for boards that are not worked on any longer: they are opened for that alone.
    $effect(() => {
      const { seen, exercises } = page
      if (seen === null) return
      for (const { board, exercise: id } of moving.boards) {
        if (!seen.agenda.some((item) => item.exercise === id)) moving.stuck(board, 'closed')
        const exercise = exercises?.get(id)
        if (exercise && board !== own.board) untrack(() => this.all.leave(open(board, exercise)))
      }
    })

    // A control channel that has gone silent means a dead network: the board's socket, which knows later, is left too.
    $effect(() => {
      if (page.connection && page.seen && !page.connection.connected) untrack(() => this.all.redial())
    })

    // The server has let this laptop in again: if the board was told to sign in again, that has passed as well.
    $effect(() => {
      if ((page.connection?.entered ?? 0) > 1) untrack(() => void this.#comeBack())
    })

    $effect(() => {
      const warn = (event: BeforeUnloadEvent) => {
        if (this.all.unsaved > 0) event.preventDefault()
      }
      addEventListener('beforeunload', warn)
      return () => removeEventListener('beforeunload', warn)
    })
  }

  async #comeBack(): Promise<void> {
    const here = this.atWork?.closed === closeCodes.signInAgain ? await this.#page.whoIsHere() : null
    if (here !== null && !isRefusal(here)) this.atWork?.tryAgain()
  }
}
