import type { Count, MergedField } from '../merge/cluster.ts'
import type { Entry } from './values.ts'

/** Every entry that anybody gave, with the groups that gave it: most groups first. A group counts once for an entry. */
export function countAnswers(answers: readonly { readonly group: string; readonly entries: readonly Entry[] }[]): MergedField {
  const counts = new Map<string, { code: string; own: boolean; groups: Set<string> }>()
  for (const { group, entries } of answers)
    for (const entry of entries) {
      const [code, own] = 'code' in entry ? [entry.code, false] : [entry.own, true]
      const key = `${own ? 'own' : 'code'}:${code}`
      const count = counts.get(key) ?? { code, own, groups: new Set() }
      count.groups.add(group)
      counts.set(key, count)
    }
  const sorted: Count[] = [...counts.values()].map((count) => ({ ...count, groups: [...count.groups] }))
  sorted.sort((a, b) => b.groups.length - a.groups.length || (a.code < b.code ? -1 : 1))
  const answered = answers.filter((one) => one.entries.length > 0).map((one) => one.group)
  return { type: 'counts', counts: sorted, groups: new Set(answered).size }
}
