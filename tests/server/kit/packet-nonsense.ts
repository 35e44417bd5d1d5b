import { WebSocket } from 'ws'
import { controlPath } from '../../../shared/protocol/control.ts'
import { oneOf, type Chance } from '../../kit/chance.ts'
import { waitFor } from './board-socket.ts'
import { anyValue } from './nonsense.ts'
import type { Laptop } from './people.ts'

const spaces = ['', '/,', '/admin,', '/__proto__,', ',']
const names = ['command', 'clock', 'view', 'connect', 'disconnect', 'error', '__proto__', 'newListener', '']
const placeholder = { _placeholder: true, num: 0 }

/** A connection that says good day as socket.io does and then sends packets of every shape, some of them in pieces. */
export async function sendPackets(laptop: Laptop, session: string, count: number, random: Chance): Promise<string[]> {
  const url = `${laptop.base.replace('http', 'ws')}${controlPath('facilitator')}/?EIO=4&transport=websocket&session=${session}`
  const socket = new WebSocket(url, { headers: { cookie: laptop.cookie, origin: laptop.base } })
  const wrong: string[] = []
  let isIn = false
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer) => {
    const said = data.toString()
    isIn ||= said.startsWith('42["view"')
    if (/^4[36]\d*-?\d*\[/.test(said) && /"ok":true/.test(said)) wrong.push(`a packet was accepted: ${said.slice(0, 80)}`)
  })
  socket.on('open', () => socket.send('40'))
  await waitFor(() => isIn || socket.readyState === WebSocket.CLOSED, 4000)
  if (!isIn) return ['an honest beginning was not let in']
  for (let sent = 0; sent < count && socket.readyState === WebSocket.OPEN; sent++) for (const piece of anyPacket(random)) socket.send(piece)
  // The answers to what was understood are on their way; a ping that comes back stands behind them.
  let isHeard = false
  socket.on('pong', () => (isHeard = true))
  if (socket.readyState === WebSocket.OPEN) socket.ping()
  await waitFor(() => isHeard || socket.readyState === WebSocket.CLOSED, 2000)
  socket.terminate()
  return wrong
}

/** One packet of socket.io's protocol in the pieces in which it is sent, with something wrong in it. */
function anyPacket(random: Chance): (string | Uint8Array)[] {
  const id = random() < 0.6 ? String(Math.floor(random() * 1000)) : ''
  const space = random() < 0.8 ? '' : (oneOf(spaces, random) ?? '')
  const args = JSON.stringify([oneOf(names, random), anyValue(random), anyValue(random)].slice(0, 1 + Math.floor(random() * 3)))
  const kind = Math.floor(random() * 9)
  if (kind === 0) return [`4${Math.floor(random() * 10)}${space}${id}${args}`]
  if (kind === 1) return [`42${space}${id}${args.slice(0, Math.floor(random() * args.length))}`]
  if (kind === 2) return [`451-${space}${id}${JSON.stringify(['command', placeholder])}`, Buffer.from('binary')]
  if (kind === 3) return [`45${Math.floor(random() * 99)}-${id}${JSON.stringify(['command', placeholder])}`, Buffer.alloc(3)]
  if (kind === 4)
    return [`452-${id}${JSON.stringify(['command', { ...placeholder, num: random() < 0.5 ? 7 : '__proto__' }])}`, Buffer.alloc(1)]
  if (kind === 5) return [Buffer.from(Uint8Array.from({ length: 1 + random() * 40 }, () => random() * 256))]
  if (kind === 6) return [`461-${id}${JSON.stringify([placeholder])}`, Buffer.alloc(2)]
  if (kind === 7) return [`${Math.floor(random() * 10)}${args}`]
  return [`42${id}${args}`]
}
