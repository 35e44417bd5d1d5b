import type { Exercise } from '../exercise/exercise.ts'
import type { Decision, GroupCards } from '../merge/cluster.ts'
import { decisionsFor } from '../merge/decisions.ts'
import { settleGroups } from '../merge/merge.ts'
import type { Session } from '../session/session.ts'

/** Marks for a vote, places in a list and looks were for that room: the regional plenary has its own. */
const kept: readonly Decision['act'][] = ['join', 'split', 'keep-apart', 'title']

/**
 * What a national plenary decided about an exercise, as decisions of the regional log: with who and when, so that each can be
 * looked up and taken back. Of an entry that it set aside only its own contributions are: what other sessions said of the
 * same stays.
 */
export function decidedThere(
  { id: from, decisions }: Pick<Session, 'id' | 'decisions'>,
  boards: readonly GroupCards[],
  exercise: Exercise,
  newId: () => string,
): Decision[] {
  const { clusters, decided } = settleGroups(boards, exercise, decisions)
  const own = decisionsFor(decisions, exercise.id).filter(({ id, undone }) => !undone && !decided.stale.includes(id))
  const carried = own.filter(({ act }) => kept.includes(act)).map(({ saw: _, ...rest }): Decision => ({ ...rest, exercise: exercise.id, from })) // prettier-ignore
  const aside = clusters.filter(({ setAside }) => setAside).flatMap(({ members }): Decision[] => {
    const keys = members.map(({ key }) => key)
    const said = own.findLast((one) => one.act === 'set-aside' && keys.includes(one.key))
    if (!said) return []
    const log = { at: said.at, by: said.by, undone: false, exercise: exercise.id, from }
    return [{ ...log, id: newId(), act: 'split', keys }, { ...log, id: newId(), act: 'set-aside', key: keys[0]! }]
  }) // prettier-ignore
  return [...carried, ...aside]
}
