import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { controlPath, hats, syncPath } from '../shared/protocol/control.ts'
import type { Doorkeeper } from './ports.ts'

/** What asks for a board, by whichever way. */
export const isAtBoard = ({ url = '' }: IncomingMessage): boolean => hats.some((hat) => url.startsWith(`${syncPath(hat)}/`))

/**
 * socket.io takes its own paths; documents go to sync; whatever else asks for an upgrade is hung up on. One at `ofClient` belongs to
 * whoever serves the pages.
 */
export function routeUpgrades(
  http: Server,
  { isOurPage }: Doorkeeper,
  boards: { handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void },
  ofClient?: string,
): void {
  const control = hats.map((hat) => `${controlPath(hat)}/`)
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = request.url ?? ''
    socket.on('error', () => socket.destroy())
    if (control.some((start) => path.startsWith(start)) || (ofClient !== undefined && path.startsWith(ofClient))) return
    if (!isAtBoard(request)) return void socket.destroy()
    if (!isOurPage(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    boards.handleUpgrade(request, socket, head)
  })
}
