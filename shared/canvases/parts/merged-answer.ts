import type { Exercise, Field } from '../../exercise/exercise.ts'
import { formatField } from '../../fields/catalogue.ts'
import { periodIn } from '../../fields/period.ts'
import type { Language } from '../../i18n/language.ts'
import { translator } from '../../i18n/messages.ts'
import type { MergedField } from '../../merge/cluster.ts'

/** What groups said together in a field, in few words; `differs` where two of them cannot both be right. */
export interface MergedAnswer {
  readonly words: string
  readonly differs: boolean
}
interface Asked {
  readonly field: Field
  readonly exercise: Exercise
  readonly language: Language
  /** The title of a cluster that a link leads to. */
  readonly titleAt: (cluster: string) => string
}

/** What stands where no group said anything. */
export const nothing: MergedAnswer = { words: '–', differs: false }

/** Answers with how many groups gave them, most first; the number is left out where one group alone answered. */
export function answerOf(merged: MergedField | undefined, asked: Asked): MergedAnswer {
  const { field, exercise, language, titleAt } = asked
  const t = translator(language)
  const number = (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)
  const spread = (median: number | null, min: number | null, max: number | null, unit = ''): string =>
    median === null || min === null || max === null
      ? '–'
      : `${min === max ? number(median) : t('report.range', { median: number(median), min: number(min), max: number(max) })}${unit}`
  switch (merged?.type) {
    case 'counts': {
      const label = (code: string, own: boolean) =>
        field.type === 'flag'
          ? t(code === 'yes' ? 'words.yes' : 'words.no')
          : own
            ? code
            : formatField(field.type === 'choices' ? [{ code }] : { code }, field, language, exercise)
      return counted(
        merged.counts.map(({ code, own, groups }) => ({ words: label(code, own), groups })),
        field.type !== 'choices',
      )
    }
    case 'links':
      return counted(
        merged.links.map(({ cluster, groups }) => ({ words: titleAt(cluster), groups })),
        field.type === 'link',
      )
    case 'ratings':
      return { words: spread(merged.median, merged.min, merged.max), differs: merged.consensus === 'divergent' }
    case 'numbers': {
      const unit = field.type === 'number' && field.unit ? ` ${field.unit[language]}` : ''
      return { words: spread(merged.median, merged.min, merged.max, unit), differs: merged.min !== merged.max }
    }
    case 'periods': {
      const by = field.type === 'period' ? field.by : 'month'
      const same = Map.groupBy(merged.periods, (one) => periodIn(language, one, by))
      return counted(
        [...same].map(([words, of]) => ({ words, groups: [...new Set(of.map(({ group }) => group))] })),
        true,
      )
    }
    case 'texts': {
      const different = [...new Set(merged.texts.map(({ text }) => text.trim()).filter((text) => text !== ''))]
      return different.length === 0 ? nothing : { words: different.join('; '), differs: false }
    }
    case 'dots':
      return merged.total === 0 ? nothing : { words: t('words.nDots', { n: merged.total }), differs: false }
    case 'places':
      return counted(
        merged.places.map(({ spot, groups }) => ({ words: formatField(spot, field, language, exercise), groups })),
        false,
      )
    case 'paths':
      return counted(
        merged.paths.map(({ stops, groups }) => ({ words: formatField(stops, field, language, exercise), groups })),
        false,
      )
    case 'areas':
      return counted(
        merged.areas.map(({ area, groups }) => ({ words: formatField(area, field, language, exercise), groups })),
        false,
      )
    case undefined:
      return nothing
  }
}

/** Where an answer excludes the others (one lead, one date), groups that gave different ones differ. */
function counted(answers: readonly { readonly words: string; readonly groups: readonly string[] }[], excludes: boolean): MergedAnswer {
  if (answers.length === 0) return nothing
  const said = new Set(answers.flatMap(({ groups }) => groups)).size
  const words = answers.map((one) => (said === 1 ? one.words : `${one.words} ${one.groups.length}`)).join(', ')
  return { words, differs: excludes && said > 1 && answers.length > 1 }
}
