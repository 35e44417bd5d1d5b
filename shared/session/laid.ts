import { languages, type Language } from '../i18n/language.ts'
import type { AgendaItem, Session } from './session.ts'
import type { Given } from './given.ts'
import { lastStepOf } from './whereabouts.ts'

/**
 * What stands on a group's board without its doing: what was handed on, and from its first step on the exercise's own cards, in the
 * language of the table.
 */
export function laidOn(session: Session, item: AgendaItem, group: string): { givens: readonly Given[]; start: Language | null } {
  const language = session.groups.find(({ id }) => id === group)?.language ?? languages[0]
  return { givens: item.givens ?? [], start: lastStepOf(item, group) ? language : null }
}
