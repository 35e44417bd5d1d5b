import { readFileSync } from 'node:fs'

/** Two titles of which a person has said whether they mean the same. `hard` is what is hard about seeing it. */
export interface Pair {
  readonly same: boolean
  readonly hard: string
  readonly left: string
  readonly right: string
  /** Rules are tuned on one part; the other is only measured. */
  readonly part: 'tune' | 'held-out' | 'later'
}

/** Every labelled pair. A hash of the titles chooses between the two first parts, so that nobody does; the third came after the rules. */
export function labelledPairs(): Pair[] {
  const first = pairsIn('pairs.txt').map((pair): Pair => ({
    ...pair,
    part: hashOf(pair.left + pair.right) % 2 === 0 ? 'tune' : 'held-out',
  }))
  return [...first, ...pairsIn('later.txt').map((pair): Pair => ({ ...pair, part: 'later' }))]
}

function pairsIn(file: string): Omit<Pair, 'part'>[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
  return lines
    .filter((line) => line.includes(' | ') && !line.startsWith('#'))
    .map((line) => {
      const [verdict, hard, left, right] = line.split(' | ') as [string, string, string, string]
      return { same: verdict === 'same', hard, left, right }
    })
}

/** Scripts of the two titles, as a class of language. */
export function scriptsOf({ left, right }: Pair): 'Latin' | 'Cyrillic' | 'across scripts' {
  const [one, other] = [left, right].map((title) =>
    /\p{Script=Cyrillic}/u.test(title) ? 'Cyrillic' : /[^\p{Script=Latin}\P{L}]/u.test(title) ? 'other' : 'Latin',
  )
  return one === other && one !== 'other' && one !== undefined ? one : 'across scripts'
}

/** FNV-1a, with its bits mixed once more: its lowest bit alone follows the letters too closely. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
