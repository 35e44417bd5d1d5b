/** Languages of the interface and of reports. A text in several languages has one entry for each. */
export const languages = ['en', 'ru'] as const
export type Language = (typeof languages)[number]
export type Localized = Readonly<Record<Language, string>>

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language)
}
