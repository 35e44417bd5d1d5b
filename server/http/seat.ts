import type { Express, Request } from 'express'
import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { idFrom } from '../../shared/ids.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
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
  /** Made by the client: the same join sent again takes no second seat. */
  key: z.optional(z.string().check(z.regex(/^[a-z0-9]{20}$/))),
})

/** How a table joins: by the code on the wall and a name, with no account. */
export function addSeatRoutes(app: Express, { doorkeeper, tokens, sessions, world }: HttpNeeds): void {
  const tries = new Tries()

  addRoute(app, doorkeeper, 'POST /rt/seat/look', async (request) => {
    const body = readBody(request, lookSchema)
    if (isRefusal(body)) return body
    const place = await find(request, body.code)
    return isRefusal(place) ? place : (refusalAt(place) ?? lobbyOf(place))
  })

  addRoute(app, doorkeeper, 'POST /rt/seat/join', async (request, response, before) => {
    const body = readBody(request, joinSchema)
    if (isRefusal(body)) return body
    const place = await find(request, body.code)
    if (isRefusal(place)) return place
    const { session } = place
    if (!session.groups.some((group) => group.id === body.group)) return refuse('unknown-group')
    const refusal = refusalAt(place, body.group)
    if (refusal) return refusal
    if (body.name === '') return refuse('name-needed')
    const { name, people, rapporteur, group, key } = body
    const seat = {
      id: key === undefined ? newId(world) : seatIdOf(session.id, key),
      group,
      name,
      people,
      rapporteur,
      handRaised: null,
      done: [],
      joined: world.now(),
    }
    const held = before.is === 'seat' ? before : null
    const person = { is: 'seat', session: session.id, seat: seat.id, group } as const
    // First, for it opens nothing before the seat is there: a seat without its laptop would stay in everybody's sight.
    const cookie = await tokens.issue('seat', person)
    const answer = await sessions.join(session.id, seat, held?.session === session.id ? held.seat : null)
    if (!answer) return refuse('unknown-session')
    if (!answer.ok) return answer
    if (held && held.session !== session.id) await sessions.leave(held.session, held.seat)
    setCookie(response, 'seat', cookie)
    return { person }
  })

  addRoute(app, doorkeeper, 'GET /rt/seat/me', async (_request, _response, person) => ({ person }))

  async function find(request: Request, typed: string): Promise<Place | Refusal> {
    const address = request.socket.remoteAddress ?? ''
    if (await tries.areUsedUp(address)) return refuse('too-many-tries')
    const place = sessions.placeWithCode(typed)
    if (place) return place
    await tries.failed(address)
    return refuse('unknown-code')
  }
}

/** Seats are known to the whole table, keys to one laptop: nobody finds the key of a seat to take it over. */
function seatIdOf(session: string, key: string): string {
  return idFrom(createHash('sha256').update(`${session} ${key}`).digest().subarray(0, 20))
}

type Place = NonNullable<ReturnType<HttpNeeds['sessions']['placeWithCode']>>

/** Where tables have codes of their own, nobody comes in by the session's, and nobody by one table's to another. */
function refusalAt({ session, group }: Place, wanted: string | null = group): Refusal | null {
  if (!session.ownCodes) return null
  if (group === null) return refuse('table-code-needed')
  return group === wanted ? null : refuse('other-table')
}

/** `table` is the one that the code is of; null for the code of the session. */
function lobbyOf({ session, group }: Place) {
  const { id, title, place, groups } = viewFor({ is: 'nobody' }, session)
  return { session: id, title, place, groups: session.ownCodes ? groups.filter((one) => one.id === group) : groups, table: group }
}
