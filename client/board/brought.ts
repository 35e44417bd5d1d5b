import * as Y from 'yjs'
import { partThatStands } from './part-that-stands.ts'

/**
 * Edits made on this laptop before its page moved to another address; `done` is called when nothing of them has to be kept elsewhere,
 * `stuck` when the board was closed before they came onto it, or when some of them stand on edits that it does not have.
 */
export interface Brought {
  readonly update: Uint8Array
  readonly done: () => void
  readonly stuck?: (why: 'closed' | 'gap') => void
}

/** The way of brought edits onto a board: they wait until it is here, and are told of once they are saved. Nothing, where none were brought. */
export class BroughtEdits {
  #brought: Brought | null
  /** Not on the board yet: that has to be here first. */
  #waiting: Uint8Array | null
  /** Of these some cannot stand here: the next page may have better luck with them. */
  #gapped: Uint8Array | null = null

  constructor(brought: Brought | null) {
    this.#brought = brought
    this.#waiting = brought?.update ?? null
  }

  get isWaiting(): boolean {
    return this.#waiting !== null
  }

  /** What a page that goes on elsewhere has to bring again. */
  get unsaved(): readonly Uint8Array[] {
    return [this.#waiting, this.#gapped].filter((one) => one !== null)
  }

  /** Once the board is here: they go the way of any other edit, and are taken, refused and kept to be read like one. */
  putInto(doc: Y.Doc, origin: unknown): void {
    const update = this.#waiting
    if (update === null) return
    this.#waiting = null
    try {
      const { stands, isAll } = partThatStands(doc, update)
      if (!isAll) this.#gapped = update
      Y.applyUpdate(doc, stands, origin)
    } catch {
      // No update: there was nothing in it that anybody wrote.
    }
  }

  /** All that came onto the board is saved. */
  saved(): void {
    if (this.#gapped === null) this.#brought?.done()
    else this.#brought?.stuck?.('gap')
    this.#brought = null
  }

  /** The board takes nothing more. What never came onto it waits for whoever opens it next in this tab. */
  closed(): void {
    if (this.#waiting === null) this.saved()
    else this.#brought?.stuck?.('closed')
  }
}
