import type { Proposal } from '../cluster.ts'
import { alike, type Alike, type Way } from './alike.ts'
import type { Title, Token } from './title.ts'

export interface Compared {
  /** 0 to 1. */
  readonly score: number
  readonly reason: Exclude<Proposal['reason'], 'near'>
}

/** What is left of a likeness where each title has a telling word that the other has not: one word stands in for another. */
const exchanged = 0.9
/** What a contrast leaves of a likeness: "north" and "south" in otherwise equal titles. */
const contrasted = 0.5

/**
 * How much two titles say the same: the weight of the words that meet, against the weight of all (Dice), where a word may
 * come in another form, another spelling or another language. Titles that contrast keep half of it.
 */
export function compareTitles(left: Title, right: Title, alikeTokens: typeof alike = alike): Compared {
  const plain = match(left.words, right.words, alikeTokens)
  const termed = left.phrases === left.words && right.phrases === right.words ? plain : match(left.phrases, right.phrases, alikeTokens)
  const best = termed.score > plain.score ? termed : plain
  const score = contrast(left, right, best) ? best.score * contrasted : best.score
  return { score, reason: reasonOf(left, right, best) }
}

interface Match {
  readonly score: number
  readonly pairs: readonly { readonly left: Token; readonly right: Token; readonly way: Way }[]
  /** No word is left over on either side. */
  readonly isWhole: boolean
}

function match(left: readonly Token[], right: readonly Token[], alikeTokens: typeof alike): Match {
  const met: { i: number; j: number; how: Alike }[] = []
  left.forEach((one, i) => right.forEach((other, j) => {
    const how = alikeTokens(one, other)
    if (how) met.push({ i, j, how })
  })) // prettier-ignore
  met.sort((a, b) => b.how.strength - a.how.strength || a.i - b.i || a.j - b.j)
  const [usedLeft, usedRight] = [new Set<number>(), new Set<number>()]
  const pairs: { left: Token; right: Token; way: Way }[] = []
  let shared = 0
  for (const { i, j, how } of met) {
    if (usedLeft.has(i) || usedRight.has(j)) continue
    usedLeft.add(i)
    usedRight.add(j)
    shared += how.strength * (left[i]!.weight + right[j]!.weight)
    pairs.push({ left: left[i]!, right: right[j]!, way: how.way })
  }
  const [overLeft, overRight] = [left.some((one, i) => !usedLeft.has(i) && one.weight >= 1), right.some((one, j) => !usedRight.has(j) && one.weight >= 1)] // prettier-ignore
  const all = weightOfAll(left) + weightOfAll(right)
  const score = all === 0 ? 0 : shared / all
  return {
    score: overLeft && overRight ? score * exchanged : score,
    pairs,
    isWhole: pairs.length === left.length && pairs.length === right.length,
  }
}

export const weightOfAll = (tokens: readonly Token[]): number => tokens.reduce((sum, { weight }) => sum + weight, 0)

function contrast(left: Title, right: Title, { pairs }: Match): boolean {
  if (left.numbers !== '' && right.numbers !== '' && left.numbers !== right.numbers) return true
  for (const [set, members] of left.contrasts) {
    const others = right.contrasts.get(set)
    if (others && ![...members].some((member) => others.has(member))) return true
  }
  return pairs.some((pair) => isTurned(pair, left, right))
}

/** What one title comes from, the other goes to. */
function isTurned(pair: { readonly left: Token; readonly right: Token }, left: Title, right: Title): boolean {
  return (left.from.has(pair.left.id) && right.to.has(pair.right.id)) || (left.to.has(pair.left.id) && right.from.has(pair.right.id))
}

function reasonOf(left: Title, right: Title, { pairs, isWhole }: Match): Compared['reason'] {
  if (left.said === right.said) return 'same-words'
  if (!isWhole) return 'alike'
  const has = (way: Way) => pairs.some((pair) => pair.way === way)
  if (has('term')) return 'same-term'
  if (has('alphabet')) return 'other-alphabet'
  if (has('spelling')) return 'other-spelling'
  if (has('form')) return 'other-form'
  return inOneOrder(left, right) ? 'same-words' : 'other-order'
}

function inOneOrder(left: Title, right: Title): boolean {
  const ids = ({ words }: Title) => words.map(({ id }) => id).join(' ')
  return ids(left) === ids(right)
}
