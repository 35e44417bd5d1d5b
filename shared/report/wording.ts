import type { Exercise, Field, Vocabulary } from '../exercise/exercise.ts'
import { languages, type Language } from '../i18n/language.ts'
import type { Cluster, Consensus, MergedRatings } from '../merge/cluster.ts'
import { clusterTitle } from '../merge/in-words.ts'
import type { Telling, Translate } from './telling.ts'

export type CountingWord = 'all' | 'most' | 'many' | 'some' | 'one'

/** DOMAIN.md 5.3: the fixed scale that turns "5 of 6 groups" into a word. One group of one is "one group". */
export function countingWord(count: number, groups: number): CountingWord {
  if (count <= 1) return 'one'
  if (count >= groups) return 'all'
  if (count * 4 >= groups * 3) return 'most'
  return count * 2 >= groups ? 'many' : 'some'
}

/** The most cautious word first: an entry is as agreed upon as its least agreed rating. */
const cautious: readonly Consensus[] = ['divergent', 'thin', 'weak', 'moderate', 'strong']

export function leastAgreed(ratings: readonly MergedRatings[]): Consensus | null {
  return cautious.find((word) => ratings.some((rated) => rated.consensus === word)) ?? null
}

export const ratingsOf = (cluster: Cluster, fields: readonly Field[]): MergedRatings[] =>
  fields.flatMap((field) => {
    const merged = cluster.fields[field.id]
    return merged?.type === 'ratings' ? [merged] : []
  })

// Made once: a report writes thousands of numbers.
const oneDecimal = new Map(languages.map((language) => [language, new Intl.NumberFormat(language, { maximumFractionDigits: 1 })]))

/** A number with at most one decimal, as the language writes it. */
export function numberIn(language: Language, value: number): string {
  return oneDecimal.get(language)?.format(value) ?? String(value)
}

/** "4 (3–5)", "4" where all said the same, "–" where nobody could rate. */
export function rangeText(rated: MergedRatings | undefined, { t, language }: Pick<Telling, 't' | 'language'>): string {
  if (!rated || rated.median === null || rated.min === null || rated.max === null) return '–'
  const median = numberIn(language, rated.median)
  return rated.min === rated.max ? median : t('report.range', { median, min: rated.min, max: rated.max })
}

export function termLabel(vocabulary: Vocabulary | undefined, code: string, language: Language): string {
  return vocabulary?.terms.find((term) => term.code === code)?.label[language] ?? code
}

/** A cluster's title in the language of the report; free words are marked when their script is another. */
export function titleIn(
  cluster: Pick<Cluster, 'title' | 'kind'>,
  exercise: Exercise,
  { t, language }: Pick<Telling, 't' | 'language'>,
): string {
  const { title } = cluster
  const words = clusterTitle(cluster, exercise, language)
  return title.by === 'code' || (title.by === 'group' && title.in) ? words : markScript(words, language, t)
}

/** Words in a script that the report's language does not use say so; anything in doubt stays as it is. */
export function markScript(words: string, language: Language, t: Translate): string {
  const script = clearScript(words)
  const own = language === 'ru' ? 'Cyrillic' : 'Latin'
  return script === null || script === own ? words : t('report.original', { words, script })
}

/** The script of nine letters in ten, when there are at least three letters. */
function clearScript(words: string): string | null {
  const counts = {
    Cyrillic: words.match(/\p{Script=Cyrillic}/gu)?.length ?? 0,
    Latin: words.match(/\p{Script=Latin}/gu)?.length ?? 0,
    Armenian: words.match(/\p{Script=Armenian}/gu)?.length ?? 0,
    Georgian: words.match(/\p{Script=Georgian}/gu)?.length ?? 0,
  }
  const letters = words.match(/\p{L}/gu)?.length ?? 0
  const clear = Object.entries(counts).find(([, count]) => count >= 3 && count * 10 >= letters * 9)
  return clear?.[0] ?? null
}
