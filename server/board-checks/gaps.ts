import * as Y from 'yjs'
import type { Edit } from './edit.ts'
import { Unacceptable } from './unacceptable.ts'

/** The update continues, refers to or deletes something that nobody here has. */
export class Gap extends Unacceptable {}

/**
 * The pieces that the document does not have yet. Throws when the update leaves a gap: it continues, refers to or
 * deletes something that neither the document nor the update holds. Yjs would keep such pieces pending for ever.
 */
export function newPieces({ pieces, deleted }: Edit, doc: Y.Doc): Edit['pieces'] {
  const known = new Map<number, number>()
  const stateOf = (client: number) => known.get(client) ?? Y.getState(doc.store, client)
  const fresh: Edit['pieces'][number][] = []
  for (const piece of pieces) {
    const state = stateOf(piece.client)
    const end = piece.clock + piece.length
    if (piece.clock > state) throw new Gap('a gap')
    if (end <= state) continue
    known.set(piece.client, end)
    fresh.push(piece)
  }
  const isKnown = (id: Y.ID | null) => id === null || id.clock < stateOf(id.client)
  for (const { item } of fresh) {
    if (item === null) continue
    if (!isKnown(item.origin) || !isKnown(item.rightOrigin)) throw new Gap('refers to something unknown')
    if (item.parent instanceof Y.ID && !isKnown(item.parent)) throw new Gap('lies in something unknown')
  }
  for (const { client, clock, length } of deleted) if (clock + length > stateOf(client)) throw new Gap('deletes something unknown')
  return fresh
}

/** True when the document would not be the same with the edit, or lacks what the edit stands on. */
export function bringsNews(edit: Edit, doc: Y.Doc): boolean {
  try {
    return newPieces(edit, doc).length > 0 || !edit.deleted.every((run) => isDeleted(run, doc))
  } catch (error) {
    if (error instanceof Gap) return true
    throw error
  }
}

/** Whether all of a run that the document has is deleted there already. */
function isDeleted({ client, clock, length }: Edit['deleted'][number], doc: Y.Doc): boolean {
  const structs = doc.store.clients.get(client) ?? []
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
    const struct = structs[at]!
    if (struct.id.clock >= clock + length) break
    if (!struct.deleted) return false
  }
  return true
}

/** Takes away what stands on a missing piece and would keep every later edit out; true when there was any. */
export function dropLeftOver({ store }: Y.Doc): boolean {
  if (store.pendingStructs === null && store.pendingDs === null) return false
  store.pendingStructs = store.pendingDs = null
  return true
}
