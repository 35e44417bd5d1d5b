import type { Translate } from '../../shared/i18n/messages.ts'

/** How long ago in words; `ms` may be a little below zero when clocks differ. */
export function ago(ms: number, t: Translate): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 5) return t('console.justNow')
  if (seconds < 60) return t('console.secondsAgo', { seconds })
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? t('console.minutesAgo', { minutes }) : t('console.hoursAgo', { hours: Math.floor(minutes / 60) })
}
