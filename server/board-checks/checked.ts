import type * as Y from 'yjs'
import { checkContent } from './content.ts'
import { decodeEdit, type Edit } from './edit.ts'
import { newPieces } from './gaps.ts'

/**
 * What an update brings that the document does not have yet, looked at before any of it touches the document. Throws where the
 * update is malformed, leaves a gap, or holds what boards never hold. What becomes of the document is for `checkShape` to say.
 */
export function checkedPieces(update: Uint8Array, doc: Y.Doc, most?: number): Edit['pieces'] {
  const pieces = newPieces(decodeEdit(update, most), doc)
  checkContent(pieces)
  return pieces
}
