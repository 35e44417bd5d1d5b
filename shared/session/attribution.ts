import { refuse, type Refusal } from '../refusals.ts'
import type { Ms } from './ms.ts'
import type { Session } from './session.ts'
import { isSameTitle } from './titles.ts'

/** Who a report may say something was said by: nobody, the table by its letter, the delegation by its name. The strictest first. */
export const attributions = ['none', 'group', 'delegation'] as const
export type Attribution = (typeof attributions)[number]

/** From `at` on the rule is `to`. `before` names what stood on the boards then, where the rule became looser: that stays under the stricter one. */
export interface AttributionSet {
  readonly to: Attribution
  readonly at: Ms
  readonly before?: readonly string[]
}

/** The rule as tables know it: `looser` when what they write from `at` on may be attributed at all: tables that were away are told too. */
export interface AttributionView {
  readonly rule: Attribution
  readonly at: Ms | null
  readonly looser: boolean
}

const strictness = (rule: Attribution) => attributions.indexOf(rule)
const stricter = (one: Attribution, other: Attribution) => (strictness(one) < strictness(other) ? one : other)

export const isLooser = (to: Attribution, than: Attribution): boolean => strictness(to) > strictness(than)

/** The rule that is in force now; nobody is named until somebody has said otherwise. */
export const attributionNow = ({ attribution }: Pick<Session, 'attribution'>): Attribution => attribution?.at(-1)?.to ?? 'none'

export function attributionView(session: Session): AttributionView {
  const sets = session.attribution ?? []
  const last = sets.at(-1)
  return { rule: attributionNow(session), at: last?.at ?? null, looser: isLooser(attributionNow(session), 'none') }
}

/** What may be said of who said a contribution: the strictest rule that was ever in force while it stood there. Answers for one session. */
export function attributionOf({ attribution = [] }: Pick<Session, 'attribution'>): (key: string) => Attribution {
  const now = attribution.at(-1)?.to ?? 'none'
  const rules = ['none' as Attribution, ...attribution.map(({ to }) => to)]
  const known = new Map<string, Attribution>()
  attribution.forEach(({ before = [] }, at) => {
    const strictest = rules.slice(at).reduce(stricter)
    for (const key of before) if (!known.has(key)) known.set(key, strictest)
  })
  return (key) => known.get(key) ?? now
}

/** Stricter at once and for all; looser for what comes after alone, and only when the title of the session was typed. */
export function setAttribution(
  session: Session,
  { to, typed }: { readonly to: Attribution; readonly typed?: string | undefined },
  now: Ms,
  there: readonly string[],
): Session | Refusal {
  const was = attributionNow(session)
  if (to === was) return session
  if (!isLooser(to, was)) return { ...session, attribution: [...(session.attribution ?? []), { to, at: now }] }
  if (!isSameTitle(typed ?? '', session.title)) return refuse('other-title')
  return { ...session, attribution: [...(session.attribution ?? []), { to, at: now, before: there }] }
}
