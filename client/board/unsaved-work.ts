import type * as Y from 'yjs'
import { addCard, changeCard, moveCard, removeCard } from '../../shared/board/board.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'

/** Longer than the age of a live copy from which another laptop may go on. */
const recentMs = 180_000

/**
 * Remembers which cards and fields a person touched since the server last had everything on disk, and a little longer, so
 * that the work can be done once more in another document: the server refuses the old one when its client id belongs to
 * another seat, or when the server goes on from a copy that is older than what it had called saved.
 */
export class UnsavedWork {
  /** When each field was saved, null while it is not, by card id; `order` is one of the fields. */
  readonly #touched = new Map<string, Map<string, number | null>>()

  /** Call after each change made on this laptop, with the cards before and after it; the same object is an untouched card. */
  note(before: readonly Card[], after: readonly Card[]): void {
    const [old, now] = [byId(before), byId(after)]
    for (const id of new Set([...old.keys(), ...now.keys()])) {
      if (old.get(id) === now.get(id)) continue
      const fields = changedFields(old.get(id), now.get(id))
      const touched = this.#touched.get(id) ?? new Map<string, number | null>()
      for (const field of fields) touched.set(field, null)
      if (fields.length > 0) this.#touched.set(id, touched)
    }
  }

  /** Everything is on the server's disk at this moment. */
  saved(now: number): void {
    for (const [id, fields] of this.#touched) {
      for (const [field, at] of fields) {
        if (at === null) fields.set(field, now)
        else if (at < now - recentMs) fields.delete(field)
      }
      if (fields.size === 0) this.#touched.delete(id)
    }
  }

  /**
   * Does in `doc` what was done to `cards` and never saved, or with `alsoSaved` what was done in the last minutes. What others
   * wrote meanwhile in other fields stays.
   */
  redo(doc: Y.Doc, cards: readonly Card[], present: readonly Card[], exercise: Exercise, origin: unknown, alsoSaved = false): void {
    const [wanted, there] = [byId(cards), byId(present)]
    for (const [id, touched] of this.#touched) {
      const fields = [...touched].flatMap(([field, at]) => (at === null || alsoSaved ? [field] : []))
      if (fields.length === 0) continue
      const card = wanted.get(id)
      const kind = card && exercise.kinds[card.kind]
      if (!card || !kind) removeCard(doc, id, origin)
      else if (!there.has(id)) addCard(doc, id, kind, card.fields, origin, card.told)
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
