import type { Count, MergedField } from '../merge/cluster.ts'
import { plainly, wordsKey } from '../merge/words/plain.ts'
import type { Entry } from './values.ts'

/** One entry with the groups that gave it, by how they wrote it. */
interface Given {
  readonly own: boolean
  readonly groups: Set<string>
  readonly written: Map<string, Set<string>>
}

/**
 * Every entry that anybody gave, with the groups that gave it: most groups first. A group counts once for an entry. Own words are
 * one entry however they are spaced and whatever is a capital, and stand as most groups wrote them; they are never a term.
 */
export function countAnswers(answers: readonly { readonly group: string; readonly entries: readonly Entry[] }[]): MergedField {
  const counts = new Map<string, Given>()
  for (const { group, entries } of answers)
    for (const entry of entries) {
      const [key, words] = 'code' in entry ? [`code:${entry.code}`, entry.code] : [`own:${wordsKey(entry.own)}`, plainly(entry.own)]
      const count = counts.get(key) ?? { own: 'own' in entry, groups: new Set(), written: new Map<string, Set<string>>() }
      count.groups.add(group)
      count.written.set(words, (count.written.get(words) ?? new Set()).add(group))
      counts.set(key, count)
    }
  const sorted = [...counts.values()].map(({ own, groups, written }): Count => ({ code: mostWritten(written), own, groups: [...groups] }))
  const inOrder = (a: Count, b: Count) => (a.code === b.code ? Number(a.own) - Number(b.own) : a.code < b.code ? -1 : 1)
  sorted.sort((a, b) => b.groups.length - a.groups.length || inOrder(a, b))
  const answered = answers.filter((one) => one.entries.length > 0).map((one) => one.group)
  return { type: 'counts', counts: sorted, groups: new Set(answered).size }
}

/** Whoever comes first, the same wording stands. */
function mostWritten(written: ReadonlyMap<string, ReadonlySet<string>>): string {
  const [most] = [...written].sort(([one, by], [other, byOther]) => byOther.size - by.size || (one < other ? -1 : 1))
  return most?.[0] ?? ''
}
