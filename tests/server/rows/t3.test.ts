import { io } from 'socket.io-client'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Adapters } from '../../../server/adapters.ts'
import { controlPath, syncPath } from '../../../shared/protocol/control.ts'
import { closeCodes, syncStep } from '../../../shared/protocol/sync.ts'
import { sized } from '../../kit/size.ts'
import { sendBare } from '../kit/bare.ts'
import { BoardSocket, syncFrame, waitFor } from '../kit/board-socket.ts'
import type { ControlLink } from '../kit/people.ts'
import { PolledBoard } from '../kit/polled-board.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

/** docs/reliability.md, T3: whoever is sent away is away at once, on every channel, and does not come back with what they held. */
const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))
const withinMs = 1000

async function setUp(adapters: Partial<Adapters> = {}) {
  const server = await startServer({ adapters })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const session = () => server.serving.openSessions.session(made.id)
  const board = Object.values(session()?.agenda[0]?.boards ?? {})[0] ?? ''
  const console_ = await ann.connect('facilitator', made.id)
  const near = await server.seat(made.code, 0, 'Near')
  return { server, ann, made, session, board, console: console_, mate: await new BoardSocket(near, 'seat', board).settled() }
}
type Room = Awaited<ReturnType<typeof setUp>>

/** A laptop that never stops: edits by WebSocket and by polls, commands, and requests, each a few milliseconds after the last. */
async function stream({ server, made, board }: Room, round: number) {
  const laptop = await server.seat(made.code, 0, `Eve ${round}`)
  const seat = server.serving.openSessions.session(made.id)?.seats.find(({ name }) => name === `Eve ${round}`)?.id ?? ''
  const control = await laptop.connect('seat', made.id)
  const socket = await new BoardSocket(laptop, 'seat', board).settled()
  const polled = new PolledBoard(laptop, 'seat', board)
  await waitFor(() => polled.cards().length === socket.cards().length)
  const carried: number[] = []
  const answered: number[] = []
  let number = 0
  const timer = setInterval(() => {
    number++
    socket.add(`socket-${round}-${number}`)
    if (number % 5 === 0) polled.add(`polls-${round}-${number}`)
    if (number % 20 === 0) void command(control, `${round}-${number}`).then((ok) => ok && carried.push(performance.now()))
    if (number % 20 === 10) void laptop.get('/rt/seat/me').then(({ status }) => status === 200 && answered.push(performance.now()))
  }, 5)
  const end = () => {
    clearInterval(timer)
    control.socket.close()
    socket.leave()
    polled.close()
  }
  return { laptop, seat, control, socket, polled, carried, answered, end }
}

const command = (control: ControlLink, id: string) =>
  control.socket.timeout(2000).emitWithAck('command', { id, turn: null, command: { do: 'raise-hand' } }).then(({ ok }: { ok: boolean }) => ok, () => false) // prettier-ignore

const remove = ({ console: { send } }: Room, seat: string) =>
  send({ id: `remove-${seat}`, turn: null, command: { do: 'remove-seat', seat } })

/** Sends a streaming laptop away; how long after the click its last message was taken, by channel. */
async function kick(room: Room, round: number) {
  const eve = await stream(room, round)
  const cards = () => room.mate.cards().filter((id) => id.includes(`-${round}-`))
  await waitFor(
    () => cards().length > 20 && cards().some((id) => id.startsWith('polls')) && eve.carried.length > 0 && eve.answered.length > 0,
  )
  const clicked = performance.now()
  const last = { edit: clicked, command: clicked, request: clicked }
  room.mate.doc.on('update', () => (last.edit = performance.now()))
  expect(await remove(room, eve.seat)).toMatchObject({ ok: true })
  const isQuiet = await waitFor(() => performance.now() - Math.max(last.edit, ...eve.carried, ...eve.answered) > 400, withinMs + 400)
  last.command = Math.max(clicked, ...eve.carried)
  last.request = Math.max(clicked, ...eve.answered)
  return { eve, isQuiet, after: Object.values(last).map((at) => at - clicked) }
}

test('T3: a laptop that streams on every channel is away within a second of the click, and nothing that it holds lets it in again', async () => {
  const room = await setUp()
  const slowest: number[] = []
  for (let round = 0; round < sized(3, 30); round++) {
    const { eve, isQuiet, after } = await kick(room, round)
    expect(isQuiet).toBe(true)
    slowest.push(...after)
    const { laptop, socket, polled, control, end } = eve
    expect(await waitFor(() => socket.code !== 0 && !polled.isOpen && !control.socket.connected)).toBe(true)
    expect([socket.code, polled.code]).toEqual([closeCodes.signInAgain, closeCodes.signInAgain])
    end()

    // Its cookie, on every channel.
    expect((await laptop.get('/rt/seat/me')).status).toBe(401)
    expect((await laptop.get(`/rt/seat/exercises/${room.made.id}/crime-mapping`)).status).toBe(401)
    await expect(laptop.connect('seat', room.made.id)).rejects.toThrow('not-signed-in')
    expect((await new BoardSocket(laptop, 'seat', room.board).settled()).code).toBe(closeCodes.signInAgain)
    const again = new PolledBoard(laptop, 'seat', room.board)
    expect(await waitFor(() => !again.isOpen)).toBe(true)
    expect(again.code).toBe(closeCodes.signInAgain)
  }
  process.stdout.write(`T3: the last message was taken at most ${Math.max(...slowest).toFixed(0)} ms after the click\n`)
  expect(Math.max(...slowest)).toBeLessThan(withinMs)
  room.console.socket.close()
  room.mate.leave()
})

