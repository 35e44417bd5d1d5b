import * as Y from 'yjs'
import type { Exercise } from '../exercise/exercise.ts'
import type { Value } from '../fields/values.ts'
import type { Given } from '../session/session.ts'
import { addCard, cardsRoot } from './board.ts'

/** An update that puts down the givens which the document does not have yet; null when it has them all. */
export function updateWithGivens(doc: Y.Doc, givens: readonly Given[], exercise: Exercise): Uint8Array | null {
  const cards = doc.getMap(cardsRoot)
  const missing = givens.filter((given) => !cards.has(given.id) && exercise.kinds[given.kind])
  if (missing.length === 0) return null
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(copy)
  for (const given of missing) {
    const kind = exercise.kinds[given.kind]!
    addCard(copy, given.id, kind, { [kind.titleField]: titleValue(given, kind.fields[kind.titleField]?.type) }, null)
  }
  const update = Y.encodeStateAsUpdate(copy, before)
  copy.destroy()
  return update
}

/** A line cannot hold a code: whoever handed it on has put it into words. */
function titleValue({ title }: Given, type: string | undefined): Value {
  if (type === 'choice') return title
  return 'own' in title ? title.own : title.code
}
