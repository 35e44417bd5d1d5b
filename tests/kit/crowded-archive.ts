import * as Y from 'yjs'
import { archiveText, atRest } from '../../shared/archive/archive.ts'
import { addCard, readBoard } from '../../shared/board/board.ts'
import { restingState } from '../../shared/board/resting.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import { sha256 } from './archives.ts'

/** A whole meeting as the file that a server opens: a board for each table and exercise, with all its cards. */
export function crowdedArchive({ session, exercises, boards }: ReportInput): string {
  const told = session.agenda.flatMap((item) =>
    Object.entries(item.boards).map(([group, board]) => {
      const exercise = exercises.find(({ id }) => id === item.exercise)!
      const cards = boards[exercise.id]?.find((one) => one.group === group)?.cards ?? []
      const doc = new Y.Doc()
      doc.transact(() => {
        for (const card of cards) addCard(doc, card.id, exercise.kinds[card.kind]!, card.fields, null)
      })
      const state = Buffer.from(restingState(Y.encodeStateAsUpdate(doc))).toString('base64')
      return [board, { cards: readBoard(doc, exercise), state, lastEdit: null }] as const
    }),
  )
  const used = exercises.map((one) => ({ ...one, sample: [] }))
  return archiveText({ session: atRest(session), exercises: used, boards: Object.fromEntries(told) }, sha256)
}
