import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { cardsRoot } from '../../../shared/board/board.ts'
import { isId } from '../../../shared/ids.ts'
import { controlPath, type Answer } from '../../../shared/protocol/control.ts'
import { refusalCodes } from '../../../shared/refusals.ts'
import type { SessionView } from '../../../shared/session/view.ts'
import { chance, type Chance } from '../../kit/chance.ts'
import { BoardSocket, waitFor } from './board-socket.ts'
import { sendOddRequest } from './http-nonsense.ts'
import { anyEnvelope, anyFrame, anyValue } from './nonsense.ts'
import { sendPackets } from './packet-nonsense.ts'
import type { Laptop } from './people.ts'
import { startProcess, type ServerProcess } from './process.ts'
import type { Defence } from './weak.ts'

export interface Outcome {
  /** By the way on which it was sent. */
  readonly sent: { events: number; packets: number; frames: number; requests: number; bytes: number }
  /** What went against the law: the server ended, something was accepted, somebody honest was harmed. */
  readonly wrong: string[]
}

export interface Onslaught {
  /** 1 is 20,000 events and frames. */
  readonly amount: number
  readonly seed: number
  readonly without?: Defence
  readonly say?: (line: string) => void
}

/** Sends the real server, in a process of its own, everything that no honest client sends, while honest people look on. */
export async function sendNonsense(given: Onslaught): Promise<Outcome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-i1-'))
  const server = await startProcess({ dataDir, ...(given.without ? { without: given.without } : {}) })
  try {
    return await attack(server, given)
  } finally {
    await server.kill()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function attack(server: ServerProcess, { amount, seed, say = () => undefined }: Onslaught): Promise<Outcome> {
  const random = chance(seed)
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const seat = await server.seat(session.code, 0, 'Aida')
  const mallory = await server.seat(session.code, 0, 'Mallory')
  const watching = await ann.connect('facilitator', session.id)
  const board = boardOf((await seenBy(seat, session.id)).view)
  const [honest, mate] = [await new BoardSocket(seat, 'seat', board).settled(), await new BoardSocket(seat, 'seat', board).settled()]
  honest.add('before')
  await waitFor(() => mate.cards().length === 1)

  const wrong: string[] = []
  const sent = { events: 0, packets: 0, frames: 0, requests: 0, bytes: 0 }
  const alive = () => server.ended() === null
  const rounds = async (what: keyof typeof sent, count: number, send: () => Promise<number>) => {
    for (let round = 0; round < count && alive(); round++) sent[what] += await send()
    say(`${sent[what]} ${what} sent, ${wrong.length} wrong`)
  }
  await rounds('events', 18 * amount, () => sendEvents(ann, session.id, session.step, random, wrong))
  await rounds('frames', 40 * amount, () => sendFrames(mallory, board, random))
  await rounds('packets', 40 * amount, async () => {
    const found = await Promise.all(Array.from({ length: 5 }, () => sendPackets(ann, session.id, 12, random)))
    wrong.push(...found.flat())
    return 60
  })
  await rounds('requests', 40 * amount, async () => {
    const found = await Promise.all(
      Array.from({ length: 25 }, (_, index) => sendOddRequest([ann, mallory, server.stranger()][index % 3]!, random)),
    )
    wrong.push(...found.filter((one) => one !== null))
    return 25
  })
  await rounds('bytes', 1, () => sendBelow(server.port, ann, session.id, random))

  if (!(await waitFor(alive, 0))) return { sent, wrong: [...wrong, `the server ended with ${server.ended()}`] }
  honest.add('after')
  if (!(await waitFor(() => mate.cards().includes('after') && honest.saved === honest.sent))) wrong.push('an honest edit did not arrive')
  if (honest.code !== 0 || mate.code !== 0) wrong.push('an honest person was thrown out')
  // By chance a changed byte makes an empty card of what was none, and a seat may put cards down: so only the rest counts.
  const kept = mate.doc.getMap(cardsRoot)
  const strange = [...kept.keys()].filter((id) => !isId(id) || !(kept.get(id) instanceof Y.Map))
  if (strange.length > 0) wrong.push(`the board was changed: ${strange.join()}`)
  if (honest.isSpoilt || mate.isSpoilt) wrong.push('the board was changed into something that breaks a laptop')
  const { view } = await seenBy(ann, session.id, 'facilitator')
  if (view.revision !== watching.view.revision) wrong.push('the session was changed')
  const more = await watching.send({ id: 'after', turn: null, command: { do: 'add-group' } })
  if (!more.ok) wrong.push(`an honest command was answered with ${more.refused}`)
  for (const one of [honest, mate]) one.leave()
  watching.socket.close()
  return { sent, wrong }
}

/** 500 commands with an answer and 100 events without, over one socket; each answer is a refusal that has a code. */
async function sendEvents(ann: Laptop, session: string, step: string, random: Chance, wrong: string[]): Promise<number> {
  const link = await ann.connect('facilitator', session).catch(() => null)
  if (!link) return 0
  for (let count = 0; count < 100; count++) {
    const args = [anyValue(random), anyValue(random), Buffer.from('binary')].slice(0, Math.floor(random() * 4))
    link.socket.emit(['command', 'clock', 'view', '', '__proto__'][count % 5] ?? '', ...args)
  }
  const asked = Array.from(
    { length: 480 },
    () => link.socket.timeout(8000).emitWithAck('command', anyEnvelope(random, step)) as Promise<Answer>,
  )
  for (const answer of await Promise.allSettled(asked)) {
    if (answer.status === 'rejected') wrong.push('an event was not answered')
    else if (answer.value.ok) wrong.push('an event was accepted')
    else if (!refusalCodes.includes(answer.value.refused)) wrong.push(`a refusal without a code: ${JSON.stringify(answer.value)}`)
  }
  link.socket.close()
  return 580
}

/** 30 sockets which send 8 frames each: the first that is not understood ends its socket. */
async function sendFrames(mallory: Laptop, board: string, random: Chance): Promise<number> {
  const sockets = Array.from({ length: 30 }, () => new BoardSocket(mallory, 'seat', board))
  await Promise.all(
    sockets.map(async (one) => {
      await waitFor(() => one.socket.readyState === WebSocket.OPEN || one.code !== 0)
      for (let count = 0; count < 8; count++) one.send(anyFrame(random))
    }),
  )
  await waitFor(() => sockets.every((one) => one.code !== 0), 300)
  sockets.forEach((one) => one.leave())
  return sockets.length * 8
}

/** Beneath the protocols: malformed WebSocket frames, engine.io packets, and HTTP that is none. */
async function sendBelow(port: number, ann: Laptop, session: string, random: Chance): Promise<number> {
  const noise = (length: number) => Buffer.from(Uint8Array.from({ length }, () => Math.floor(random() * 256)))
  const raw = (head: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(head))
      socket.on('error', () => resolve()).on('close', () => resolve())
      socket.setTimeout(50, () => socket.end(noise(200), () => socket.destroy()))
    })
  const hello = (path: string) =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nCookie: ${ann.cookie}\r\nConnection: Upgrade\r\n` +
    'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n'
  const control = `${controlPath('facilitator')}/?EIO=4&transport=websocket&session=${session}`
  const heads = [
    '\u0016\u0003\u0001 no http\r\n\r\n',
    'GET / HTTP/9\r\n\r\n',
    hello('/rt/seat/y/board'),
    hello(control),
    hello('/rt/seat/y/%ff%00'),
  ]
  for (let round = 0; round < 10; round++) await Promise.all(heads.map(raw))
  const packets = [
    '40',
    '42',
    '42[',
    '42["command"',
    '45-["command"]',
    '451-["command",{"_placeholder":true,"num":9}]',
    '9',
    '4',
    `42["command",${'['.repeat(5000)}`,
  ]
  for (const packet of packets) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${control}`, { headers: { cookie: ann.cookie, origin: ann.base } })
    socket.on('error', () => undefined)
    socket.on('open', () => ['40', packet, packet].forEach((one) => socket.send(one)))
    await waitFor(() => socket.readyState === WebSocket.CLOSED, 30)
    socket.terminate()
  }
  return heads.length * 10 + packets.length * 2
}

async function seenBy(laptop: Laptop, session: string, hat: 'seat' | 'facilitator' = 'seat') {
  const link = await laptop.connect(hat, session)
  link.socket.close()
  return link
}

const boardOf = ({ agenda }: SessionView) => Object.values(agenda[0]?.boards ?? {})[0] ?? ''
