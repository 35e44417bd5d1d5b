import type { Block } from '../../shared/report/blocks.ts'

/** A line of a page of A4, in letters of a table. */
const lineLetters = 79
const padding = 1.64

/**
 * How the columns of a table share its width, in letters of a line of 79: by what stands in them, and so that no usual
 * word is ever broken.
 */
export function columnShares({ head, rows }: Pick<Extract<Block, { is: 'table' }>, 'head' | 'rows'>): number[] {
  const least = head.map(
    (title, index) => Math.min(16, Math.max(longestWord(title) * 1.12, ...rows.map((row) => longestWord(row[index] ?? '')))) + padding,
  )
  const wishes = head.map((_, index) => Math.min(34, Math.max(1, ...rows.map((row) => row[index]?.length ?? 0))))
  const rest = lineLetters - sum(least)
  if (rest <= 0) return least.map((width) => (width / sum(least)) * lineLetters)
  return least.map((width, index) => width + (rest * (wishes[index] ?? 1)) / sum(wishes))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const longestWord = (text: string) => Math.max(0, ...text.split(/\s+/).map((word) => word.length))
