import { numberIn } from '../../merge/in-words.ts'
import type { Exercise, Field } from '../../exercise/exercise.ts'
import { formatField } from '../../fields/catalogue.ts'
import type { TitleOf } from '../../fields/field-type.ts'
import { periodIn } from '../../fields/period.ts'
import type { Cluster } from '../../merge/cluster.ts'
import type { Telling } from '../telling.ts'
import { markScript, rangeText, termLabel } from '../wording.ts'

/**
 * What the groups said in a field of one entry, in the room of a table's cell; a dash where nobody said anything. How many said
 * it stands behind each answer, but where one group alone named the entry.
 */
export function shortText(
  cluster: Pick<Cluster, 'fields' | 'groups'>,
  field: Field,
  exercise: Exercise,
  titleAt: TitleOf,
  telling: Telling,
): string {
  const { t, language } = telling
  const merged = cluster.fields[field.id]
  const isAlone = cluster.groups.length === 1
  const counted = (answers: readonly { readonly answer: string; readonly count: number }[]) =>
    answers.length === 0 ? '–' : answers.map((one) => (isAlone ? one.answer : t('report.answerCount', one))).join(', ')
  switch (merged?.type) {
    case 'counts':
      return counted(
        merged.counts.map(({ code, own, groups }) => ({
          answer: own ? markScript(code, language, t) : answerLabel(code, field, exercise, telling),
          count: groups.length,
        })),
      )
    case 'links':
      return counted(merged.links.map(({ cluster, groups }) => ({ answer: titleAt(cluster) ?? '–', count: groups.length })))
    case 'numbers': {
      if (merged.median === null || merged.min === null || merged.max === null) return '–'
      const [median, min, max] = [merged.median, merged.min, merged.max].map((value) => numberIn(language, value))
      const numbers =
        min === max
          ? (median ?? '')
          : t('report.numberRange', { median: median ?? '', min: min ?? '', max: max ?? '', n: merged.values.length })
      return field.type === 'number' && field.unit ? `${numbers} ${field.unit[language]}` : numbers
    }
    case 'periods': {
      const by = field.type === 'period' ? field.by : 'month'
      const same = Map.groupBy(merged.periods, (one) => periodIn(language, one, by))
      const each = counted([...same].map(([answer, of]) => ({ answer, count: new Set(of.map(({ group }) => group)).size })))
      if (same.size < 2 || merged.earliest === null || merged.latest === null) return each
      return t('report.periodSpan', { each, span: periodIn(language, { start: merged.earliest, end: merged.latest }, by) })
    }
    case 'places':
      return counted(
        merged.places.map(({ spot, groups }) => ({ answer: formatField(spot, field, language, exercise), count: groups.length })),
      )
    case 'paths':
      return counted(
        merged.paths.map(({ stops, groups }) => ({ answer: formatField(stops, field, language, exercise), count: groups.length })),
      )
    case 'areas':
      return counted(
        merged.areas.map(({ area, groups }) => ({ answer: formatField(area, field, language, exercise), count: groups.length })),
      )
    case 'dots':
      return merged.total === 0 ? '–' : t('report.dotsFrom', { dots: merged.total, groups: merged.values.length })
    case 'texts':
      return merged.texts.length === 0 ? '–' : merged.texts.map(({ text }) => markScript(text, language, t)).join('; ')
    case 'ratings':
      return rangeText(merged, telling)
    case undefined:
      return '–'
  }
}

function answerLabel(code: string, field: Field, exercise: Exercise, { t, language }: Telling): string {
  if (field.type === 'flag') return t(code === 'yes' ? 'words.yes' : 'words.no')
  return 'from' in field ? termLabel(exercise.vocabularies[field.from], code, language) : code
}
