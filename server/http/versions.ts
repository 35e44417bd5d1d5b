import type { Express, Request } from 'express'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import type { AgendaItem, Session } from '../../shared/session/session.ts'
import { addRoute } from './door.ts'
import type { HttpNeeds } from './needs.ts'

/** Earlier versions of a table's board, to look at. The command `restore` puts one back. */
export function addVersionRoutes(app: Express, { doorkeeper, sessions }: HttpNeeds): void {
  addRoute(app, doorkeeper, 'GET /rt/facilitator/versions/:session/:exercise/:group', async (request) => {
    const place = await placeOf(request)
    if (isRefusal(place)) return place
    const boards = await sessions.cards(place.session, place.item, place.exercise)
    const cards = boards.find(({ group }) => group === place.group)?.cards ?? []
    return { cards, versions: await sessions.versions(place.session.id, place.board) }
  })

  addRoute(app, doorkeeper, 'GET /rt/facilitator/versions/:session/:exercise/:group/:version', async (request) => {
    const place = await placeOf(request)
    if (isRefusal(place)) return place
    const id = Number(request.params['version'])
    const cards = Number.isSafeInteger(id) ? await sessions.version(place.session.id, place.board, id, place.exercise) : null
    return cards ? { cards } : refuse('unknown-version')
  })

  async function placeOf(request: Request): Promise<Place | Refusal> {
    const [id, name, group] = (['session', 'exercise', 'group'] as const).map((key) => String(request.params[key])) as [
      string,
      string,
      string,
    ]
    const session = sessions.session(id)
    const exercise = (await sessions.exercisesOf(id))?.find((one) => one.id === name)
    if (!session) return refuse('unknown-session')
    const item = session.agenda.find((one) => one.exercise === name)
    if (!item || !exercise) return refuse('unknown-exercise')
    const board = Object.hasOwn(item.boards, group) ? item.boards[group] : undefined
    return board === undefined ? refuse('unknown-group') : { session, item, exercise, group, board }
  }
}

interface Place {
  readonly session: Session
  readonly item: AgendaItem
  readonly exercise: Exercise
  readonly group: string
  readonly board: string
}
