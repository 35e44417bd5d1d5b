import type { Language } from '../../shared/i18n/language.ts'
import type { Ms } from '../../shared/session/session.ts'

/** A moment of the meeting as people say it: 14:05, with its day when that is not the day of `now`. */
export function momentIn(language: Language, at: Ms, now: Ms): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  const day = isToday ? ({} as const) : ({ day: 'numeric', month: 'long' } as const)
  return new Intl.DateTimeFormat(language, { ...day, hour: '2-digit', minute: '2-digit', hour12: false }).format(at)
}
