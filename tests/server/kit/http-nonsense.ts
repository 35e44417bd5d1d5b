import { refusalCodes } from '../../../shared/refusals.ts'
import { routeAccess } from '../../../server/access.ts'
import { oneOf, type Chance } from '../../kit/chance.ts'
import { sendBare } from './bare.ts'
import { anyValue } from './nonsense.ts'
import type { Laptop } from './people.ts'

const routes = Object.keys(routeAccess).map((route) => route.split(' ') as ['GET' | 'POST', string])
const pieces = [
  '__proto__',
  '%00',
  '..',
  '%2e%2e',
  'a'.repeat(300),
  '%ff',
  ';',
  'x?lang[]=a&lang[__proto__]=b',
  '%F0%9F%92%A9',
  '*',
  ':session',
]
const types = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-7',
  '',
]
const bodies = [
  '',
  '{',
  '[',
  'null',
  '"x"',
  '{"a":1}x',
  '\u0000',
  `${'['.repeat(20_000)}`,
  `{"secret":"${'x'.repeat(70_000)}"}`,
  '{"__proto__":{"is":"facilitator"}}',
]

/** One request with something wrong in it; what the answer says against the law, or null. None may succeed or break the server. */
export async function sendOddRequest(laptop: Laptop, random: Chance): Promise<string | null> {
  const [method, path] = oneOf(routes, random) ?? ['GET', '/']
  return method === 'POST' ? sendOddBody(laptop, path, random) : sendOddPath(laptop, path, random)
}

/** A body that no schema knows: it is refused with a code, whoever sends it. */
async function sendOddBody(laptop: Laptop, path: string, random: Chance): Promise<string | null> {
  const value = anyValue(random)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const body = random() < 0.3 ? (oneOf(bodies, random) ?? '') : JSON.stringify(isObject ? { ...value, unknown: 1 } : value)
  const headers: Record<string, string> = { cookie: laptop.cookie, origin: laptop.base }
  if (random() < 0.9) headers['x-roundtable'] = '1'
  const type = random() < 0.8 ? 'application/json' : oneOf(types, random)
  if (type) headers['content-type'] = type
  const isInvite = path === '/rt/facilitator/invite'
  const answer = await fetch(laptop.base + path, { method: 'POST', headers, body })
  const said = (await answer.json().catch(() => null)) as { refused?: string } | null
  // The one change that takes no body: whatever stands in it is not read.
  if (isInvite && answer.status === 200) return null
  if (answer.status < 400 || answer.status >= 500) return `POST ${path} answered ${answer.status} to ${body.slice(0, 80)}`
  return said?.refused !== undefined && (refusalCodes as readonly string[]).includes(said.refused)
    ? null
    : `POST ${path} answered ${answer.status} without a code`
}

/** An address that is nearly one of ours, asked in any way: never a success with content, never a break. */
async function sendOddPath(laptop: Laptop, path: string, random: Chance): Promise<string | null> {
  const odd = path.replace(/:\w+/g, () => oneOf(pieces, random) ?? '') + (random() < 0.3 ? `/${oneOf(pieces, random) ?? ''}` : '')
  const method = oneOf(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'], random) ?? 'GET'
  const headers: Record<string, string> = {
    host: laptop.base.slice(7),
    cookie: random() < 0.8 ? laptop.cookie : `rt_seat=${'é'.repeat(40)}`,
  }
  if (random() < 0.3) headers['origin'] = laptop.base
  for (const name of Object.keys(headers)) headers[name] = encodeURI(headers[name] ?? '').replace(/%3[BD]/gi, '')
  const { status } = await sendBare(Number(new URL(laptop.base).port), method, encodeURI(odd).replaceAll('%25', '%'), headers)
  const isPlain = odd === path && (method === 'GET' || method === 'HEAD')
  if (status >= 500) return `${method} ${odd} answered ${status}`
  return status >= 200 && status < 300 && !isPlain && !/\?/.test(odd) ? `${method} ${odd} answered ${status}` : null
}
