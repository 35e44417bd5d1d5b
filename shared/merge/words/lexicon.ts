import type { Exercise, Term } from '../../exercise/exercise.ts'
import { wordLists } from '../../exercise/word-lists.ts'
import { languages } from '../../i18n/language.ts'
import { stemOf } from './stems.ts'
import { isJoining } from './weights.ts'

/** What the exercise's vocabularies know of words: which phrases mean one thing, in any language, and which words are spelled right. */
export interface Lexicon {
  /** By the stems of a phrase in any order: what it means. */
  readonly meanings: ReadonlyMap<string, string>
  readonly known: ReadonlySet<string>
}

/** Most words of a phrase. */
export const longestPhrase = 6

const made = new WeakMap<Exercise, Lexicon>()

export function lexiconOf(exercise: Exercise): Lexicon {
  const known = made.get(exercise)
  if (known) return known
  const lexicon = makeLexicon(exercise)
  made.set(exercise, lexicon)
  return lexicon
}

function makeLexicon({ vocabularies }: Exercise): Lexicon {
  const meanings = new Map<string, string>()
  const known = new Set<string>()
  const names = [...wordLists, ...Object.keys(vocabularies).filter((name) => !wordLists.includes(name)).sort()] // prettier-ignore
  for (const name of names)
    for (const term of vocabularies[name]?.terms ?? []) {
      const phrases = waysToSay(term, wordLists.includes(name)).map((way) => wordsOf(way).filter((word) => !isJoining(word)).map(stemOf)) // prettier-ignore
      for (const stem of phrases.flat()) known.add(stem)
      const keys = phrases.filter((stems) => stems.length > 0 && stems.length <= longestPhrase).map(phraseKey)
      // An entry that says what another list says already means the same.
      const meaning = keys.map((key) => meanings.get(key)).find((one) => one !== undefined) ?? `${name}:${term.code}`
      for (const key of keys) if (!meanings.has(key)) meanings.set(key, meaning)
    }
  return { meanings, known }
}

function waysToSay({ label, meaning }: Term, isOwnList: boolean): string[] {
  const labels = languages.map((language) => label[language])
  return isOwnList ? [...labels, ...(meaning ? languages.map((language) => meaning[language]) : [])].flatMap((way) => way.split(' / ')) : labels // prettier-ignore
}

/** The stems of a phrase in any order. */
export const phraseKey = (stems: readonly string[]): string => (stems.length === 1 ? stems[0]! : [...stems].sort().join(' '))

/** The words of a text: small letters, no marks between them, "’s" left out and Uzbek "o‘" kept as one letter. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/['’]s(?![\p{L}\p{N}])/gu, '')
    .replace(/['‘’ʻʼ`´]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
}
