import type * as Y from 'yjs'
import { addCard, changeCard, moveCard, removeCard } from '../../shared/board/board.ts'
import { marksIn } from '../../shared/board/deeds.ts'
import { obstacleTo, type Action, type Granted, type Obstacle } from '../../shared/exercise/allowed.ts'
import { isGivenId } from '../../shared/ids.ts'
import type { Exercise, Kind } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'

/** Longer than the age of a live copy from which another laptop may go on. */
const recentMs = 180_000

/** What was written and may not be put on the board: the card as it was written, and the fields in which it differs from the board. */
export interface Untaken {
  readonly action: Action
  readonly card: Card
  readonly fields: readonly string[]
  readonly why: Obstacle
}

interface HowToRedo {
  readonly origin: unknown
  /** What was done in the last minutes too, though it had been called saved. */
  readonly alsoSaved?: boolean
  /** Who does it, and what that seat may do. */
  readonly seat?: string | null
  readonly granted?: Granted
}

/**
 * Remembers which cards and fields a person touched since the server last had everything on disk, and a little longer, so
 * that the work can be done once more in another document: the server refuses the old one when its client id belongs to
 * another seat, or when the server goes on from a copy that is older than what it had called saved.
 */
export class UnsavedWork {
  /** When each field was saved, null while it is not, by card id; `order` is one of the fields. */
  readonly #touched = new Map<string, Map<string, number | null>>()
  /** The cards as they were before what is not saved was done to them, null where there was none, by id. */
  readonly #before = new Map<string, Card | null>()

  /** Call after each change made on this laptop, with the cards before and after it; the same object is an untouched card. */
  note(before: readonly Card[], after: readonly Card[]): void {
    // What stands where it stood, untouched, need not be looked up.
    const others = (cards: readonly Card[], than: readonly Card[]) => byId(cards.filter((card, at) => card !== than[at]))
    const [old, now] = [others(before, after), others(after, before)]
    for (const id of new Set([...old.keys(), ...now.keys()])) {
      if (old.get(id) === now.get(id)) continue
      const fields = changedFields(old.get(id), now.get(id))
      const touched = this.#touched.get(id) ?? new Map<string, number | null>()
      for (const field of fields) touched.set(field, null)
      if (fields.length === 0) continue
      this.#touched.set(id, touched)
      if (!this.#before.has(id)) this.#before.set(id, old.get(id) ?? null)
    }
  }

  /** Everything is on the server's disk at this moment. */
  saved(now: number): void {
    this.#before.clear()
    for (const [id, fields] of this.#touched) {
      for (const [field, at] of fields) {
        if (at === null) fields.set(field, now)
        else if (at < now - recentMs) fields.delete(field)
      }
      if (fields.size === 0) this.#touched.delete(id)
    }
  }

  /** All that was done to `cards` and never saved, where the board takes nothing more; `doc` is the one in which it was done. */
  untaken(doc: Y.Doc, cards: readonly Card[], exercise: Exercise): Untaken[] {
    const before = [...this.#before.values()].filter((card) => card !== null)
    return this.redo(doc, cards, before, exercise, { origin: null, granted: { may: [], as: [] } })
  }

  /**
   * Does in `doc` what was done to `cards` and never saved, or with `alsoSaved` what was done in the last minutes. What others
   * wrote meanwhile in other fields stays. Returns what is not allowed and therefore not done.
   */
  redo(doc: Y.Doc, cards: readonly Card[], present: readonly Card[], exercise: Exercise, how: HowToRedo): Untaken[] {
    const { origin, alsoSaved = false, seat = null, granted = { as: [] } } = how
    const [wanted, there] = [byId(cards), byId(present)]
    const untaken: Untaken[] = []
    for (const [id, touched] of this.#touched) {
      const fields = [...touched].flatMap(([field, at]) => (at === null || alsoSaved ? [field] : []))
      if (fields.length === 0) continue
      const [card, now] = [wanted.get(id), there.get(id)]
      const kind = card && exercise.kinds[card.kind]
      const marks = marksIn(doc, id)
      const given = isGivenId(id)
      const against = (action: Action, key = 'order') => obstacleTo({ action, ...marks, key, given }, granted)
      if (!card || !kind) {
        const why = against('remove')
        if (now && why === null) removeCard(doc, id, origin)
        else if (now && why !== null) untaken.push({ action: 'remove', card: now, fields: [], why })
      } else if (!now) {
        const why = against('add')
        if (why === null) addCard(doc, id, kind, card.fields, origin, { told: card.told, by: seat })
        else untaken.push({ action: 'add', card, fields: Object.keys(card.fields), why })
      } else {
        const differing = fields.filter((name) => says(card, name) !== says(now, name))
        const how = (name: string) => against(isPlace(kind, name) ? 'move' : 'change', name)
        const refused = differing.filter((name) => how(name) !== null)
        const words = refused.filter((name) => !isPlace(kind, name))
        const why = how(words[0] ?? '')
        if (words.length > 0 && why !== null) untaken.push({ action: 'change', card, fields: words, why })
        for (const name of differing.filter((one) => !refused.includes(one))) {
          const field = kind.fields[name]
          if (field) changeCard(doc, id, field, card.fields[name] ?? null, origin)
          else moveCard(doc, id, card.order, origin)
        }
      }
    }
    return untaken
  }
}

const says = (card: Card, name: string) => JSON.stringify(name in card.fields ? card.fields[name] : card.order)
/** Where a card stands is nothing that anybody wrote. */
const isPlace = (kind: Kind, name: string) => (kind.fields[name]?.type ?? 'position') === 'position'
const byId = (cards: readonly Card[]) => new Map(cards.map((card) => [card.id, card]))

function changedFields(before: Card | undefined, after: Card | undefined): string[] {
  const names = Object.keys((after ?? before)?.fields ?? {})
  const changed = names.filter((name) => JSON.stringify(before?.fields[name]) !== JSON.stringify(after?.fields[name]))
  return before?.order === after?.order ? changed : [...changed, 'order']
}
