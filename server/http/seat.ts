import type { Express, Request } from 'express'
import * as z from 'zod/mini'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import type { Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { newId } from '../world.ts'
import { addRoute, readBody, setCookie } from './door.ts'
import type { HttpNeeds } from './needs.ts'
import { Tries } from './tries.ts'

const code = z.string().check(z.maxLength(40))
const lookSchema = z.strictObject({ code })
const joinSchema = z.strictObject({
  code,
  group: z.string().check(z.maxLength(40)),
  name: z.string().check(z.trim(), z.maxLength(60)),
  people: z.int().check(z.minimum(1), z.maximum(20)),
  rapporteur: z.boolean(),
})

/** How a table joins: by the code on the wall and a name, with no account. */
export function addSeatRoutes(app: Express, { doorkeeper, tokens, sessions, world }: HttpNeeds): void {
  const tries = new Tries()

  addRoute(app, doorkeeper, 'POST /rt/seat/look', async (request) => {
    const body = readBody(request, lookSchema)
    if (isRefusal(body)) return body
    const session = await find(request, body.code)
    return isRefusal(session) ? session : lobbyOf(session)
  })

  addRoute(app, doorkeeper, 'POST /rt/seat/join', async (request, response) => {
    const body = readBody(request, joinSchema)
    if (isRefusal(body)) return body
    const session = await find(request, body.code)
    if (isRefusal(session)) return session
    if (!session.groups.some((group) => group.id === body.group)) return refuse('unknown-group')
    if (body.name === '') return refuse('name-needed')
    const { name, people, rapporteur, group } = body
    const seat = { id: newId(world), group, name, people, rapporteur, handRaised: null, done: [], joined: world.now() }
    const answer = await sessions.join(session.id, seat)
    if (!answer) return refuse('unknown-session')
    if (!answer.ok) return answer
    const person = { is: 'seat', session: session.id, seat: seat.id, group } as const
    setCookie(response, 'seat', await tokens.issue('seat', person))
    return { person }
  })

  addRoute(app, doorkeeper, 'GET /rt/seat/me', async (_request, _response, person) => ({ person }))

  async function find(request: Request, typed: string): Promise<Session | Refusal> {
    const address = request.socket.remoteAddress ?? ''
    if (await tries.areUsedUp(address)) return refuse('too-many-tries')
    const session = sessions.sessionWithCode(typed)
    if (session) return session
    await tries.failed(address)
    return refuse('unknown-code')
  }
}

function lobbyOf(session: Session) {
  const { id, title, place, groups } = viewFor({ is: 'nobody' }, session)
  return { session: id, title, place, groups }
}
