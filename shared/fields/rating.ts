import { translator } from '../i18n/messages.ts'
import { consensusOf, median, quartile } from '../merge/statistics.ts'
import type { Answer, FieldType } from './field-type.ts'
import type { RatingValue } from './values.ts'

/** A number from 1 to `of`, or "do not know": a real answer, counted apart and left out of the median. */
export const rating: FieldType<'rating', RatingValue> = {
  type: 'rating',
  initial: null,
  read(stored, field) {
    if (stored === 'unknown') return 'unknown'
    return typeof stored === 'number' && Number.isInteger(stored) && stored >= 1 && stored <= field.of ? stored : null
  },
  write: (value) => value,
  isAnswered: (value) => value !== null,
  merge(answers, { of }) {
    const values = oneValueEach(answers)
    const numbers = values.map((one) => one.value).sort((a, b) => a - b)
    const rated = new Set(values.map((one) => one.group))
    const unknown = [...new Set(answers.filter((one) => one.value === 'unknown' && !rated.has(one.group)).map((one) => one.group))]
    const known = numbers.length > 0
    return {
      type: 'ratings',
      of,
      values,
      unknown,
      median: known ? median(numbers) : null,
      min: numbers[0] ?? null,
      max: numbers.at(-1) ?? null,
      iqr: numbers.length >= 4 ? quartile(numbers, 0.75) - quartile(numbers, 0.25) : null,
      consensus: consensusOf(numbers, of),
    }
  },
  format: (value, _field, language) =>
    value === null ? translator(language)('words.notSaid') : value === 'unknown' ? translator(language)('words.doNotKnow') : String(value),
  keyOf: (value) => (value === null ? null : `rating:${value}`),
  sample: [null, 'unknown', 1, 5],
}

/** One group, one dot: where a group rated several contributions of a cluster, the median of its values stands for it. */
function oneValueEach(answers: readonly Answer<RatingValue>[]): { group: string; value: number }[] {
  const byGroup = new Map<string, number[]>()
  for (const { group, value } of answers) if (typeof value === 'number') byGroup.set(group, [...(byGroup.get(group) ?? []), value])
  return [...byGroup].map(([group, values]) => ({ group, value: median(values.sort((a, b) => a - b)) }))
}
