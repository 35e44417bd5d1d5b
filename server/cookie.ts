import { parseCookie } from 'cookie'
import type { IncomingMessage } from 'node:http'
import { cookieName, type Hat } from '../shared/protocol/control.ts'

/** What the browser holds for that hat. */
export function cookieOf(request: IncomingMessage, hat: Hat): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[cookieName(hat)]
}
