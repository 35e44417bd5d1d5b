import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import type { FieldType } from './field-type.ts'
import type { Period, PeriodValue } from './values.ts'

const monthPattern = /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/
const isMonth = (text: unknown): text is string => typeof text === 'string' && monthPattern.test(text)

/** From one month to another, or from one quarter to another: a quarter is stored as its first and last month. */
export const period: FieldType<'period', PeriodValue> = {
  type: 'period',
  initial: null,
  read(stored, field) {
    if (typeof stored !== 'object' || stored === null || !Object.hasOwn(stored, 'start') || !Object.hasOwn(stored, 'end')) return null
    const { start, end } = stored as { start: unknown; end: unknown }
    if (!isMonth(start) || !isMonth(end)) return null
    return wholePeriod(start < end ? start : end, start < end ? end : start, field.by)
  },
  write: (value) => (value === null ? null : { start: value.start, end: value.end }),
  isAnswered: (value) => value !== null,
  merge(answers) {
    const periods = answers.flatMap(({ group, value }) => (value === null ? [] : [{ group, start: value.start, end: value.end }]))
    return {
      type: 'periods',
      periods,
      earliest: periods.map((one) => one.start).sort()[0] ?? null,
      latest: periods.map((one) => one.end).sort().at(-1) ?? null, // prettier-ignore
    }
  },
  format: (value, field, language) => (value === null ? translator(language)('words.notSaid') : periodIn(language, value, field.by)),
  keyOf: (value) => (value === null ? null : `period:${value.start}/${value.end}`),
  sample: [null, { start: '2027-01', end: '2027-03' }, { start: '2027-01', end: '2028-12' }],
}

/** Months as they are; quarters from their first to their last month. */
export function wholePeriod(start: string, end: string, by: 'month' | 'quarter'): Period {
  if (by === 'month') return { start, end }
  return { start: monthOf(start, quarterOf(start) * 3 - 2), end: monthOf(end, quarterOf(end) * 3) }
}

/** The quarter of a month `YYYY-MM`, 1 to 4. */
export const quarterOf = (month: string): number => Math.ceil(Number(month.slice(5)) / 3)
const monthOf = (like: string, month: number): string => `${like.slice(0, 5)}${String(month).padStart(2, '0')}`

/** "March – June 2027", or "Q1 – Q3 2027", as the language writes it. */
export function periodIn(language: Language, { start, end }: Period, by: 'month' | 'quarter'): string {
  if (by === 'month') {
    const format = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' })
    return format.formatRange(dateOf(start), dateOf(end))
  }
  const t = translator(language)
  const [from, to] = [quarterOf(start), quarterOf(end)]
  const last = t('words.quarter', { quarter: to, year: end.slice(0, 4) })
  if (start.slice(0, 4) !== end.slice(0, 4)) return `${t('words.quarter', { quarter: from, year: start.slice(0, 4) })} – ${last}`
  return from === to ? last : t('words.quarters', { from, to, year: end.slice(0, 4) })
}

const dateOf = (month: string): Date => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1, 1))
