import type { Express, Response } from 'express'
import * as z from 'zod/mini'
import { archiveType, largestArchive } from '../../shared/archive/archive.ts'
import { isId } from '../../shared/ids.ts'
import { isRefusal, refuse } from '../../shared/refusals.ts'
import { isSameTitle } from '../../shared/session/titles.ts'
import { attachAs } from './attach.ts'
import { addRoute, readBody, readFile } from './door.ts'
import type { HttpNeeds } from './needs.ts'

const wipeSchema = z.strictObject({ session: z.string().check(z.maxLength(40)), title: z.string().check(z.maxLength(300)) })

/** A whole session as one file, in and out, and the end of a session. */
export function addArchiveRoutes(app: Express, { doorkeeper, sessions, archives }: HttpNeeds): void {
  addRoute(app, doorkeeper, 'GET /rt/facilitator/archives/:session', async (request, response) => {
    const id = String(request.params['session'])
    const title = sessions.session(id)?.title
    const signal = untilGone(response)
    const file = isId(id) ? await archives.save(id, signal) : null
    if (signal.aborted) return undefined
    if (!file || title === undefined) return refuse('unknown-session')
    attachAs(response, title, 'roundtable.json')
    response.type(archiveType).send(Buffer.from(file))
    return undefined
  })

  addRoute(app, doorkeeper, 'POST /rt/facilitator/archives', async (request, response) => {
    const bytes = await readFile(request, response, archiveType, largestArchive)
    if (bytes === 'too-large') return refuse('archive-too-large', { most: largestArchive / 1_000_000 })
    if (isRefusal(bytes)) return bytes
    const opened = await archives.open(bytes)
    return isRefusal(opened) ? opened : { session: opened.id, title: opened.title }
  })

  addRoute(app, doorkeeper, 'POST /rt/facilitator/wipe', async (request) => {
    const body = readBody(request, wipeSchema)
    if (isRefusal(body)) return body
    const session = sessions.session(body.session)
    if (!session) return refuse('unknown-session')
    if (!isSameTitle(body.title, session.title)) return refuse('other-title')
    return (await archives.wipe(session.id)) ?? { wiped: session.id }
  })
}

function untilGone(response: Response): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => response.writableEnded || gone.abort())
  return gone.signal
}
