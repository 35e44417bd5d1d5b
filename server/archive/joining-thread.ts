import { parentPort, workerData } from 'node:worker_threads'
import { cardsIn } from '../../shared/board/board.ts'
import { restingState } from '../../shared/board/resting.ts'
import { isRefusal, type Refusal } from '../../shared/refusals.ts'
import type { NationalWork } from '../../shared/regional/national.ts'
import { bringTogether } from '../../shared/regional/together.ts'
import type { ImportedBoard } from '../ports.ts'
import { clientsIn } from '../sync/whole.ts'
import { newId, realWorld } from '../world.ts'
import type { Joined, ToJoin } from './joining.ts'
import type { ToSave } from './saving.ts'

/** Board ids are unique on a server, and the earlier sessions may stay on it: each board is copied to one of its own. */
function join({ nationals, plan }: ToJoin): Joined | Refusal {
  const made = bringTogether(nationals.map(workOf), plan, () => newId(realWorld))
  if (isRefusal(made)) return made
  const boards = made.boards.map(({ session, from, to }): ImportedBoard => {
    const found = nationals.find((one) => one.session.id === session)!.boards.find(({ board }) => board === from)!
    const state = restingState(found.state)
    return { board: to, state, lastEdit: found.lastEdit, clients: clientsIn(state) }
  })
  return { session: made.session, exercises: made.exercises, boards }
}

function workOf({ session, exercises, boards }: ToSave): NationalWork {
  const cards = boards.map(({ board, state }) => {
    const item = session.agenda.find((one) => Object.values(one.boards).includes(board))
    const exercise = exercises.find((one) => one.id === item?.exercise)
    return [board, exercise ? cardsIn(state, exercise) : []] as const
  })
  return { session, exercises, cards: Object.fromEntries(cards) }
}

parentPort?.postMessage(join(workerData as ToJoin))
