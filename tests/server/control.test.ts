import fc from 'fast-check'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from './kit/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('a command that is sent again is done once and gets the same answer', async () => {
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const link = await ann.connect('facilitator', session.id)
  const add = { id: 'once', turn: null, command: { do: 'add-group' } }
  const answers = await Promise.all(Array.from({ length: 20 }, () => link.send(add)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1)
  expect(server.serving.openSessions.session(session.id)?.groups).toHaveLength(3)
  // The control: under another id it is another command.
  await link.send({ ...add, id: 'twice' })
  expect(server.serving.openSessions.session(session.id)?.groups).toHaveLength(4)
  link.socket.close()
})

test('malformed events never end the process and are never accepted', async () => {
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const link = await ann.connect('facilitator', session.id)
  const before = server.serving.openSessions.session(session.id)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('command', 'clock', 'view', 'nonsense'),
      fc.array(fc.anything({ withBigInt: false }), { maxLength: 4 }),
      (event, args) => {
        link.socket.emit(event, ...(JSON.parse(JSON.stringify(args) ?? '[]') as unknown[]))
        return Promise.resolve()
      },
    ),
    { numRuns: 300 },
  )
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (raw) => {
      expect(await link.send(raw)).toMatchObject({ ok: false })
    }),
    { numRuns: 100 },
  )
  expect(server.serving.openSessions.session(session.id)).toEqual(before)
  expect(link.socket.connected).toBe(true)
  link.socket.close()
})

test('a socket without a cookie, for a foreign session or of another origin is not let in', async () => {
  const ann = await server.facilitator('Ann')
  const [one, other] = [await server.session(ann), await server.session(ann)]
  const seat = await server.seat(one.code, 0, 'First')
  await expect(seat.connect('seat', other.id)).rejects.toThrow('not-allowed')
  await expect(seat.connect('facilitator', one.id)).rejects.toThrow('not-signed-in')
  await expect(ann.connect('facilitator', 'nosuchsession')).rejects.toThrow('unknown-session')
})

test('a step closes by itself when its time is over, and what is stored survives a new start', async () => {
  const start = Date.now()
  let now = start
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-again-'))
  const first = await startServer({ dataDir, now: () => now })
  const ann = await first.facilitator('Ann')
  const session = await first.session(ann)
  const link = await ann.connect('facilitator', session.id)
  const open = { id: 'open', turn: 0, command: { do: 'open-step', step: session.step, minutes: 1 } }
  const answer = await link.send(open)
  link.socket.close()
  await first.serving.close()

  // The server is away when the time runs out.
  now = start + 120_000
  const second = await startServer({ dataDir, now: () => now })
  const stateNow = () => second.serving.openSessions.session(session.id)?.agenda[0]?.steps[0]?.state.is
  await expect.poll(stateNow, { timeout: 5000 }).toBe('closed')
  const again = await ann.at(second.serving.port).connect('facilitator', session.id)
  expect(await again.send(open)).toEqual(answer)
  expect(stateNow()).toBe('closed')
  again.socket.close()
  await second.close()
})

test('rooms that nobody uses are let go', async () => {
  const ann = await server.facilitator('Ann')
  const ids = await Promise.all(Array.from({ length: 10 }, () => server.session(ann)))
  const links = await Promise.all(ids.map(({ id }) => ann.connect('facilitator', id)))
  expect(server.serving.openSessions.openCount).toBeGreaterThanOrEqual(10)
  links.forEach((link) => link.socket.close())
  await expect.poll(() => server.serving.openSessions.openCount, { timeout: 5000 }).toBe(0)
})
