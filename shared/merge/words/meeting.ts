import { alike, keysOf, type Alike } from './alike.ts'
import { compareTitles, weightOfAll, type Compared } from './compare.ts'
import type { Title, Token, TitleReader } from './title.ts'

/**
 * Compares every title with those before it that it may be like, and tells what reached the threshold. Titles meet through
 * words that meet, so the work grows with what is alike and not with the square of all titles.
 */
export function meet(
  reader: TitleReader,
  titles: readonly Title[],
  threshold: number,
  tell: (left: number, right: number, compared: Compared) => void,
): void {
  const family = new Family(reader.tokens)
  const having = new Map<number, number[]>()
  const shared = new Float64Array(titles.length)
  const sizes = titles.map(({ words, phrases }) => Math.min(weightOfAll(words), weightOfAll(phrases)))
  titles.forEach((right, index) => {
    const met: number[] = []
    const own = new Set([...right.words, ...right.phrases])
    for (const token of own)
      for (const relative of family.of(token))
        for (const other of having.get(relative) ?? []) {
          if (shared[other] === 0) met.push(other)
          shared[other]! += token.weight
        }
    for (const other of met) {
      // No pair of titles can score more than twice the weight that met; the words that half of all titles have meet often.
      const most = (2 * shared[other]!) / (sizes[index]! + sizes[other]!)
      shared[other] = 0
      if (most < threshold) continue
      const compared = compareTitles(titles[other]!, right, family.alike)
      if (compared.score >= threshold) tell(other, index, compared)
    }
    for (const { id } of own) {
      const before = having.get(id)
      if (before) before.push(index)
      else having.set(id, [index])
    }
  })
}

/** Which words may be one, worked out once for each two. */
class Family {
  readonly #relatives: readonly Set<number>[]
  readonly #alike = new Map<number, Alike>()
  readonly #count: number

  constructor(tokens: readonly Token[]) {
    this.#count = tokens.length
    this.#relatives = tokens.map(({ id }) => new Set([id]))
    const byKey = new Map<string, Token[]>()
    for (const token of tokens)
      for (const key of new Set(keysOf(token))) {
        const before = byKey.get(key)
        if (!before) byKey.set(key, [token])
        else {
          for (const other of before) this.#relate(other, token)
          before.push(token)
        }
      }
    for (const token of tokens) if (token.isCut) for (const other of tokens) this.#relate(token, other)
  }

  #relate(left: Token, right: Token): void {
    if (this.#relatives[left.id]!.has(right.id)) return
    const how = alike(left, right)
    if (!how) return
    this.#alike.set(this.#pair(left, right), how)
    this.#relatives[left.id]!.add(right.id)
    this.#relatives[right.id]!.add(left.id)
  }

  of({ id }: Token): Iterable<number> {
    return this.#relatives[id] ?? []
  }

  readonly alike = (left: Token, right: Token): Alike | null =>
    left.id === right.id ? { strength: 1, way: 'same' } : (this.#alike.get(this.#pair(left, right)) ?? null)

  #pair(left: Token, right: Token): number {
    return Math.min(left.id, right.id) * this.#count + Math.max(left.id, right.id)
  }
}
