/** Cyrillic to Latin, so that two spellings of a name meet. Only for comparing, never shown. */
const latin: Readonly<Record<string, string>> = Object.fromEntries(
  [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'].map((letter, index) => [
    letter,
    'a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya'.split(' ')[index] ?? '',
  ]),
)

/** Words in one spelling: case, punctuation, order and script no longer matter. */
export function normalise(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
  return words.sort().join(' ')
}

export function transliterate(text: string): string {
  return [...text].map((letter) => latin[letter] ?? letter).join('')
}

/** Likeness of two texts by Dice over letter trigrams, 0 to 1; language-independent. */
export function likeness(left: string, right: string): number {
  const [a, b] = [gramsOf(left), gramsOf(right)]
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const gram of a) if (b.has(gram)) shared++
  return (2 * shared) / (a.size + b.size)
}

/** The trigrams of a text's words, by which texts are alike. */
export function gramsOf(text: string): Set<string> {
  const grams = new Set<string>()
  for (const word of transliterate(normalise(text)).split(' ').filter(Boolean)) {
    const padded = `  ${word} `
    for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3))
  }
  return grams
}
