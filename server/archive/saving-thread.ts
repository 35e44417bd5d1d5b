import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { archiveText, atRest, nobodyHere, type ArchivedBoard } from '../../shared/archive/archive.ts'
import { cardsIn } from '../../shared/board/board.ts'
import { restingState } from '../../shared/board/resting.ts'
import { isEachOwn } from '../../shared/session/delegation.ts'
import { narrativeBoard, narrativeExercise } from '../../shared/report/narrative.ts'
import type { ToSave } from './saving.ts'

/** A document that nobody has written in is two bytes. */
const isEmpty = (state: Uint8Array) => state.length <= 2

function save({ session, exercises, boards }: ToSave): Uint8Array {
  const exerciseOf = (board: string) => {
    if (board === narrativeBoard(session.id)) return narrativeExercise
    const item = session.agenda.find((one) => Object.values(one.boards).includes(board))
    return exercises.find((one) => one.id === item?.exercise)
  }
  const whose = (owners: ReadonlyMap<number, string>) =>
    Object.fromEntries([...owners].flatMap(([client, seat]) => (seat === nobodyHere ? [] : [[String(client), seat]])))
  const saved = boards.flatMap(({ board, state, lastEdit, owners }): [string, ArchivedBoard][] => {
    const exercise = exerciseOf(board)
    if (!exercise || (exercise === narrativeExercise && isEmpty(state))) return []
    const resting = restingState(state)
    const writers = exercise !== narrativeExercise && isEachOwn(session) ? { writers: whose(owners) } : {}
    return [[board, { cards: cardsIn(resting, exercise), state: Buffer.from(resting).toString('base64'), lastEdit, ...writers }]]
  })
  const used = session.agenda.flatMap((item) => exercises.find((one) => one.id === item.exercise) ?? [])
  const archive = { session: atRest(session), exercises: used.map((one) => ({ ...one, sample: [] })), boards: Object.fromEntries(saved) }
  return Buffer.from(archiveText(archive, (text) => createHash('sha256').update(text).digest('hex')))
}

parentPort?.postMessage(save(workerData as ToSave))
