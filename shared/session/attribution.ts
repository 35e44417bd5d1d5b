import { refuse, type Refusal } from '../refusals.ts'
import type { Ms } from './ms.ts'
import type { Session } from './session.ts'
import { isSameTitle } from './titles.ts'

/** Who a report may say something was said by: nobody, the table by its letter, the delegation by its name. The strictest first. */
export const attributions = ['none', 'group', 'delegation'] as const
export type Attribution = (typeof attributions)[number]

/** From `at` on the rule is `to`, or other delegations sit at the groups of `reseated`, which may be seats as well. */
export type AttributionSet = { readonly to: Attribution; readonly at: Ms } | { readonly reseated: readonly string[]; readonly at: Ms }

/**
 * The rule as a laptop knows it. `told` is the number that its cards carry from then on: how long the log of the rule was when
 * it was told of it. `looser` when what tables write from `at` on may be attributed at all: tables that were away are told too.
 */
export interface AttributionView {
  readonly rule: Attribution
  readonly at: Ms | null
  readonly looser: boolean
  readonly told: number
}

type Ruled = Pick<Session, 'attribution' | 'groups'>

const strictness = (rule: Attribution) => attributions.indexOf(rule)
const stricter = (one: Attribution, other: Attribution) => (strictness(one) < strictness(other) ? one : other)

export const isLooser = (to: Attribution, than: Attribution): boolean => strictness(to) > strictness(than)

/** The rule that is in force now; nobody is named until somebody has said otherwise. */
const attributionNow = ({ attribution = [] }: Pick<Session, 'attribution'>): Attribution =>
  attribution.findLast((one) => 'to' in one)?.to ?? 'none'

/** For a laptop at a table, or for who sits at none. It hears anew when it is another delegation's under a rule that names it. */
export function attributionView({ attribution = [] }: Pick<Session, 'attribution'>, group: string | null, seat?: string): AttributionView {
  const rule = attributionNow({ attribution })
  const last = attribution.findLast(
    (one) => 'to' in one || (rule === 'delegation' && one.reseated.some((id) => id === group || id === seat)),
  )
  return { rule, at: last?.at ?? null, looser: isLooser(rule, 'none'), told: attribution.length }
}

/**
 * What may be said of who put a card down: the strictest rule that was ever in force since its laptop last heard of the rule. A
 * card without a number, and one that was written offline before a looser rule, stays under the stricter one, whenever it
 * arrives. Of a delegation nothing is said that was written while another sat there, or the laptop spoke for another: asked of a
 * table or of a seat. What was brought in from an earlier
 * session is under its rule no longer, and nobody's. Answers for one session.
 */
export function attributionOf({ attribution = [], groups }: Ruled): (group: string, told: number | undefined) => Attribution {
  const rules = ['none' as Attribution, ...attribution.map((_, at) => attributionNow({ attribution: attribution.slice(0, at + 1) }))]
  const strictest = rules.map((_, told) => rules.slice(told).reduce(stricter))
  const from = new Set(groups.flatMap((group) => (group.from === undefined ? [] : group.id)))
  const moved = new Map<string, number>()
  attribution.forEach((one, at) => 'reseated' in one && one.reseated.forEach((group) => moved.set(group, at)))
  return (group, told = 0) => {
    const rule = from.has(group) ? 'none' : (strictest[told] ?? 'none')
    return (moved.get(group) ?? -1) >= told ? stricter(rule, 'group') : rule
  }
}

/** Stricter at once and for all; looser for what comes after alone, and only when the title of the session was typed. */
export function setAttribution(
  session: Session,
  { to, typed }: { readonly to: Attribution; readonly typed?: string | undefined },
  now: Ms,
): Session | Refusal {
  const was = attributionNow(session)
  if (to === was) return session
  if (isLooser(to, was) && !isSameTitle(typed ?? '', session.title)) return refuse('other-title')
  return { ...session, attribution: [...(session.attribution ?? []), { to, at: now }] }
}

/** Notes where another delegation sits than before; before anybody could be named there is nothing to note. */
export function noteReseated(before: Session, after: Session, now: Ms): Session {
  if (before.attribution === undefined) return after
  const was = new Map(before.groups.map(({ id, delegation }) => [id, delegation ?? '']))
  // At a table that becomes mixed everybody goes on speaking for whom they spoke.
  const reseated = after.groups.flatMap(({ id, delegation = '' }) =>
    delegation === '' || (was.get(id) ?? delegation) === delegation ? [] : id,
  )
  return reseated.length === 0 ? after : { ...after, attribution: [...before.attribution, { reseated, at: now }] }
}
