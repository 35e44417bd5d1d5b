import * as Y from 'yjs'
import { checkContent } from './content.ts'
import { decodeEdit } from './edit.ts'
import { newPieces } from './gaps.ts'
import type { Owners } from './owners.ts'
import { checkShape } from './shape.ts'

/** The document can no longer be trusted and must be read from the disk again. */
export class Tainted extends Error {}

export type Gate = typeof admitEdit

/**
 * Lets an update into the document when everything about it is in order, and returns the client ids that it is the
 * first to use; null when there is nothing new in it. Throws otherwise: `Tainted` when the document has been touched.
 */
export function admitEdit(update: Uint8Array, doc: Y.Doc, owners: Owners, seat: string): number[] | null {
  const edit = decodeEdit(update)
  const pieces = newPieces(edit, doc)
  const fresh = owners.check(new Set(pieces.map(({ client }) => client)), seat)
  checkContent(pieces)
  let changes = pieces.length > 0
  try {
    const check = (transaction: Y.Transaction) => {
      changes ||= transaction.deleteSet.clients.size > 0
      checkShape(doc, transaction)
    }
    doc.once('afterTransaction', check)
    Y.applyUpdate(doc, update)
  } catch (error) {
    throw new Tainted('the update broke the document', { cause: error })
  }
  return changes ? fresh : null
}
