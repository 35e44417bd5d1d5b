/** A line of a page of A4, upright and across, in letters of a table. */
export const lineLetters = { upright: 79, across: 119 } as const
const padding = 1.64
/** A cell of more lines than this is a tower that nobody reads. */
const mostLines = 5

interface Columns {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * How the columns of a table share a line, in its letters: by what stands in them, so that no usual word is broken and, where
 * there is room, no cell becomes a tower.
 */
export function columnShares({ head, rows }: Columns, line: number): number[] {
  const needs = head.map((title, at) => needOf(title, rows, at))
  const comfort = needs.map(({ comfort: one }) => one)
  const least = needs.map(({ least: one }) => one)
  const wishes = needs.map(({ wish }) => wish)
  const from = sum(comfort) <= line ? comfort : least
  const rest = line - sum(from)
  if (rest <= 0) return from.map((width) => (width / sum(from)) * line)
  const shared = sum(comfort) <= line ? wishes : comfort.map((one, at) => one - (least[at] ?? 0))
  const whole = sum(shared) || 1
  return from.map((width, at) => width + (rest * (shared[at] ?? 0)) / whole)
}

/** A turned page leaves the two beside it half empty: a table that is a little too wide for an upright one stays there, less in comfort. */
const bearable = 1.2

/** True where a table needs a turned page. */
export function needsTurn(table: Columns): boolean {
  const least = sum(table.head.map((title, at) => needOf(title, table.rows, at).least))
  return least > lineLetters.upright || lineNeed(table) > lineLetters.upright * bearable
}

/** How many letters of a line a table needs to be read in comfort. */
export function lineNeed({ head, rows }: Columns): number {
  return sum(head.map((title, at) => needOf(title, rows, at).comfort))
}

function needOf(title: string, rows: Columns['rows'], at: number) {
  let [word, longest] = [longestWord(title) * 1.12, 1]
  for (const row of rows) {
    const cell = row[at] ?? ''
    word = Math.max(word, longestWord(cell))
    longest = Math.max(longest, cell.length)
  }
  const least = Math.min(16, word) + padding
  const comfort = Math.max(least, Math.min(30, longest / mostLines + 4) + padding)
  return { least, comfort: longest <= word ? least : comfort, wish: Math.min(34, longest) }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** Without a copy of every word: a report has tens of thousands of cells. */
function longestWord(text: string): number {
  let [longest, from] = [0, 0]
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !/\s/.test(text.charAt(at))) continue
    longest = Math.max(longest, at - from)
    from = at + 1
  }
  return longest
}
