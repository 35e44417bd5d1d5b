import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import { handedInNext, handedInWhole, lateKeys, versionOf } from '../../shared/report/late.ts'
import type { AgendaItem, Session } from '../../shared/session/session.ts'
import type { HttpNeeds } from './needs.ts'

/** Contributions to an exercise, by key, that came after their groups had handed it in: they count, and the report says so. */
export async function lateIn(
  session: Session,
  item: AgendaItem,
  exercise: Exercise,
  boards: readonly GroupCards[],
  { versions, version }: Pick<HttpNeeds['sessions'], 'versions' | 'version'>,
): Promise<readonly string[]> {
  const asked = boards.map(async (board): Promise<readonly string[]> => {
    const handIn = handedInWhole(item, board.group)
    const id = item.boards[board.group]
    if (!handIn || id === undefined) return []
    const kept = versionOf(handIn, await versions(session.id, id), handedInNext(item, handIn))
    const cards = kept && (await version(session.id, id, kept.id, exercise))
    return cards ? lateKeys(board, cards) : []
  })
  return (await Promise.all(asked)).flat()
}
