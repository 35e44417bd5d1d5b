import type { Field } from '../exercise/exercise.ts'
import type { MergedField } from '../merge/cluster.ts'
import type { Target, Value } from './values.ts'

/** Which clusters the links of several groups lead to, most groups first; targets already name clusters. */
export function linksTogether(answers: readonly { readonly group: string; readonly targets: readonly Target[] }[]): MergedField {
  const counts = new Map<string, Set<string>>()
  for (const { group, targets } of answers) for (const { card } of targets) counts.set(card, (counts.get(card) ?? new Set()).add(group))
  const linked = [...counts].map(([cluster, groups]) => ({ cluster, groups: [...groups] }))
  linked.sort((a, b) => b.groups.length - a.groups.length || (a.cluster < b.cluster ? -1 : 1))
  const answered = answers.filter((one) => one.targets.length > 0).map((one) => one.group)
  return { type: 'links', links: linked, groups: new Set(answered).size }
}

/** The value with every target replaced by what `translate` says; a target that leads nowhere is left out. Other values stay. */
export function retarget(value: Value, field: Field, translate: (card: string) => string | null): Value {
  if (field.type === 'link' && isTarget(value)) {
    const card = translate(value.card)
    return card === null ? null : { card }
  }
  if (field.type !== 'links' || !Array.isArray(value)) return value
  const cards = (value as readonly Value[]).flatMap((one) => (isTarget(one) ? (translate(one.card) ?? []) : []))
  return [...new Set(cards)].map((card) => ({ card }))
}

/** The ids of the cards that a value leads to; none where the field is no link. */
export function targetsOf(value: Value | undefined, field: Field): string[] {
  if (field.type === 'link' && isTarget(value)) return [value.card]
  return field.type === 'links' && Array.isArray(value) ? (value as readonly Value[]).flatMap((one) => (isTarget(one) ? one.card : [])) : []
}

function isTarget(value: unknown): value is Target {
  return typeof value === 'object' && value !== null && 'card' in value
}
