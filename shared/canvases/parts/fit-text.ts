/** Width of a letter in parts of the text size, by what it looks like: an estimate for Noto Sans, on the wide side. */
function widthOfLetter(letter: string): number {
  if (/[\s.,:;'’|ijlIt!()«»-]/.test(letter)) return 0.34
  if (/[mwMWжмшщыюфЖМШЩЫЮФ@—]/.test(letter)) return 0.88
  if (/\p{Lu}/u.test(letter)) return 0.68
  return 0.58
}

/** About how wide a text will be; a figure has no browser to ask. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + widthOfLetter(letter), 0) * size
}

/** The text in at most so many lines of that width, the first begun at `indent`. What does not fit is cut with an ellipsis. */
export function linesIn(text: string, width: number, size: number, most: number, indent = 0): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const lines: string[] = []
  while (words.length > 0 && lines.length < most) {
    const room = lines.length === 0 ? width - indent : width
    let line = words.shift()!
    while (words.length > 0 && widthOf(`${line} ${words[0]!}`, size) <= room) line += ` ${words.shift()!}`
    lines.push(line)
  }
  return lines.map((line, index) =>
    shortened(words.length > 0 && index === lines.length - 1 ? `${line} …` : line, index === 0 ? width - indent : width, size),
  )
}

function shortened(line: string, width: number, size: number): string {
  if (widthOf(line, size) <= width) return line
  const letters = [...line.replace(/ …$/, '')]
  while (letters.length > 1 && widthOf(`${letters.join('')}…`, size) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}
