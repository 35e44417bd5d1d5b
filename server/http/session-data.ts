import type { Express, Request } from 'express'
import { hats, type WorkDone } from '../../shared/protocol/control.ts'
import { refuse } from '../../shared/refusals.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { addRoute } from './door.ts'
import type { HttpNeeds } from './needs.ts'
import { qrRows } from './qr.ts'

/** What pages fetch about a session beside the control channel: exercises, addresses. */
export function addSessionRoutes(app: Express, needs: HttpNeeds): void {
  const { doorkeeper, sessions } = needs
  for (const hat of hats) {
    addRoute(app, doorkeeper, `GET /rt/${hat}/exercises/:session/:exercise`, async (request, _response, person) => {
      const { session, exercise } = paramsOf(request)
      if (person.is !== 'facilitator' && (person.is === 'nobody' || person.session !== session)) return refuse('not-allowed')
      const frozen = await sessions.exercisesOf(session)
      if (!frozen) return refuse('unknown-session')
      return frozen.find((one) => one.id === exercise) ?? refuse('unknown-exercise')
    })
  }

  addRoute(app, doorkeeper, 'GET /rt/facilitator/merged/:session/:exercise', async (request) => {
    const { session: id, exercise: name } = paramsOf(request)
    const session = sessions.session(id)
    const exercise = (await sessions.exercisesOf(id))?.find((one) => one.id === name)
    const item = session?.agenda.find((one) => one.exercise === name)
    if (!session || !exercise || !item) return refuse(session ? 'unknown-exercise' : 'unknown-session')
    return { merged: mergeGroups(await sessions.cards(session, item, exercise), exercise, session.decisions) }
  })

  addRoute(app, doorkeeper, 'GET /rt/facilitator/worked/:session', async (request) => {
    const { session: id } = paramsOf(request)
    const session = sessions.session(id)
    if (!session) return refuse('unknown-session')
    const exercises = (await sessions.exercisesOf(id)) ?? []
    const worked = session.agenda.map(async (item): Promise<WorkDone> => {
      const exercise = exercises.find((one) => one.id === item.exercise)
      const boards = exercise ? await sessions.cards(session, item, exercise) : []
      return { exercise: item.exercise, contributions: boards.reduce((sum, { cards }) => sum + cards.length, 0) }
    })
    return { worked: await Promise.all(worked) }
  })

  addRoute(app, doorkeeper, 'GET /rt/addresses', async (request, _response, person) => {
    const id = person.is === 'plenary' || person.is === 'seat' ? person.session : request.query['session']
    const session = typeof id === 'string' ? sessions.session(id) : null
    // Where tables have codes of their own the page asks for one.
    const code = session?.ownCodes ? '' : (session?.code ?? '')
    return { code: session?.code ?? null, addresses: needs.addresses().map((address) => joinAddress(address, code)) }
  })
}

function paramsOf(request: Request): { session: string; exercise: string } {
  return { session: String(request.params['session']), exercise: String(request.params['exercise']) }
}

function joinAddress(address: string, code: string) {
  const url = code === '' ? address : `${address}/j#${code}`
  return { address, url, qr: qrRows(url) }
}
