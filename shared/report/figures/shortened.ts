/** How wide a letter of our type is on average, as a share of its size; Cyrillic and capitals run wider. */
const wide = 0.62
const narrow = 0.53

/** About how many px the words take: a figure is made without a screen that could measure them. */
export function widthOf(words: string, size: number): number {
  let width = 0
  for (const sign of words) width += size * (/[\p{Script=Cyrillic}\p{Lu}]/u.test(sign) ? wide : narrow)
  return width
}

/** The words in at most `lines` lines of that width; what does not fit ends in an ellipsis. */
export function shortened(words: string, size: number, width: number, lines: number): string[] {
  const made: string[] = []
  let rest = words.replace(/\s+/g, ' ').trim()
  while (rest !== '' && made.length < lines) {
    const last = made.length === lines - 1
    if (widthOf(rest, size) <= width) return [...made, rest]
    const line = cut(rest, size, last ? width - widthOf('…', size) : width)
    made.push(last ? `${line.trimEnd()}…` : line.trimEnd())
    rest = rest.slice(line.length).trimStart()
  }
  return made
}

/** As many whole words as fit; a single word that is too long is cut inside. */
function cut(words: string, size: number, width: number): string {
  let [length, atSpace, taken] = [0, 0, 0]
  for (const sign of words) {
    taken += widthOf(sign, size)
    if (taken > width) break
    length += sign.length
    if (sign === ' ') atSpace = length
  }
  return words.slice(0, Math.max(1, atSpace === 0 || words[length] === ' ' ? length : atSpace))
}
