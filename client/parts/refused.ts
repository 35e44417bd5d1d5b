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

/** Why a page that goes on asking has got no answer that helps; null when there was no such answer. */
export function waitingWords(refusal: Refusal | null): string | null {
  if (refusal === null) return null
  if (refusal.refused === 'not-connected') return t('common.unreachable')
  // What stands in the refusal is for people who tried something: these only wait.
  return refusal.refused === 'cannot-save' ? t('common.diskRefuses') : t(`refusals.${refusal.refused}`, refusal.details)
}
