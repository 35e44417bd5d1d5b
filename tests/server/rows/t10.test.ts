import { afterAll, expect, test } from 'vitest'
import type { Adapters } from '../../../server/adapters.ts'
import { idleMs } from '../../../server/tokens.ts'
import { syncStep } from '../../../shared/protocol/sync.ts'
import { BoardSocket, syncFrame, waitFor } from '../kit/board-socket.ts'
import type { ControlLink, Laptop } from '../kit/people.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

/** One socket of each hat on each channel that it may use. The clock of the world goes on by `later`. */
async function setUp(adapters: Partial<Adapters> = {}) {
  let ahead = 0
  const server = await startServer({ adapters, now: () => Date.now() + ahead })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  await ann.post('/rt/facilitator/plenary', { session: session.id })
  const seat = await server.seat(session.code, 0, 'Aida')
  const made = server.serving.openSessions.session(session.id)
  const board = made?.agenda[0]?.boards[made.groups[0]?.id ?? ''] ?? ''
  const open = async () => ({
    console: await ann.connect('facilitator', session.id),
    plenary: await ann.connect('plenary', session.id),
    seat: await seat.connect('seat', session.id),
    writer: await new BoardSocket(seat, 'seat', board).settled(),
    reader: await new BoardSocket(ann, 'facilitator', board).settled(),
  })
  const sockets = await open()
  const later = (ms: number) => {
    ahead += ms
    // A leap of the clock makes everybody look silent, which is no matter of cookies: they say something.
    for (const one of [sockets.writer, sockets.reader]) one.send(syncFrame(syncStep.step1, new Uint8Array([0])))
  }
  return { server, ann, seat, session, board, open, sockets, later }
}
type Sockets = Awaited<ReturnType<typeof setUp>>['sockets']

const isOpen = (one: ControlLink | BoardSocket) => ('view' in one ? one.socket.connected : one.code === 0)
const openOnes = (sockets: Sockets) => Object.entries(sockets).flatMap(([name, one]) => (isOpen(one) ? [name] : []))

function leave(sockets: Sockets): void {
  for (const one of Object.values(sockets)) if ('view' in one) one.socket.close()
  for (const one of [sockets.writer, sockets.reader]) one.leave()
}

/** How the door answers somebody who comes with the same cookie again. */
const refusalOf = (laptop: Laptop, hat: 'facilitator' | 'seat' | 'plenary', session: string) =>
  laptop.connect(hat, session).then(
    () => 'let in',
    (error: Error) => error.message,
  )

test.concurrent(
  'T10: sockets of every hat on both channels are closed within 5 s after their cookie is over, and none before',
  async () => {
    const { ann, seat, session, sockets, later } = await setUp()
    later(idleMs - 60_000)
    // A look of the server finds nothing to close.
    await waitFor(() => openOnes(sockets).length < 5, 4500)
    expect(openOnes(sockets)).toEqual(['console', 'plenary', 'seat', 'writer', 'reader'])
    // That look has renewed them, for their sockets are in use: the whole time has to pass once more.
    later(idleMs)
    const since = performance.now()
    await waitFor(() => openOnes(sockets).length === 0)
    expect(openOnes(sockets)).toEqual([])
    expect(performance.now() - since).toBeLessThan(5000)
    expect([sockets.writer.code, sockets.reader.code]).toEqual([4401, 4401])
    expect(await refusalOf(ann, 'facilitator', session.id)).toBe('not-signed-in')
    expect(await refusalOf(ann, 'plenary', session.id)).toBe('not-signed-in')
    expect(await refusalOf(seat, 'seat', session.id)).toBe('not-signed-in')
  },
)

test.concurrent('T10: what arrives through a socket whose cookie is over is neither kept nor carried out once it is closed', async () => {
  const { server, session, sockets, later, board } = await setUp()
  sockets.writer.add('in-time')
  await waitFor(() => sockets.writer.saved === sockets.writer.sent)
  later(idleMs)
  await waitFor(() => openOnes(sockets).length === 0)
  const revision = server.serving.openSessions.session(session.id)?.revision
  sockets.writer.add('too-late')
  sockets.seat.socket.emit('command', { id: 'late', turn: null, command: { do: 'raise-hand' } }, () => undefined)
  const again = await server.seat(session.code, 0, 'Bek')
  const mate = await new BoardSocket(again, 'seat', board).settled()
  expect(mate.cards()).toEqual(['in-time'])
  expect(server.serving.openSessions.session(session.id)?.revision).toBe((revision ?? 0) + 1)
  mate.leave()
})

test.concurrent('T10: a facilitator who opens a fresh link leaves no sockets under the old cookie; seats stay', async () => {
  const { server, ann, session, sockets } = await setUp()
  const old = ann.wearing('facilitator')
  const link = server.serving.facilitatorLink()
  await ann.post('/rt/facilitator/claim', { secret: link.split('#')[1], name: 'Ann' })
  expect(await waitFor(() => openOnes(sockets).length === 3)).toBe(true)
  expect(openOnes(sockets)).toEqual(['plenary', 'seat', 'writer'])
  expect(await refusalOf(old, 'facilitator', session.id)).toBe('not-signed-in')
  expect(await refusalOf(ann, 'facilitator', session.id)).toBe('let in')
  leave(sockets)
})

test.concurrent('T10: a withdrawn cookie is still withdrawn after a new start', async () => {
  const { server, ann } = await setUp()
  const old = ann.wearing('facilitator')
  await ann.post('/rt/facilitator/claim', { secret: server.serving.facilitatorLink().split('#')[1], name: 'Ann' })
  await server.serving.close()
  const again = await startServer({ dataDir: server.dataDir })
  servers.splice(servers.indexOf(server), 1, again)
  expect((await old.at(again.serving.port).get('/rt/facilitator/me')).status).toBe(401)
  expect((await ann.at(again.serving.port).get('/rt/facilitator/me')).status).toBe(200)
})

test.concurrent('T10, control: where a cookie is looked at only when a socket opens, all of them stay', async () => {
  const { sockets, later } = await setUp(weak.watch)
  later(idleMs)
  await waitFor(() => openOnes(sockets).length < 5)
  expect(openOnes(sockets)).toEqual(['console', 'plenary', 'seat', 'writer', 'reader'])
  leave(sockets)
})
