import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../shared/i18n/catalogue.ts'
import { languages, type Language } from '../../shared/i18n/language.ts'
import { localized, translator } from '../../shared/i18n/messages.ts'
import { refusalCodes } from '../../shared/refusals.ts'

type Elements = ReturnType<IntlMessageFormat['getAst']>
const plural = 6
const select = 5

const messages = (language: Language): [string, string][] =>
  Object.entries(catalogue[language] as Record<string, Record<string, string>>).flatMap(([section, texts]) =>
    Object.entries(texts).map(([key, text]): [string, string] => [`${section}.${key}`, text]),
  )
const parse = (text: string, language: Language) => new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()

/** Every element of a message, those inside branches too. */
function elementsOf(ast: Elements): Elements {
  return ast.flatMap((element) => {
    const branches = 'options' in element ? Object.values(element.options).flatMap((option) => elementsOf(option.value)) : []
    return [element, ...branches]
  })
}
const argumentsOf = (text: string, language: Language) =>
  [
    ...new Set(
      elementsOf(parse(text, language)).flatMap((element) =>
        element.type >= 1 && element.type <= 6 && 'value' in element ? [element.value] : [],
      ),
    ),
  ].sort()

describe('texts', () => {
  test('every language has every key', () => {
    const keys = messages('en')
      .map(([key]) => key)
      .sort()
    for (const language of languages)
      expect(
        messages(language)
          .map(([key]) => key)
          .sort(),
      ).toEqual(keys)
  })

  test.each(languages.filter((language) => language !== 'en'))('%s uses the same arguments as English', (language) => {
    const english = new Map(messages('en'))
    for (const [key, text] of messages(language))
      expect(argumentsOf(text, language), key).toEqual(argumentsOf(english.get(key) ?? '', 'en'))
  })

  test.each(languages)('%s has every plural branch that its rules need', (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    for (const [key, text] of messages(language)) {
      for (const element of elementsOf(parse(text, language))) {
        // A plural of `other` alone does not depend on the number: an abbreviation.
        if (
          element.type === plural &&
          'options' in element &&
          Object.keys(element.options).filter((branch) => !branch.startsWith('=')).length > 1
        )
          expect(Object.keys(element.options), key).toEqual(expect.arrayContaining(needed))
      }
    }
  })

  test.each(languages)('no text of %s is empty, and a select names the same cases in every language', (language) => {
    const english = new Map(messages('en'))
    const cases = (text: string, spoken: Language) =>
      elementsOf(parse(text, spoken)).flatMap((element) =>
        element.type === select && 'options' in element ? [Object.keys(element.options).sort()] : [],
      )
    for (const [key, text] of messages(language)) {
      expect(text.trim(), key).not.toBe('')
      expect(cases(text, language), key).toEqual(cases(english.get(key) ?? '', 'en'))
    }
  })

  test('every refusal has a sentence that says what to do', () => {
    for (const language of languages) {
      for (const code of refusalCodes) expect(catalogue[language].refusals[code], code).toMatch(/[.;] .+\.$|, .+\.$/u)
    }
  })

  // A second name for a thing that has one, words of the machine room, and quotation marks of another language.
  test.each([
    ['en', /\bmend|WebSocket/iu],
    ['ru', /"|отчёт|пленум|встреч|WebSocket|рабоче\S+ пол|ведущ|не знаем/iu],
  ] as const)('a thing has one name in %s', (language, others) => {
    expect(messages(language).filter(([, text]) => others.test(text))).toEqual([])
  })

  test('Russian plurals follow the number', () => {
    const t = translator('ru')
    const unsaved = (count: number) => t('common.unsaved', { count }).split(' ').slice(0, 2).join(' ')
    expect([1, 2, 5, 21].map(unsaved)).toEqual(['1 изменение', '2 изменения', '5 изменений', '21 изменение'])
    expect([1, 2, 5].map((count) => t('common.unsaved', { count }).split(' ').at(-1))).toEqual(['сохранено', 'сохранены', 'сохранено'])
    expect(t('words.nOfMGroups', { n: 4, m: 6 })).toBe('4 из 6 групп')
    expect(translator('en')('words.nOfMGroups', { n: 1, m: 1 })).toBe('1 of 1 group')
  })

  test('a placeholder without a value leaves the sentence standing', () => {
    expect(translator('en')('words.table')).toBe('Table {letter}')
    expect(localized({ en: 'one', ru: 'один' }, 'ru')).toBe('один')
  })
})
