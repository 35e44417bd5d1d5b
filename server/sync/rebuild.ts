import * as Y from 'yjs'
import { cardsRoot } from '../../shared/board/board.ts'
import type { StoredBoard } from '../ports.ts'
import { dropLeftOver } from '../board-checks/gaps.ts'

/**
 * The document of what was stored. Where a record is missing, what stands on it is left out of the document, since Yjs
 * would pass it on to everybody and wait for the rest for ever; `isTorn` says so. Then the records must stay as they are
 * on disk: a laptop that still has the missing one makes the board whole at the next load.
 */
export function rebuild({ snapshot, updates }: StoredBoard): { readonly doc: Y.Doc; readonly isTorn: boolean } {
  const doc = new Y.Doc()
  doc.getMap(cardsRoot)
  doc.transact(() => {
    if (snapshot) Y.applyUpdate(doc, snapshot)
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return { doc, isTorn: dropLeftOver(doc) }
}
