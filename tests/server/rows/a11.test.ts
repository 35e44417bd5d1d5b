import { afterAll, expect, test } from 'vitest'
import { closeCodes, maxFrameBytes, syncStep } from '../../../shared/protocol/sync.ts'
import { sendBare } from '../kit/bare.ts'
import { BoardSocket, syncFrame, waitFor } from '../kit/board-socket.ts'
import { PolledBoard } from '../kit/polled-board.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function setUp(adapters = {}) {
  const server = await startServer({ adapters })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const [aida, bek, far] = [
    await server.seat(made.code, 0, 'Aida'),
    await server.seat(made.code, 0, 'Bek'),
    await server.seat(made.code, 1, 'Far'),
  ]
  const session = server.serving.openSessions.session(made.id)
  const board = session?.agenda[0]?.boards[session.groups[0]?.id ?? ''] ?? ''
  return { server, ann, aida, bek, far, board }
}

test('A11: edits by polls reach WebSockets and the other way round, and are called saved by the same rule', async () => {
  const { aida, bek, board } = await setUp()
  const socket = await new BoardSocket(bek, 'seat', board).settled()
  const polled = new PolledBoard(aida, 'seat', board)
  polled.add('by-polls')
  socket.add('by-socket')
  expect(await waitFor(() => [socket, polled].every((one) => one.cards().join() === 'by-polls,by-socket'))).toBe(true)
  expect(await waitFor(() => polled.saved > 0)).toBe(true)
  socket.leave()
  polled.close()
})

test('A11: by polls the same are turned away for the same reasons', async () => {
  const { server, ann, aida, far, board } = await setUp()
  const closed = async (polled: PolledBoard) => {
    await waitFor(() => !polled.isOpen)
    return polled.code
  }
  expect(await closed(new PolledBoard(server.stranger(), 'seat', board))).toBe(closeCodes.signInAgain)
  expect(await closed(new PolledBoard(far, 'seat', board))).toBe(closeCodes.notAllowed)
  expect(await closed(new PolledBoard(aida, 'seat', 'no such board'))).toBe(closeCodes.noSuchBoard)
  const nonsense = new PolledBoard(aida, 'seat', board)
  nonsense.send(Uint8Array.of(77, 1))
  expect(await closed(nonsense)).toBe(closeCodes.badMessage)
  const large = new PolledBoard(aida, 'seat', board)
  large.send(syncFrame(syncStep.update, new Uint8Array(maxFrameBytes + 1)))
  expect(await closed(large)).toBe(closeCodes.tooLarge)
  // Whoever may only read sends edits that change nothing.
  const reader = new PolledBoard(ann, 'facilitator', board)
  reader.add('not-mine')
  const mate = await new BoardSocket(aida, 'seat', board).settled()
  mate.add('mine')
  expect(await waitFor(() => reader.cards().includes('mine'))).toBe(true)
  expect(mate.cards()).toEqual(['mine'])
  reader.close()
  mate.leave()
})

/** What a page of another site gets when it polls a board with our cookie. */
async function pollFromAfar(adapters = {}): Promise<number> {
  const { server, aida, board } = await setUp(adapters)
  const headers = { host: `127.0.0.1:${server.serving.port}`, origin: 'http://evil.example', cookie: aida.cookie }
  return (await sendBare(server.serving.port, 'GET', `/rt/seat/y/${board}?EIO=4&transport=polling`, headers)).status
}

test('A11: a page of another site does not reach a board by polls', async () => {
  expect(await pollFromAfar()).toBe(403)
})

test('A11, control: a server that takes every page for its own answers it', async () => {
  expect(await pollFromAfar(weak.origin)).toBe(200)
})
