import type * as Y from 'yjs'
import { decodeEdit } from '../board-checks/edit.ts'
import { bringsNews } from '../board-checks/gaps.ts'
import type { Line } from './line.ts'

/** Edits of a locked board: they stay on the laptops, which are asked for them when their table may write again. */
export class HeldBack {
  readonly #lines = new Set<Line>()

  /**
   * True when the edit has to wait. One that says nothing but what the document has, as every laptop sends when it comes back,
   * does not: nobody shall be told of a change that waits where there is none. Throws when the edit is malformed.
   */
  keep(line: Line, update: Uint8Array, doc: Y.Doc): boolean {
    if (!bringsNews(decodeEdit(update), doc)) return false
    this.#lines.add(line)
    line.holdBack()
    return true
  }

  forget(line: Line): void {
    this.#lines.delete(line)
  }

  /** Everybody who was held back, to be asked for what they have; nobody is named twice. */
  release(): readonly Line[] {
    const lines = [...this.#lines]
    this.#lines.clear()
    return lines
  }
}
