import { cutTo } from '../../fields/stretch.ts'

/** How wide a text stands at a size, by an estimate that is rather too wide: fonts are not known here. */
export function widthOf(text: string, size: number): number {
  let ems = 0
  for (const letter of text)
    ems += /[ .,:;'’!|ijlI()·-]/.test(letter) ? 0.32 : /[mwMWжшщюфмыЖШЩЮФМ@]/.test(letter) ? 0.9 : /[A-ZА-Я]/.test(letter) ? 0.7 : 0.6
  return ems * size
}

/** The text in at most so many lines of a width, broken between words; what does not fit ends in an ellipsis. */
export function linesOf(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const kept = lines.slice(0, most)
  if (lines.length > most) kept[most - 1] = `${kept[most - 1] ?? ''} ${lines[most] ?? ''}…`
  return kept.map((line) => cut(line, size, width))
}

function cut(line: string, size: number, width: number): string {
  if (widthOf(line, size) <= width) return line
  let end = line.length
  while (end > 1 && widthOf(`${cutTo(line, end)}…`, size) > width) end--
  return `${cutTo(line, end).trimEnd()}…`
}
