import type { Express } from 'express'
import * as z from 'zod/mini'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { sharedOut } from '../../shared/exercise/shared-out.ts'
import { withOwnBoundaries } from '../../shared/maps/own-boundaries.ts'
import { withProfile } from '../../shared/maps/profile.ts'
import { profiles } from '../../shared/maps/schema.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import { maxExercises, maxGroups, stepTwice } from '../../shared/session/new-session.ts'
import type { Session } from '../../shared/session/session.ts'
import { chosenFrom } from '../chosen.ts'
import type { WaitingBoundaries } from './boundaries.ts'
import { addRoute, readBody, setCookie } from './door.ts'
import type { HttpNeeds } from './needs.ts'
import { Tries } from './tries.ts'

const claimSchema = z.strictObject({
  secret: z.string().check(z.maxLength(100)),
  name: z.optional(z.string().check(z.trim(), z.maxLength(60))),
  /** The same at every try of one page. */
  key: z.optional(z.string().check(z.regex(/^[a-z0-9]{20}$/))),
})
const newSessionSchema = z.strictObject({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  place: z.string().check(z.trim(), z.maxLength(200)),
  groups: z.int().check(z.minimum(1), z.maximum(maxGroups)),
  exercises: z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(maxExercises)),
  /** A ready agenda whose days the console shows; the exercises are those named above. */
  agenda: z.optional(z.string().check(z.maxLength(40))),
  /** What maps draw of boundaries in this session, if not what their folders say. */
  boundaries: z.optional(z.enum(profiles)),
  /** An organiser's own file instead, as it was named when it came in. */
  ownBoundaries: z.optional(z.string().check(z.maxLength(40))),
})
const plenarySchema = z.strictObject({ session: z.string().check(z.maxLength(40)) })

/** The facilitator's door: the one-time link, sessions, the projector. */
export function addFacilitatorRoutes(
  app: Express,
  { doorkeeper, tokens, links, sessions, library }: HttpNeeds,
  waiting: WaitingBoundaries,
): void {
  const tries = new Tries()

  addRoute(app, doorkeeper, 'POST /rt/facilitator/claim', async (request, response) => {
    const body = readBody(request, claimSchema)
    if (isRefusal(body)) return body
    if (!doorkeeper.isSafe(request)) return refuse('plain-http')
    const address = request.socket.remoteAddress ?? ''
    if (await tries.areUsedUp(address)) return refuse('too-many-tries')
    const person = { is: 'facilitator', name: body.name ?? '' } as const
    const cookie = await links.use(body.secret, body.key, async () => {
      const issued = await tokens.issue('facilitator', person)
      // The browser is about to forget its former cookie, so nobody else may go on with it.
      await doorkeeper.signOut(request, 'facilitator')
      return issued
    })
    if (cookie === null) {
      await tries.failed(address)
      return refuse('link-used')
    }
    setCookie(response, 'facilitator', cookie)
    return { person }
  })

  addRoute(app, doorkeeper, 'POST /rt/facilitator/invite', () => Promise.resolve({ secret: links.make(10) }))
  addRoute(app, doorkeeper, 'GET /rt/facilitator/me', (_request, _response, person) => Promise.resolve({ person }))
  addRoute(app, doorkeeper, 'GET /rt/facilitator/sessions', () => Promise.resolve({ sessions: sessions.sessions().map(summaryOf) }))
  addRoute(app, doorkeeper, 'POST /rt/facilitator/sessions', async (request) => {
    const body = readBody(request, newSessionSchema)
    if (isRefusal(body)) return body
    const known = await library.list()
    const chosen = chosenFrom(known, body.exercises)
    if (isRefusal(chosen)) return chosen
    const twice = stepTwice(chosen)
    if (twice !== null) return refuse('same-steps', { step: twice })
    const days = known.agendas.find((agenda) => agenda.id === body.agenda)?.days
    const { title, place, groups, boundaries } = body
    const run = chosen.map((exercise) => sharedOut(exercise, days ?? []))
    const drawn = boundaries === undefined ? run : run.map((exercise) => withProfile(exercise, boundaries))
    const own = body.ownBoundaries === undefined ? drawn : withFile(drawn, waiting.of(body.ownBoundaries))
    if (isRefusal(own)) return own
    const session = await sessions.create({ title, place, groups, exercises: own, days })
    return { session: summaryOf(session) }
  })

  addRoute(app, doorkeeper, 'POST /rt/facilitator/plenary', async (request, response) => {
    const body = readBody(request, plenarySchema)
    if (isRefusal(body)) return body
    if (!sessions.session(body.session)) return refuse('unknown-session')
    const person = { is: 'plenary', session: body.session } as const
    setCookie(response, 'plenary', await tokens.issue('plenary', person))
    return { person }
  })

  addRoute(app, doorkeeper, 'GET /rt/plenary/me', async (_request, _response, person) => ({ person }))
}

/** The exercises with the boundaries of the organiser's file on their maps. */
function withFile(exercises: readonly Exercise[], file: unknown): Exercise[] | Refusal {
  if (file === undefined) return refuse('boundaries-gone')
  const drawn = exercises.map((exercise) => withOwnBoundaries(exercise, file))
  return drawn.every((one) => one === null) ? refuse('boundaries-elsewhere') : drawn.map((one, at) => one ?? exercises[at]!)
}

/** One line of the facilitator's list of sessions. */
function summaryOf(session: Session) {
  const { id, title, place, created, code } = session
  return {
    id,
    title,
    place,
    created,
    code,
    groups: session.groups.length,
    seats: session.seats.length,
    /** How many earlier sessions it brings together; none for a session by itself. */
    sources: session.sources?.length ?? 0,
    /** Null where nobody has said. */
    keepUntil: session.keepUntil ?? null,
    exercises: session.agenda.map((item) => item.exercise),
  }
}
