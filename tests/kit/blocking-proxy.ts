import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** What the proxy does with an upgrade: refuses it, or accepts it and lets nothing through. */
export type Blocking = 'refuses' | 'swallows'

export interface BlockingProxy {
  readonly port: number
  /** WebSockets asked for so far. */
  readonly upgrades: number
  /** From now on polls of socket.io and boards are refused as well. */
  refusePolls(): void
  close(): Promise<void>
}

/** A web filter between a laptop and the server on `target`: plain requests pass, WebSockets do not. */
export async function openBlockingProxy(target: number, blocking: Blocking): Promise<BlockingProxy> {
  let upgrades = 0
  let polls = true
  const held = new Set<Duplex>()
  const pass = ({ method, url, headers }: IncomingMessage) => request({ port: target, host: '127.0.0.1', method, path: url, headers })
  const server = createServer((asked, answer) => {
    if (!polls && asked.url?.includes('transport=polling')) return void answer.writeHead(403).end()
    const passed = pass(asked)
    passed.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  server.on('upgrade', (asked, socket) => {
    upgrades++
    held.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => held.delete(socket))
    if (blocking === 'refuses') return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    const passed = pass(asked)
    passed.on('upgrade', ({ headers }, far) => {
      far.on('error', () => far.destroy())
      far.resume()
      socket.on('close', () => far.destroy())
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`).join('\r\n')}\r\n\r\n`) // prettier-ignore
      socket.resume()
    })
    passed.on('error', () => socket.destroy())
    passed.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    get upgrades() {
      return upgrades
    },
    refusePolls: () => void (polls = false),
    close() {
      for (const socket of held) socket.destroy()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
