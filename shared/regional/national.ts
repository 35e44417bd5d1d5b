import type { Exercise } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import { refuse, type Refusal } from '../refusals.ts'
import type { Mark } from '../report/narrative.ts'
import { maxGroups } from '../session/new-session.ts'
import type { Session } from '../session/session.ts'

/** A session that is to be brought together with others. */
export interface National {
  readonly session: Omit<Session, 'code'>
  readonly exercises: readonly Exercise[]
}

/** The same with all that stands on its boards, by board id. */
export interface NationalWork extends National {
  readonly cards: Readonly<Record<string, readonly Card[]>>
  /** What its report keeps from some readers. */
  readonly marks: readonly Mark[]
}

/** Everybody counts them in the same order, whichever was chosen first: as an alphabet has their titles. */
export function inOrder<One extends National>(nationals: readonly One[]): readonly One[] {
  const alphabet = new Intl.Collator(['en', 'ru'], { numeric: true })
  return nationals.toSorted(
    ({ session: one }, { session: other }) => alphabet.compare(one.title, other.title) || (one.id < other.id ? -1 : 1),
  )
}

/** Why these cannot be brought together, whatever their exercises; null when they can. */
export function refusalOf(nationals: readonly National[]): Refusal | null {
  const seen = new Set<string>()
  const tables = new Map<string, string>()
  for (const { session } of nationals) {
    const { id, title, sources, groups } = session
    if (seen.has(id)) return refuse('session-twice', { title })
    if (sources !== undefined) return refuse('regional-in-regional', { title })
    seen.add(id)
    for (const group of groups) {
      const other = tables.get(group.id)
      if (other !== undefined) return refuse('same-tables', { one: other, other: title })
      tables.set(group.id, title)
    }
  }
  if (seen.size < 2) return refuse('too-few-sessions')
  return tables.size > maxGroups ? refuse('too-many-groups', { most: maxGroups }) : null
}
