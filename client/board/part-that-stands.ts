import * as Y from 'yjs'

/**
 * What of an update can stand on the document: all but what stands on edits that the document does not have. Yjs would keep such a rest
 * silently and send it to the server, which refuses an edit with a gap. Throws where it is no update.
 */
export function partThatStands(doc: Y.Doc, update: Uint8Array): { readonly stands: Uint8Array; readonly isAll: boolean } {
  const trial = new Y.Doc()
  Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc))
  // A rest that waits in the document itself is none of this update's.
  dropRest(trial)
  Y.applyUpdate(trial, update)
  if (trial.store.pendingStructs === null && trial.store.pendingDs === null) return { stands: update, isAll: true }
  dropRest(trial)
  return { stands: Y.encodeStateAsUpdate(trial, Y.encodeStateVector(doc)), isAll: false }
}

function dropRest({ store }: Y.Doc): void {
  store.pendingStructs = store.pendingDs = null
}
