import type * as Y from 'yjs'
import { addCard, changeCard, moveCard, removeCard } from '../../shared/board/board.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'

/**
 * Remembers which cards and fields a person touched since the server last had everything on disk, so that the work can
 * be done once more in another document: the server refuses the old one when its client id belongs to another seat.
 */
export class UnsavedWork {
  /** Field ids by card id; `order` is one of them. */
  readonly #touched = new Map<string, Set<string>>()

  /** Call after each change made on this laptop, with the cards before and after it; the same object is an untouched card. */
  note(before: readonly Card[], after: readonly Card[]): void {
    const [old, now] = [byId(before), byId(after)]
    for (const id of new Set([...old.keys(), ...now.keys()])) {
      if (old.get(id) === now.get(id)) continue
      const fields = changedFields(old.get(id), now.get(id))
      if (fields.length > 0) this.#touched.set(id, new Set([...(this.#touched.get(id) ?? []), ...fields]))
    }
  }

  /** Everything is on the server's disk. */
  saved(): void {
    this.#touched.clear()
  }

  /** Does in `doc` what was done to `cards` and never saved. What others wrote meanwhile in other fields stays. */
  redo(doc: Y.Doc, cards: readonly Card[], present: readonly Card[], exercise: Exercise, origin: unknown): void {
    const [wanted, there] = [byId(cards), byId(present)]
    for (const [id, fields] of this.#touched) {
      const card = wanted.get(id)
      const kind = card && exercise.kinds[card.kind]
      if (!card || !kind) removeCard(doc, id, origin)
      else if (!there.has(id)) addCard(doc, id, kind, card.fields, origin)
      else
        for (const name of fields) {
          const field = kind.fields[name]
          if (field) changeCard(doc, id, field, card.fields[name] ?? null, origin)
          else moveCard(doc, id, card.order, origin)
        }
    }
  }
}

const byId = (cards: readonly Card[]) => new Map(cards.map((card) => [card.id, card]))

function changedFields(before: Card | undefined, after: Card | undefined): string[] {
  const names = Object.keys((after ?? before)?.fields ?? {})
  const changed = names.filter((name) => JSON.stringify(before?.fields[name]) !== JSON.stringify(after?.fields[name]))
  return before?.order === after?.order ? changed : [...changed, 'order']
}
