import type { Express } from 'express'
import type { Visit } from '../../shared/protocol/control.ts'
import { refuse, type Refusal } from '../../shared/refusals.ts'
import { commentsOn, mayVisit } from '../../shared/session/walk.ts'
import { addRoute } from './door.ts'
import type { HttpNeeds } from './needs.ts'

/** The gallery walk: cards of a board, and what was said beside it, for those who may look at it now. */
export function addWalkRoutes(app: Express, { doorkeeper, sessions }: HttpNeeds): void {
  for (const hat of ['facilitator', 'seat'] as const)
    addRoute(
      app,
      doorkeeper,
      `GET /rt/${hat}/walk/:session/:exercise/:group`,
      async (request, _response, person): Promise<Visit | Refusal> => {
        const [id, name, group] = ['session', 'exercise', 'group'].map((part) => String(request.params[part])) as [string, string, string]
        const session = sessions.session(id)
        if (!session) return refuse(person.is === 'facilitator' ? 'unknown-session' : 'not-allowed')
        const refused = mayVisit(person, { exercise: name, group }, session)
        if (refused) return refused
        const exercise = (await sessions.exercisesOf(id))?.find((one) => one.id === name)
        const item = session.agenda.find((one) => one.exercise === name)
        if (!exercise || !item) return refuse('unknown-exercise')
        const board = (await sessions.cards(session, item, exercise)).find((one) => one.group === group)
        return board ? { cards: board.cards, comments: commentsOn(session, name, group) } : refuse('unknown-group')
      },
    )
}
