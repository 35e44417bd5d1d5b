import * as Y from 'yjs'
import { openArchive } from '../../../server/archive/opening.ts'
import { saveArchive } from '../../../server/archive/saving.ts'
import { largestArchive } from '../../../shared/archive/archive.ts'
import { addCard } from '../../../shared/board/board.ts'
import { isRefusal } from '../../../shared/refusals.ts'
import type { ReportInput } from '../../../shared/report/telling.ts'

/** What the archive of a session weighs against the largest that is opened, and how long both ways take. */
export async function weighArchive({ session, exercises, boards }: ReportInput): Promise<{ row: string; isTooLarge: boolean }> {
  const states = session.agenda.flatMap((item) =>
    Object.entries(item.boards).map(([group, board]) => {
      const doc = new Y.Doc()
      const kinds = exercises.find(({ id }) => id === item.exercise)?.kinds ?? {}
      const cards = boards[item.exercise]?.find((one) => one.group === group)?.cards ?? []
      for (const card of cards) addCard(doc, card.id, kinds[card.kind]!, card.fields, null)
      return { board, state: Y.encodeStateAsUpdate(doc), lastEdit: null, owners: new Map(), cards: cards.length }
    }),
  )
  const cards = states.reduce((sum, one) => sum + one.cards, 0)
  const start = performance.now()
  const file = await saveArchive({ session, exercises, boards: states }, new AbortController().signal)
  const saved = performance.now()
  const opened = await openArchive(file)
  const end = performance.now()
  if (isRefusal(opened)) throw new Error(`The archive is refused: ${opened.refused}.`)
  const share = file.length / largestArchive
  const row = `| ${cards} | ${(file.length / 1e6).toFixed(1)} | ${(share * 100).toFixed(0)} | ${(saved - start).toFixed(0)} | ${(end - saved).toFixed(0)} |`
  return { row, isTooLarge: share > 0.5 }
}
