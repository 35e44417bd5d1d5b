import { stringifySetCookie } from 'cookie'
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, type Response } from 'express'
import type * as z from 'zod/mini'
import { cookieName, hats, ownHeader, type Hat } from '../../shared/protocol/control.ts'
import { isRefusal, refuse, type Refusal, type RefusalCode } from '../../shared/refusals.ts'
import type { Person } from '../../shared/session/session.ts'
import { fileRoutes, mayUseRoute, type Route } from '../access.ts'
import { isCannotSave } from '../cannot-save.ts'
import { log } from '../log.ts'
import type { Doorkeeper } from '../ports.ts'
import { isEncrypted } from '../safe.ts'
import { longestMs } from '../tokens.ts'

const largestBody = 65_536
const largestZip = 10_000_000
const zipType = 'application/zip'

const statusOf: Readonly<Partial<Record<RefusalCode, number>>> = {
  'not-signed-in': 401,
  'link-used': 401,
  'cannot-move': 401,
  'not-allowed': 403,
  'table-code-needed': 403,
  'other-table': 403,
  'foreign-origin': 403,
  'plain-http': 403,
  'unknown-code': 404,
  'unknown-session': 404,
  'unknown-exercise': 404,
  'broken-exercise': 404,
  'unknown-group': 404,
  'unknown-version': 404,
  'somebody-was-faster': 409,
  'too-large': 413,
  'zip-too-large': 413,
  'archive-too-large': 413,
  'template-too-large': 413,
  'session-is-here': 409,
  'already-seated': 409,
  'too-many-tries': 429,
  'something-broke': 500,
  'cannot-save': 503,
}

export function sayNo(response: Response, refusal: Refusal): void {
  response.status(statusOf[refusal.refused] ?? 400).json({ refused: refusal.refused, details: refusal.details })
}

/** Before everything: only our own pages, and a change only as JSON, or as a file where one is awaited, with our header: no foreign page can send that. */
export function onlyOurPages(doorkeeper: Doorkeeper, toHttps: () => string | undefined): RequestHandler {
  return (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    if (!doorkeeper.isOurPage(request) && !(isOpenToAll(request) && doorkeeper.isOurHost(request.headers.host ?? ''))) {
      // Somebody typed an address without "https": the page is there under the certificate's name.
      const secured = isEncrypted(request) || request.method !== 'GET' || request.headers.origin !== undefined ? undefined : toHttps()
      if (secured !== undefined && doorkeeper.isOurHost(request.headers.host ?? ''))
        return response.redirect(307, secured + request.originalUrl)
      return sayNo(response, refuse('foreign-origin'))
    }
    if (request.method === 'GET' || request.method === 'HEAD') return next()
    const file = fileRoutes[`POST ${request.path}` as Route]
    const isAwaited = request.is('application/json') || (file !== undefined && request.is(file))
    if (request.method !== 'POST' || request.headers[ownHeader] === undefined || !isAwaited)
      return sayNo(response, refuse('not-understood'))
    next()
  }
}

/** Pages that have lost this server at another of its addresses look for it here; `server/http/moving.ts` says what they find. */
const isOpenToAll = ({ method, path }: Request) => method === 'GET' && path === '/rt/here'

export const readJson = (): RequestHandler => express.json({ limit: largestBody, strict: true })

type Work = (request: Request, response: Response, person: Person) => Promise<unknown>

/**
 * Adds one route; only a route with a row in the table of access can be added. What `work` gives becomes the answer,
 * a refusal with its status; `undefined` means that it has answered itself.
 */
export function addRoute(app: Express, doorkeeper: Doorkeeper, route: Route, work: Work): void {
  const [method, path] = route.split(' ') as ['GET' | 'POST', string]
  const handle: RequestHandler = async (request, response) => {
    const person = await personFor(request, path, route, doorkeeper)
    if (!mayUseRoute(person.is, route)) return sayNo(response, refuse(person.is === 'nobody' ? 'not-signed-in' : 'not-allowed'))
    const answer = await work(request, response, person)
    if (isRefusal(answer)) return sayNo(response, answer)
    if (answer !== undefined) response.json(answer)
  }
  if (method === 'GET') app.get(path, handle)
  else app.post(path, handle)
}

/** The path names the hat; a path without one is open to the first hat that may. */
async function personFor(request: Request, path: string, route: Route, doorkeeper: Doorkeeper): Promise<Person> {
  const named = hats.find((hat) => path.startsWith(`/rt/${hat}/`))
  for (const hat of named ? [named] : hats) {
    const person = await doorkeeper.personOf(request, hat)
    if (named || (person.is !== 'nobody' && mayUseRoute(person.is, route))) return person
  }
  return { is: 'nobody' }
}

/** Reads a body by its schema: the value, or a refusal. */
export function readBody<Schema extends z.ZodMiniType>(request: Request, schema: Schema): z.output<Schema> | Refusal {
  const parsed = schema.safeParse(request.body)
  return parsed.success ? parsed.data : refuse('not-understood')
}

/** Reads a zip file, only after it is known who sends it. It counts what comes, whatever the headers say. */
export async function readZip(request: Request, response: Response): Promise<Uint8Array | Refusal> {
  const zip = await readFile(request, response, zipType, largestZip)
  return zip === 'too-large' ? refuse('zip-too-large', { most: largestZip / 1_000_000 }) : zip
}

/** Reads a file of that type and at most so many bytes, whatever the headers say. */
export function readFile(request: Request, response: Response, type: string, most: number): Promise<Uint8Array | Refusal | 'too-large'> {
  if (!request.is(type)) return Promise.resolve(refuse('not-understood'))
  const read = express.raw({ type, limit: most, inflate: false })
  return new Promise((resolve, reject) => {
    read(request, response, (error?: unknown) => {
      if (statusIn(error) === 413) resolve('too-large')
      else if (error) reject(error instanceof Error ? error : new Error('A file could not be read'))
      else resolve(request.body instanceof Uint8Array ? request.body : new Uint8Array())
    })
  })
}

export function setCookie(response: Response, hat: Hat, value: string): void {
  const secure = isEncrypted(response.req)
  const cookie = { name: cookieName(hat), value, httpOnly: true, secure, sameSite: 'strict' as const, path: '/', maxAge: longestMs / 1000 }
  response.append('Set-Cookie', stringifySetCookie(cookie))
}

/** The one place where what went wrong becomes an answer; it says nothing of the inside. */
export const lastResort: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error)
  const status = statusIn(error)
  if (status === 413) return sayNo(response, refuse('too-large'))
  if (typeof status === 'number' && status >= 400 && status < 500) return sayNo(response, refuse('not-understood'))
  log('error', 'A request failed', { error })
  sayNo(response, refuse(isCannotSave(error) ? 'cannot-save' : 'something-broke'))
}

function statusIn(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'status' in error ? error.status : 500
}