test('T3: neither an old polling id nor frames of the old document are taken once the seat is gone', async () => {
  const room = await setUp()
  const { server, made, board } = room
  const laptop = await server.seat(made.code, 0, 'Eve')
  const seat = server.serving.openSessions.session(made.id)?.seats.find(({ name }) => name === 'Eve')?.id ?? ''
  const headers = { host: `127.0.0.1:${server.serving.port}`, origin: laptop.base, cookie: laptop.cookie }
  const polls = { path: controlPath('seat'), query: { session: made.id }, transports: ['polling'], reconnection: false }
  const control = io(laptop.base, { ...polls, extraHeaders: { cookie: laptop.cookie, origin: laptop.base } })
  await new Promise((resolve) => control.once('view', resolve))
  const polled = new PolledBoard(laptop, 'seat', board)
  expect(await waitFor(() => polled.id !== '')).toBe(true)
  const opened = [`${controlPath('seat')}/?sid=${control.io.engine.id}`, `${syncPath('seat')}/${board}?sid=${polled.id}`]
  const poll = async (path: string) => (await sendBare(server.serving.port, 'GET', `${path}&EIO=4&transport=polling`, headers)).status
  const old = await new BoardSocket(laptop, 'seat', board).settled()
  old.add('of-eve')
  expect(await waitFor(() => old.saved === old.sent)).toBe(true)
  await remove(room, seat)
  expect(await waitFor(() => old.code === closeCodes.signInAgain)).toBe(true)
  expect(await waitFor(() => !control.connected && !polled.isOpen)).toBe(true)
  for (const path of opened) expect(await poll(path)).toBe(400)
  // It may join again as anybody may, as somebody else: its former document is not that seat's.
  const back = await server.seat(made.code, 0, 'Eve once more')
  const replayed = await new BoardSocket(back, 'seat', board).settled()
  old.add('forged')
  replayed.send(syncFrame(syncStep.step2, Y.encodeStateAsUpdate(old.doc)))
  expect(await waitFor(() => replayed.code === closeCodes.otherClientId)).toBe(true)
  expect(room.mate.cards()).toEqual(['of-eve'])
  room.console.socket.close()
  room.mate.leave()
})

test('T3: when a session is wiped, everybody in it is away within a second', async () => {
  const room = await setUp()
  const eve = await stream(room, 0)
  const { title, id } = room.session() ?? { title: '', id: '' }
  const clicked = performance.now()
  await room.ann.post('/rt/facilitator/wipe', { session: id, title })
  const isAway = () => eve.socket.code !== 0 && !eve.polled.isOpen && !eve.control.socket.connected && room.mate.code !== 0
  expect(await waitFor(isAway, withinMs)).toBe(true)
  expect(performance.now() - clicked).toBeLessThan(withinMs)
  eve.end()
  expect((await eve.laptop.get('/rt/seat/me')).status).toBe(401)
  room.console.socket.close()
})

test('T3, control: where the sockets of a seat that is gone are left open, what it sends is taken on and on', async () => {
  const room = await setUp(weak.kick)
  const { eve, isQuiet } = await kick(room, 0)
  expect(isQuiet).toBe(false)
  expect(eve.socket.code).toBe(0)
  eve.end()
  room.console.socket.close()
  room.mate.leave()
})

test('a moved seat has the board of its new table and is refused at its old one', async () => {
  const room = await setUp()
  const { server, made, session } = room
  const laptop = await server.seat(made.code, 0, 'Moved')
  const [from, to] = session()?.groups ?? []
  const seat = session()?.seats.find(({ name }) => name === 'Moved')?.id ?? ''
  const boardOf = (group: string | undefined) => session()?.agenda[0]?.boards[group ?? ''] ?? ''
  const old = await new BoardSocket(laptop, 'seat', boardOf(from?.id)).settled()
  // The control: before the move it is let in here, and not there.
  expect([old.code, (await new BoardSocket(laptop, 'seat', boardOf(to?.id)).settled()).code]).toEqual([0, closeCodes.notAllowed])
  await room.console.send({ id: 'move', turn: null, command: { do: 'move-seats', moves: [{ seat, group: to?.id }] } })
  expect(await waitFor(() => old.code === closeCodes.signInAgain)).toBe(true)
  old.add('too-late')
  expect((await new BoardSocket(laptop, 'seat', boardOf(from?.id)).settled()).code).toBe(closeCodes.notAllowed)
  const polled = new PolledBoard(laptop, 'seat', boardOf(from?.id))
  expect(await waitFor(() => !polled.isOpen)).toBe(true)
  expect(polled.code).toBe(closeCodes.notAllowed)
  const there = await new BoardSocket(laptop, 'seat', boardOf(to?.id)).settled()
  expect([there.code, there.synced]).toEqual([0, true])
  expect(room.mate.cards()).toEqual([])
  there.leave()
  room.console.socket.close()
  room.mate.leave()
})
