import type * as Y from 'yjs'

/**
 * A set in a document is a shared text, one member a line: two people who add or remove different members at
 * once both win, which one JSON value could not give them. A sample file writes the same set as a list.
 */
export function linesOf(text: Y.Text): string[] {
  const json: unknown = text.toJSON()
  return typeof json === 'string' ? [...new Set(json.split('\n').filter((line) => line !== ''))] : []
}

export const textOfLines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

/** Makes the text hold these lines, touching no line that stays. Lines that two people added twice go together. */
export function editLines(text: Y.Text, wanted: readonly string[]): void {
  const json: unknown = text.toJSON()
  const present = (typeof json === 'string' ? json : '').split('\n')
  const keep = new Set(wanted)
  const seen = new Set<string>()
  let at = 0
  const cuts: [number, number][] = []
  for (const [index, line] of present.entries()) {
    const length = line.length + (index < present.length - 1 ? 1 : 0)
    if (line !== '' && (!keep.has(line) || seen.has(line))) cuts.push([at, length])
    seen.add(line)
    at += length
  }
  for (const [from, length] of cuts.reverse()) text.delete(from, length)
  const added = wanted.filter((line) => !seen.has(line))
  if (added.length === 0) return
  const rest: unknown = text.toJSON()
  const gap = typeof rest === 'string' && rest !== '' && !rest.endsWith('\n') ? '\n' : ''
  text.insert(text.length, gap + textOfLines([...new Set(added)]))
}

/**
 * Makes the text hold these lines in this order by the fewest lines taken out and put in, so that what somebody else
 * puts between two others at the same time stays there.
 */
export function editOrder(text: Y.Text, wanted: readonly string[]): void {
  const json: unknown = text.toJSON()
  const whole = typeof json === 'string' ? json : ''
  if (whole !== '' && !whole.endsWith('\n')) text.insert(text.length, '\n')
  const present = whole.split('\n')
  if (present.at(-1) === '') present.pop()
  // The longest run of lines that both have in order: of the first i and the first j lines.
  const common = present.reduce<number[][]>(
    (rows, line) => {
      const row = [0]
      wanted.forEach((other, at) => row.push(line === other ? rows.at(-1)![at]! + 1 : Math.max(rows.at(-1)![at + 1]!, row[at]!)))
      return [...rows, row]
    },
    [Array.from({ length: wanted.length + 1 }, () => 0)],
  )
  let [i, j, at] = [present.length, wanted.length, text.length]
  while (i > 0 || j > 0) {
    const [old, next] = [present[i - 1], wanted[j - 1]]
    if (old !== undefined && old === next) {
      at -= old.length + 1
      i--
      j--
    } else if (next !== undefined && (i === 0 || common[i]![j - 1]! >= common[i - 1]![j]!)) {
      text.insert(at, `${next}\n`)
      j--
    } else {
      at -= old!.length + 1
      text.delete(at, old!.length + 1)
      i--
    }
  }
}
