import type { Exercise } from '../exercise/exercise.ts'
import { isAnswered } from '../fields/catalogue.ts'
import type { Card } from '../fields/values.ts'
import type { Cluster, Contribution, Decision, News } from './cluster.ts'
import { hasSaid } from './said.ts'

/**
 * What a contribution said when somebody looked at it, in twelve letters: which one it is, and what it says. Where a card
 * lies on a canvas says nothing.
 */
function printOf({ key, card }: Contribution, exercise: Exercise): string {
  const known = prints.get(card)
  if (known?.kinds === exercise.kinds) return shortened(key) + known.print
  const print = shortened(wordsOf(card, exercise))
  prints.set(card, { kinds: exercise.kinds, print })
  return shortened(key) + print
}

/** Cards never change, and desks ask about all of them after every decision. */
const prints = new WeakMap<Card, { readonly kinds: Exercise['kinds']; readonly print: string }>()

function wordsOf(card: Card, exercise: Exercise): string {
  const fields = Object.values(exercise.kinds[card.kind]?.fields ?? {})
  const said = fields.flatMap((field) => {
    const value = card.fields[field.id]
    return field.type === 'position' || value === undefined || !isAnswered(value, field) ? [] : [[field.id, value]]
  })
  return JSON.stringify(said)
}

/** The prints of all that somebody has before them who decides on these clusters. */
export const printsOf = (clusters: readonly Cluster[], exercise: Exercise): string[] =>
  clusters.flatMap(({ members }) => members.map((one) => printOf(one, exercise)))

/**
 * What came or changed since somebody looked. Whoever decides on a cluster has looked at it: what comes into it later is
 * new. Once somebody has looked at everything, whatever nobody has seen is new.
 */
export function newsOf(clusters: readonly Cluster[], decisions: readonly Decision[], exercise: Exercise): News[] {
  const seen = new Map<string, Set<string>>()
  const looks = decisions.filter(({ saw, undone }) => saw !== undefined && !undone)
  if (looks.length === 0) return []
  for (const print of looks.flatMap(({ saw }) => saw ?? [])) {
    const [name, said] = [print.slice(0, half), print.slice(half)]
    seen.set(name, (seen.get(name) ?? new Set()).add(said))
  }
  const all = looks.some(({ act }) => act === 'look')
  return clusters.flatMap(({ members }) => {
    const prints = members.map((one) => ({ one, print: printOf(one, exercise) }))
    const touched = all || prints.some(({ print }) => seen.has(print.slice(0, half)))
    if (!touched) return []
    return prints.flatMap(({ one, print }): News[] => {
      const known = seen.get(print.slice(0, half))
      if (known?.has(print.slice(half)) === true || !hasSaid(one.card, exercise)) return []
      return [{ key: one.key, is: known ? 'changed' : 'came' }]
    })
  })
}

const half = 6
const letters = 36 ** half

/** FNV-1a, as six letters: two different texts are alike once in two thousand million. */
function shortened(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return ((hash >>> 0) % letters).toString(36).padStart(half, '0')
}
