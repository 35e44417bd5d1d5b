import type { CanvasOf, Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'

/** How a kind links two cards of another kind, by the network that draws it; null for every other kind. */
export function linkingOf(kind: string, exercise: Exercise): CanvasOf<'network'> | null {
  for (const { canvas } of exercise.steps) if (canvas.type === 'network' && canvas.links === kind) return canvas
  return null
}

/** A link is named by what it connects, and how: its sort alone would name many. */
export function linkName(from: string, to: string, sort: string | null, language: Language): string {
  const t = translator(language)
  return sort === null ? t('words.link', { from, to }) : t('words.linkOf', { from, to, sort })
}
