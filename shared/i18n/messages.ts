import { IntlMessageFormat } from 'intl-messageformat'
import { bound } from './bound.ts'
import { catalogue, type TextKey } from './catalogue.ts'
import type { Language, Localized } from './language.ts'

export type { TextKey } from './catalogue.ts'
/** The text of that name in the translator's language, its ICU placeholders filled from `args`. */
export type Translate = (key: TextKey, args?: Readonly<Record<string, string | number>>) => string

const formats = new Map<string, IntlMessageFormat>()

/** Texts in one language. Every message is parsed once for the whole program. */
export function translator(language: Language): Translate {
  return (key, args = {}) => {
    const message = messageOf(language, key)
    try {
      return String(formatOf(language, key, message).format(args))
    } catch {
      // A placeholder without a value: a sentence with a visible hole serves a room better than a screen that stops.
      return message
    }
  }
}

/** The entry of a text in the reader's language. */
export function localized(text: Localized, language: Language): string {
  return text[language]
}

function messageOf(language: Language, key: TextKey): string {
  const dot = key.indexOf('.')
  const sections: Readonly<Record<string, Readonly<Record<string, string>>>> = catalogue[language]
  return sections[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? key
}

function formatOf(language: Language, key: TextKey, message: string): IntlMessageFormat {
  const name = `${language}.${key}`
  const known = formats.get(name)
  if (known) return known
  const words = language === 'ru' ? bound(message, key.slice(0, key.indexOf('.'))) : message
  const format = new IntlMessageFormat(words, language, undefined, { ignoreTag: true })
  formats.set(name, format)
  return format
}
