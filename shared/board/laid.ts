import * as Y from 'yjs'
import type { Exercise, Kind, StartCard } from '../exercise/exercise.ts'
import { startValues } from '../exercise/start.ts'
import type { Value } from '../fields/values.ts'
import type { Language } from '../i18n/language.ts'
import { startId } from '../ids.ts'
import type { Given } from '../session/given.ts'
import { addCard, cardsRoot } from './board.ts'

/** What stands on a board without anybody's doing. */
export interface Laid {
  readonly givens: readonly Given[]
  /** The language in which the exercise's own cards are put down; null as long as the exercise has not begun. */
  readonly start: Language | null
}

/**
 * An update that puts down what the document does not have yet; null when it has it all. A card of the exercise that a table
 * has taken away stays away, unless it is fixed.
 */
export function updateWithLaid(doc: Y.Doc, { givens, start }: Laid, exercise: Exercise): Uint8Array | null {
  const cards = doc.getMap(cardsRoot)
  const missing = givens.filter((given) => !cards.has(given.id) && exercise.kinds[given.kind])
  const wasThere = ({ id, fixed }: StartCard) => (fixed ? cards.has(startId(id)) : cards._map.has(startId(id)))
  const unlaid = start === null ? [] : (exercise.start ?? []).filter((card) => !wasThere(card))
  if (missing.length === 0 && unlaid.length === 0) return null
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(copy)
  for (const given of missing) {
    const kind = exercise.kinds[given.kind]!
    addCard(copy, given.id, kind, { [kind.titleField]: titleValue(given, kind.fields[kind.titleField]?.type) }, null)
  }
  for (const card of unlaid) {
    const kind = exercise.kinds[card.kind]
    if (!kind || start === null) continue
    const values = startValues(card, kind, start)
    addCard(copy, startId(card.id), kind, values, null)
    const stored = copy.getMap(cardsRoot).get(startId(card.id))
    if (card.fixed && stored instanceof Y.Map) stored.set('fixed', fixedKeys(kind, Object.keys(values)))
  }
  const update = Y.encodeStateAsUpdate(copy, before)
  copy.destroy()
  return update
}

/** What it says stays, and it stays where it is. */
const fixedKeys = (kind: Kind, said: readonly string[]): string[] => [
  'order',
  ...Object.values(kind.fields).flatMap(({ id, type }) => (type === 'position' || said.includes(id) ? [id] : [])),
]

/** A line cannot hold a code: whoever handed it on has put it into words. */
function titleValue({ title }: Given, type: string | undefined): Value {
  if (type === 'choice') return title
  return 'own' in title ? title.own : title.code
}
