import * as Y from 'yjs'
import { cardsRoot } from '../../shared/board/board.ts'
import { checkedPieces } from './checked.ts'
import { checkShape } from './shape.ts'

/** What a board of years comes to; an edit of a person is far below that. */
const mostStructs = 2_000_000

/** The client ids that wrote a whole document from outside, looked at as every edit is at the gate. Throws when it is no board. */
export function clientsIn(state: Uint8Array): number[] {
  const doc = new Y.Doc()
  doc.getMap(cardsRoot)
  const pieces = checkedPieces(state, doc, mostStructs)
  doc.once('afterTransaction', (transaction: Y.Transaction) => checkShape(doc, transaction))
  Y.applyUpdate(doc, state)
  doc.destroy()
  return [...new Set(pieces.map(({ client }) => client))]
}
