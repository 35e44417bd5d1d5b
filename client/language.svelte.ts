import { isLanguage, type Language } from '../shared/i18n/language.ts'
import { translator, type TextKey } from '../shared/i18n/messages.ts'

const place = 'language'

function remembered(): Language {
  const kept = localStorage.getItem(place)
  if (isLanguage(kept)) return kept
  return navigator.language.startsWith('ru') ? 'ru' : 'en'
}

/** The language of this laptop: switchable while working, remembered here and nowhere else. */
class LaptopLanguage {
  #current = $state<Language>(remembered())
  readonly #translate = $derived(translator(this.#current))

  get current(): Language {
    return this.#current
  }

  set(language: Language): void {
    this.#current = language
    localStorage.setItem(place, language)
    document.documentElement.lang = language
  }

  /** The table's language, where nobody at this laptop has chosen another. */
  begin(language: Language): void {
    if (localStorage.getItem(place) === null) this.set(language)
  }

  translate(key: TextKey, args?: Readonly<Record<string, string | number>>): string {
    return this.#translate(key, args)
  }
}

export const language = new LaptopLanguage()
document.documentElement.lang = language.current

/** The text of that name in this laptop's language; reading it in a template follows the switch. */
export function t(key: TextKey, args?: Readonly<Record<string, string | number>>): string {
  return language.translate(key, args)
}
