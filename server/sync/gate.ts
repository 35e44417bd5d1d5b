import * as Y from 'yjs'
import { deedsOf, Forged } from '../../shared/board/deeds.ts'
import { obstacleTo, type Granted } from '../../shared/exercise/allowed.ts'
import { checkedPieces } from '../board-checks/checked.ts'
import { checkShape } from '../board-checks/shape.ts'
import { Unacceptable } from '../board-checks/unacceptable.ts'
import type { Owners } from './owners.ts'

/** The document can no longer be trusted and must be read from the disk again; the cause, if any, says why. */
export class Tainted extends Unacceptable {}

/** What the edit does is not allowed on this board now. The document has been touched. */
export class AgainstRules extends Tainted {}

export type Gate = typeof admitEdit

/**
 * Lets an update into the document when everything about it is in order, and returns the client ids that it is the
 * first to use; null when there is nothing new in it. Throws otherwise: `Tainted` when the document has been touched. What the
 * seat may do is `granted`; the server's own edits (null) may do everything.
 */
export function admitEdit(update: Uint8Array, doc: Y.Doc, owners: Owners, seat: string, granted: Granted | null): number[] | null {
  const pieces = checkedPieces(update, doc)
  const fresh = owners.check(new Set(pieces.map(({ client }) => client)), seat)
  let changes = pieces.length > 0
  try {
    const check = (transaction: Y.Transaction) => {
      changes ||= transaction.deleteSet.clients.size > 0
      checkShape(doc, transaction)
      if (granted !== null) checkDeeds(doc, transaction, granted)
    }
    doc.once('afterTransaction', check)
    Y.applyUpdate(doc, update)
  } catch (error) {
    if (error instanceof Tainted) throw error
    throw new Tainted('the update broke the document', { cause: error })
  }
  return changes ? fresh : null
}

function checkDeeds(doc: Y.Doc, transaction: Y.Transaction, granted: Granted): void {
  try {
    for (const deed of deedsOf(doc, transaction)) {
      const obstacle = obstacleTo(deed, granted)
      if (obstacle !== null) throw new AgainstRules(obstacle)
    }
  } catch (error) {
    throw error instanceof Forged ? new AgainstRules(error.message) : error
  }
}
