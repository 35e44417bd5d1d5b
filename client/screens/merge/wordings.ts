import type { Contribution } from '../../../shared/merge/cluster.ts'

/** One wording of a cluster, with the groups that used it. */
export interface Wording {
  readonly text: string
  readonly groups: readonly string[]
}

/** Every wording once; what comes nearest to the other side's words stands first, because it is why the two are proposed. */
export function wordingsOf(
  members: readonly Contribution[],
  others: readonly Contribution[],
  words: ReadonlyMap<string, string>,
): Wording[] {
  const said = Map.groupBy(members, ({ key }) => words.get(key) ?? '')
  const wanted = others.map(({ key }) => beginningsOf(words.get(key) ?? ''))
  const nearness = (text: string) => {
    const own = beginningsOf(text)
    return Math.max(0, ...wanted.map((other) => likeness(own, other)))
  }
  const told = [...said].map(([text, of]) => ({ text, groups: of.map(({ group }) => group), near: nearness(text) }))
  return told.sort((one, other) => other.near - one.near).map(({ text, groups }) => ({ text, groups }))
}

/** The beginnings of its words: endings change in Russian, and little words say nothing. */
function beginningsOf(text: string): ReadonlySet<string> {
  const words = text.toLocaleLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return new Set(words.map((word) => word.slice(0, 5)))
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length
  return shared === 0 ? 0 : shared / (one.size + other.size - shared)
}
