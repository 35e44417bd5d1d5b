import { alike, keysOf, type Alike } from './alike.ts'
import { compareTitles, weightOfAll, type Compared } from './compare.ts'
import type { Title, Token, TitleReader } from './title.ts'

/**
 * Compares every title with those before it that it may be like, and tells what reached the threshold. Titles meet through
 * words that meet, so the work grows with what is alike and not with the square of all titles.
 */
export function meet(reader: TitleReader, titles: readonly Title[], threshold: number, tell: (left: number, right: number, compared: Compared) => void): void {
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
  readonly #relatives: readonly (readonly number[])[]
  readonly #alike = new Map<number, Alike>()
  readonly #count: number

  constructor(tokens: readonly Token[]) {
    this.#count = tokens.length
    const byKey = new Map<string, Token[]>()
    this.#relatives = tokens.map(() => [])
    const relatives = tokens.map(({ id }) => new Set([id]))
    for (const token of tokens)
      for (const key of new Set(keysOf(token))) {
        const before = byKey.get(key)
        if (!before) byKey.set(key, [token])
        else {
          for (const other of before) {
            if (relatives[token.id]!.has(other.id)) continue
            const how = alike(other, token)
            if (!how) continue
            this.#alike.set(this.#pair(other, token), how)
            relatives[token.id]!.add(other.id)
            relatives[other.id]!.add(token.id)
          }
          before.push(token)
        }
      }
    this.#relatives = relatives.map((ids) => [...ids])
  }

  of({ id }: Token): readonly number[] {
    return this.#relatives[id] ?? []
  }

  readonly alike = (left: Token, right: Token): Alike | null =>
    left.id === right.id ? { strength: 1, way: 'same' } : (this.#alike.get(this.#pair(left, right)) ?? null)

  #pair(left: Token, right: Token): number {
    return Math.min(left.id, right.id) * this.#count + Math.max(left.id, right.id)
  }
}
