import type { Exercise, Field, Vocabulary } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import type { Cluster, Merged, MergedRatings } from '../merge/cluster.ts'
import { clusterTitle, numberIn } from '../merge/in-words.ts'
import { tallyWords } from '../merge/tally-words.ts'
import type { Telling, Translate } from './telling.ts'

export type CountingWord = 'all' | 'most' | 'many' | 'some' | 'one'

/** The fixed scale that turns "5 of 6 groups" into a word. One group of one is "one group"; from three quarters on it is "most", from a half on "many". */
export function countingWord(count: number, groups: number): CountingWord {
  if (count <= 1) return 'one'
  if (count >= groups) return 'all'
  if (count * 4 >= groups * 3) return 'most'
  return count * 2 >= groups ? 'many' : 'some'
}

/** How many named an entry, as every screen says it. In Russian a line is broken between sessions and groups, never within, as `bound` has it. */
export function tallyText(cluster: Cluster, merged: Merged, { t, language }: Pick<Telling, 't' | 'language'>): string {
  const words = tallyWords(cluster, merged, t)
  return language === 'ru' ? words.replace(/(?<!,) /g, '\u00a0') : words
}

export const ratingsOf = (cluster: Cluster, fields: readonly Field[]): MergedRatings[] =>
  fields.flatMap((field) => {
    const merged = cluster.fields[field.id]
    return merged?.type === 'ratings' ? [merged] : []
  })

/** "4 (3–5)", "4" where all said the same, "–" where nobody could rate. */
export function rangeText(rated: MergedRatings | undefined, { t, language }: Pick<Telling, 't' | 'language'>): string {
  if (!rated || rated.median === null || rated.min === null || rated.max === null) return '–'
  const [median, min, max] = [rated.median, rated.min, rated.max].map((value) => numberIn(language, value)) as [string, string, string]
  return rated.min === rated.max ? median : t('report.range', { median, min, max })
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
