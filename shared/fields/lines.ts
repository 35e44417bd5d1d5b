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
