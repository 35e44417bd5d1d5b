import { SvelteSet } from 'svelte/reactivity'

/** What is asked of a board here. */
interface Saving {
  readonly unsaved: number
  readonly connected: boolean
  /** What was written and is not allowed; kept until people have read it. */
  untaken: readonly unknown[]
  redial(): void
  /** Resolves when everything is on the server's disk, or nothing more can be done for it. */
  close(): Promise<void>
}

/** The boards of this laptop: the one at work, and those left behind that still bring edits to the server. */
export class OpenBoards<Board extends Saving> {
  readonly #boards = new SvelteSet<Board>()
  readonly #unread = new SvelteSet<Board>()

  add(board: Board): void {
    this.#boards.add(board)
  }

  /** The board is not worked on any longer; it counts until all of it is saved, and what was not taken until it has been read. */
  leave(board: Board): void {
    void board.close().then(() => {
      this.#boards.delete(board)
      if (board.untaken.length > 0) this.#unread.add(board)
    })
  }

  /** Boards, also such as were left, with something on them that was not taken. */
  get withUntaken(): readonly Board[] {
    return [...this.#boards, ...this.#unread].filter(({ untaken }) => untaken.length > 0)
  }

  /** People have read all that was not taken. */
  read(): void {
    for (const board of this.withUntaken) board.untaken = []
    this.#unread.clear()
  }

  /** Edits of all boards that the server has not said are on disk. */
  get unsaved(): number {
    return [...this.#boards].reduce((sum, board) => sum + board.unsaved, 0)
  }

  /** False while one of them has no connection. */
  get connected(): boolean {
    return [...this.#boards].every((board) => board.connected)
  }

  /** Those that are open or still bring something. */
  get all(): readonly Board[] {
    return [...this.#boards]
  }

  redial(): void {
    for (const board of this.#boards) board.redial()
  }
}
