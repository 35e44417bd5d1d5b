import type { Session } from './session.ts'

/** How laptops come to their tables. */
export const joiningWays = ['choice', 'code'] as const
export type JoiningWay = (typeof joiningWays)[number]

/**
 * Tables choose themselves, or each joins by a code of its own and nobody sits down elsewhere. Codes stay when the way is changed
 * back: cards that are printed keep their worth. `newCode` gives a code that no session and no table has.
 */
export function setJoining({ ownCodes: _, ...session }: Session, by: JoiningWay, newCode: () => string): Session {
  return by === 'choice' ? session : { ...withCodes(session, newCode), ownCodes: true }
}

/** Every table that has no code yet gets one; none is like another. */
export function withCodes(session: Session, newCode: () => string): Session {
  const taken = new Set(session.groups.flatMap(({ code }) => code ?? []))
  const fresh = (): string => {
    const code = newCode()
    if (taken.has(code)) return fresh()
    taken.add(code)
    return code
  }
  return { ...session, groups: session.groups.map((group) => (group.code === undefined ? { ...group, code: fresh() } : group)) }
}
