import { t } from '../../language.svelte.ts'
import type { Work } from '../work.ts'

/** Where a card was handed on from or that it comes with the exercise, in words; null for a card that was put down here. */
export function originOf(work: Work, card: string): string | null {
  if (work.isFixed(card)) return t('rules.fixed')
  const from = work.givens.get(card)?.from
  return from ? t('canvas.given', { groups: from.groups, of: from.of, exercise: work.exerciseTitle(from.exercise) }) : null
}
