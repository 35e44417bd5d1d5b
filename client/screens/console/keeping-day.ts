/** The end of a day as a date field writes it, where this laptop is; null where it is no day. */
export function endOf(day: string): number | null {
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined) return null
  const end = new Date(year, month - 1, date + 1).getTime()
  return Number.isFinite(end) ? end : null
}

/** The last day before a moment, as a date field writes it. */
export const dayBefore = (until: number): string => written(new Date(until - 1))

export const today = (): string => written(new Date())

const two = (number: number) => String(number).padStart(2, '0')
const written = (day: Date) => `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
