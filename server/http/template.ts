import type { Express } from 'express'
import * as z from 'zod/mini'
import { isRefusal, refuse } from '../../shared/refusals.ts'
import { largestTemplate, wordType } from '../../shared/report/formats.ts'
import type { Template } from '../../shared/report/template.ts'
import { addRoute, readBody, readFile } from './door.ts'
import type { HttpNeeds } from './needs.ts'

const removeSchema = z.strictObject({ session: z.string().check(z.maxLength(40)) })
const longestName = 120

/** The organiser's own Word file, which the report of a session shall look like. */
export function addTemplateRoutes(app: Express, { doorkeeper, sessions, templates }: HttpNeeds): void {
  addRoute(app, doorkeeper, 'GET /rt/facilitator/template/:session', async (request) => {
    const session = sessions.session(String(request.params['session']))
    if (!session) return refuse('unknown-session')
    return { template: outlineOf(await templates.of(session.id)) }
  })

  addRoute(app, doorkeeper, 'POST /rt/facilitator/template', async (request, response) => {
    const { name, session: id } = request.query
    const session = typeof id === 'string' ? sessions.session(id) : null
    if (!session) return refuse('unknown-session')
    const bytes = await readFile(request, response, wordType, largestTemplate)
    if (bytes === 'too-large') return refuse('template-too-large', { most: largestTemplate / 1_000_000 })
    if (isRefusal(bytes)) return bytes
    const taken = await templates.take(session.id, bytes, typeof name === 'string' ? name.slice(0, longestName) : '')
    return isRefusal(taken) ? taken : { template: outlineOf(taken) }
  })

  addRoute(app, doorkeeper, 'POST /rt/facilitator/template/remove', async (request) => {
    const body = readBody(request, removeSchema)
    if (isRefusal(body)) return body
    const session = sessions.session(body.session)
    if (!session) return refuse('unknown-session')
    await templates.remove(session.id)
    return { template: null }
  })
}

/** What a page is told of it. */
const outlineOf = (template: Template | null) =>
  template && { name: template.name, notTaken: template.notTaken, pictures: template.pictures.length }
