import * as Y from 'yjs'

const largestDocument = 8_388_608

/** How large a document is. The sum of all updates is quick but counts what was deleted since; the document itself decides. */
export class Size {
  #bytes = 0

  measure(doc: Y.Doc): void {
    this.#bytes = Y.encodeStateAsUpdate(doc).length
  }

  add(bytes: number): void {
    this.#bytes += bytes
  }

  /** True when there is no room for so much more. */
  isFull(doc: Y.Doc, more: number): boolean {
    if (this.#bytes + more <= largestDocument) return false
    this.measure(doc)
    return this.#bytes + more > largestDocument
  }
}
