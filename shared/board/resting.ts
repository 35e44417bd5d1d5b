import * as Y from 'yjs'

/** Yjs joins neighbouring pieces when a document is read; once or twice is enough for any. */
const mostTurns = 8

/**
 * The state of a document in the form that reading and writing it again does not change: so the same document is the same
 * bytes on every server.
 */
export function restingState(state: Uint8Array): Uint8Array {
  let last = state
  for (let turn = 0; turn < mostTurns; turn++) {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, last)
    const next = Y.encodeStateAsUpdate(doc)
    doc.destroy()
    if (isSame(next, last)) return next
    last = next
  }
  return last
}

const isSame = (one: Uint8Array, other: Uint8Array) => one.length === other.length && one.every((byte, at) => byte === other[at])
