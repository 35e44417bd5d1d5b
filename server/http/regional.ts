import type { Express } from 'express'
import * as z from 'zod/mini'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import { fitsOf } from '../../shared/regional/fit.ts'
import type { RegionalLook } from '../../shared/regional/look.ts'
import { inOrder, refusalOf, type National } from '../../shared/regional/national.ts'
import type { Session } from '../../shared/session/session.ts'
import { addRoute, readBody } from './door.ts'
import type { HttpNeeds, Sessions } from './needs.ts'

const some = (most: number) => z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(most))
const lookSchema = z.strictObject({ sessions: some(100) })
const makeSchema = z.strictObject({
  sessions: some(100),
  exercises: some(20),
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  place: z.string().check(z.trim(), z.maxLength(200)),
})

/** Several sessions of this server as one: a look at what would come in, and the making. */
export function addRegionalRoutes(app: Express, { doorkeeper, sessions, archives }: HttpNeeds): void {
  addRoute(app, doorkeeper, 'POST /rt/facilitator/regional/look', async (request) => {
    const body = readBody(request, lookSchema)
    if (isRefusal(body)) return body
    const nationals = await nationalsOf(body.sessions, sessions)
    return isRefusal(nationals) ? nationals : lookAt(nationals, sessions)
  })

  addRoute(app, doorkeeper, 'POST /rt/facilitator/regional', async (request) => {
    const body = readBody(request, makeSchema)
    if (isRefusal(body)) return body
    const { sessions: ids, ...plan } = body
    // What can be seen without reading a board is refused before one is read.
    const nationals = await nationalsOf(ids, sessions)
    const refusal = isRefusal(nationals) ? nationals : refusalOf(nationals)
    if (refusal) return refusal
    const made = (await archives.bringTogether(ids, plan)) ?? refuse('unknown-session')
    return isRefusal(made) ? made : { session: made.id, title: made.title }
  })
}

type Here = National & { readonly session: Session }

async function nationalsOf(ids: readonly string[], sessions: Sessions): Promise<readonly Here[] | Refusal> {
  const found: Here[] = []
  for (const id of ids) {
    const [session, exercises] = [sessions.session(id), await sessions.exercisesOf(id)]
    if (!session || !exercises) return refuse('unknown-session')
    found.push({ session, exercises })
  }
  return inOrder(found)
}

async function lookAt(nationals: readonly Here[], sessions: Sessions): Promise<RegionalLook> {
  const told = nationals.map(async ({ session, exercises }) => {
    const counted = session.agenda.map(async (item) => {
      const exercise = exercises.find((one) => one.id === item.exercise)
      const boards = exercise ? await sessions.cards(session, item, exercise) : []
      return [item.exercise, boards.reduce((sum, { cards }) => sum + cards.length, 0)] as const
    })
    const { id, title, place, created, groups } = session
    return { id, title, place, created, tables: groups.length, cards: Object.fromEntries(await Promise.all(counted)) }
  })
  return { sessions: await Promise.all(told), exercises: fitsOf(nationals), refusal: refusalOf(nationals) }
}
