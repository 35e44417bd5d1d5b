import type { Express } from 'express'
import * as z from 'zod/mini'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import type { Person } from '../../shared/session/session.ts'
import { cookieOf } from '../cookie.ts'
import { addRoute, readBody, setCookie } from './door.ts'
import type { HttpNeeds } from './needs.ts'

/** The facilitator's pages stay where they are: mostly on the server's own machine. */
const movable = ['seat', 'plenary'] as const
const madeByClient = z.string().check(z.regex(/^[a-z0-9]{20}$/))
const moveSchema = z.strictObject({
  key: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  /** Made by the client: the same try sent again is answered again. */
  attempt: madeByClient,
  /** The people at a laptop that holds another seat here want it. */
  instead: z.optional(z.literal(true)),
})
const hereSchema = z.object({
  /** The id of the key that the page was given, and chance of the page's own. */
  key: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  nonce: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
})

/** How a page finds this server again when the address it was opened at is lost. */
export function addMoveRoutes(app: Express, needs: HttpNeeds): void {
  const { doorkeeper, tokens, moveKeys, sessions } = needs

  // The one route that a page of another origin may read: the lost address is one. It shows a page that this is the server which
  // gave it its key, and nothing else; it asks for no cookie and changes nothing. A machine that has taken a lost address and
  // cannot ask the server itself is found out by it; one that can, and passes the question on, is not: on plain HTTP nothing helps there.
  addRoute(app, doorkeeper, 'GET /rt/here', async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    const asked = hereSchema.safeParse(request.query)
    if (!asked.success) return refuse('not-understood')
    const proof = await moveKeys.proofFor(asked.data.key, asked.data.nonce)
    return proof === null ? refuse('cannot-move') : { proof }
  })

  for (const hat of movable) {
    addRoute(app, doorkeeper, `GET /rt/${hat}/elsewhere`, async (request, _response, person) => {
      const session = 'session' in person ? sessions.session(person.session) : null
      const cookie = cookieOf(request, hat)
      const tab = madeByClient.safeParse(request.query['tab'])
      if (!session || cookie === undefined) return refuse('not-signed-in')
      if (!tab.success) return refuse('not-understood')
      // Where tables have codes of their own the page asks for one.
      const code = session.ownCodes ? '' : session.code
      const addresses = needs.movableAddresses().map((address) => ({ address, url: code === '' ? address : `${address}/j#${code}` }))
      return { ...(await moveKeys.keyFor(hat, person, cookie, tab.data)), addresses }
    })

    // A key is 256 bits: nobody guesses one, and a limit of tries would keep out a room behind one address.
    addRoute(app, doorkeeper, `POST /rt/${hat}/move`, async (request, response, before) => {
      const body = readBody(request, moveSchema)
      if (isRefusal(body)) return body
      const whose = await moveKeys.whose(body.key, hat, body.attempt)
      const person = whose && doorkeeper.asTheyAre(whose)
      if (person?.is !== hat) return refuse('cannot-move')
      // A link with somebody else's key makes nobody somebody else behind their back.
      const other = body.instead ? null : otherSeat(before, person, sessions)
      if (other) return other
      const taken = await moveKeys.take(body.key, hat, body.attempt)
      if (taken === null) return refuse('cannot-move')
      setCookie(response, hat, await tokens.issue(hat, person))
      return { person, seal: taken.seal }
    })
  }
}

/** Refuses where the browser holds another seat: whose it is, and whose the key is. */
function otherSeat(before: Person, next: Person, sessions: HttpNeeds['sessions']): Refusal | null {
  if (before.is !== 'seat' || next.is !== 'seat' || before.seat === next.seat) return null
  const [held, wanted] = [placeOf(before), placeOf(next)]
  return refuse('already-seated', { name: held.name, table: held.table, otherName: wanted.name, otherTable: wanted.table })

  function placeOf({ session, seat, group }: Extract<Person, { is: 'seat' }>) {
    const its = sessions.session(session)
    return {
      name: its?.seats.find(({ id }) => id === seat)?.name ?? '',
      table: its?.groups.find(({ id }) => id === group)?.letter ?? '',
    }
  }
}
