/** Width of a character of Noto Sans as a share of its size; capitals and Cyrillic run wider than small Latin. */
const share = { narrow: 0.3, latin: 0.58, wide: 0.64, broad: 0.9 }

function shareOf(char: string): number {
  if (/[\s.,;:!'’|iljtfIr()-]/.test(char)) return share.narrow
  if (/[mwMWжшщюфыЖШЩЮФМ@—…]/.test(char)) return share.broad
  return /[a-z0-9]/.test(char) ? share.latin : share.wide
}

/** An estimate, on the safe side, of how wide a text is drawn: figures are made where nothing can be measured. */
export function widthOf(text: string, size: number): number {
  let sum = 0
  for (const char of text) sum += shareOf(char)
  return sum * size
}

/** The text, or as much of it as fits with an ellipsis. */
export function shorten(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text
  const chars = [...text]
  while (chars.length > 0 && widthOf(`${chars.join('')}…`, size) > width) chars.pop()
  return `${chars.join('').trimEnd()}…`
}

/** The text in lines of at most that width, broken between words; a word that is wider than a line is shortened. */
export function wrap(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1) ?? ''} ${word}`
    if (lines.length > 0 && widthOf(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(shorten(word, size, width))
  }
  return lines
}
