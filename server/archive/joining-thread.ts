import { parentPort, workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { addCard, cardsIn } from '../../shared/board/board.ts'
import { restingState } from '../../shared/board/resting.ts'
import { isRefusal, type Refusal } from '../../shared/refusals.ts'
import type { NationalWork } from '../../shared/regional/national.ts'
import { bringTogether } from '../../shared/regional/together.ts'
import { linesOf, narrativeBoard, narrativeExercise, readNarrative, type Mark } from '../../shared/report/narrative.ts'
import type { ImportedBoard } from '../ports.ts'
import { clientsIn } from '../board-checks/whole.ts'
import { newId, realWorld } from '../world.ts'
import type { Joined, ToJoin } from './joining.ts'
import type { ToSave } from './saving.ts'

/** Board ids are unique on a server, and the earlier sessions may stay on it: each board is copied to one of its own. */
function join({ nationals, plan }: ToJoin): Joined | Refusal {
  const made = bringTogether(nationals.map(workOf), plan, () => newId(realWorld))
  if (isRefusal(made)) return made
  const boards = made.boards.map(({ session, from, to }): ImportedBoard => {
    const found = nationals.find((one) => one.session.id === session)!.boards.find(({ board }) => board === from)!
    return boardOf(to, found.state, found.lastEdit)
  })
  const kept = made.marks.length === 0 ? [] : [boardOf(narrativeBoard(plan.id), stateOf(made.marks), null)]
  return { session: made.session, exercises: made.exercises, boards: [...boards, ...kept] }
}

function boardOf(board: string, given: Uint8Array, lastEdit: number | null): ImportedBoard {
  const state = restingState(given)
  return { board, state, lastEdit, clients: clientsIn(state) }
}

/** A narrative in which nobody has written yet, with marks. */
function stateOf(marks: readonly Mark[]): Uint8Array {
  const doc = new Y.Doc()
  for (const { exercise, keys, audience } of marks) {
    const values = { about: `${exercise}:${keys[0] ?? ''}`, keys: linesOf(keys), audience: { code: audience } }
    addCard(doc, newId(realWorld), narrativeExercise.kinds['mark']!, values, null)
  }
  return Y.encodeStateAsUpdate(doc)
}

function workOf({ session, exercises, boards }: ToSave): NationalWork {
  const cards = boards.map(({ board, state }) => {
    const item = session.agenda.find((one) => Object.values(one.boards).includes(board))
    const exercise = exercises.find((one) => one.id === item?.exercise)
    return [board, exercise ? cardsIn(state, exercise) : []] as const
  })
  const narrative = boards.find(({ board }) => board === narrativeBoard(session.id))
  const { marks } = readNarrative(narrative ? cardsIn(narrative.state, narrativeExercise) : [])
  return { session, exercises, cards: Object.fromEntries(cards), marks }
}

parentPort?.postMessage(join(workerData as ToJoin))
