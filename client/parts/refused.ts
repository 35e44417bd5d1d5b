import type { Refusal } from '../../shared/refusals.ts'
import type { Hat } from '../../shared/protocol/control.ts'
import { t } from '../language.svelte.ts'

/** Why the server does not let a page in, and what the person before it can do; null when it does. */
export function refusedWords(refusal: Refusal | null, hat: Hat): string | null {
  if (refusal === null) return null
  if (refusal.refused === 'foreign-origin') return t('common.foreignAddress')
  const isUnknown = refusal.refused === 'not-signed-in' || refusal.refused === 'not-allowed'
  if (isUnknown && hat === 'facilitator') return t('console.signInAgain')
  if (isUnknown && hat === 'plenary') return t('plenary.signIn')
  return isUnknown ? t('table.signInAgain') : t(`refusals.${refusal.refused}`, refusal.details)
}
