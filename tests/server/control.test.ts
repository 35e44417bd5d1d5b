import fc from 'fast-check'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandAccess } from '../../shared/session/may.ts'
import { startServer, type TestServer } from './kit/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('of two facilitators who steer at once exactly one wins, and the other is told who and what', async () => {
  const ann = await server.facilitator('Ann')
  const bo = await server.facilitator('Bo')
  const session = await server.session(ann)
  const [first, second] = await Promise.all([ann.connect('facilitator', session.id), bo.connect('facilitator', session.id)])
  for (let turn = 0; turn < 150; turn++) {
    const show = (shows: string, id: string) => ({ id: `${id}${turn}`, turn, command: { do: 'show', plenary: { shows } } })
    const answers = await Promise.all([first.send(show('question', 'a')), second.send(show('blank', 'b'))])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    const loser = answers.find((answer) => !answer.ok)
    expect(loser).toEqual({
      ok: false,
      refused: 'somebody-was-faster',
      details: { who: expect.stringMatching(/Ann|Bo/) as string, what: 'show' },
    })
  }
  // Without the comparison of turns both of every race would have counted.
  expect(server.serving.rooms.session(session.id)?.turn).toBe(150)
  first.socket.close()
  second.socket.close()
})

test('a command that is sent again is done once and gets the same answer', async () => {
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const link = await ann.connect('facilitator', session.id)
  const add = { id: 'once', turn: null, command: { do: 'add-group' } }
  const answers = await Promise.all(Array.from({ length: 20 }, () => link.send(add)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1)
  expect(server.serving.rooms.session(session.id)?.groups).toHaveLength(3)
  // The control: under another id it is another command.
  await link.send({ ...add, id: 'twice' })
  expect(server.serving.rooms.session(session.id)?.groups).toHaveLength(4)
  link.socket.close()
})

test('malformed events never end the process and are never accepted', async () => {
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const link = await ann.connect('facilitator', session.id)
  const before = server.serving.rooms.session(session.id)
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
  expect(server.serving.rooms.session(session.id)).toEqual(before)
  expect(link.socket.connected).toBe(true)
  link.socket.close()
})

test('every command is refused to a person without a row for it', async () => {
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const mate = await server.seat(session.code, 0, 'First')
  const seat = await server.seat(session.code, 0, 'Second')
  await ann.post('/rt/facilitator/plenary', { session: session.id })
  const links = {
    facilitator: await ann.connect('facilitator', session.id),
    rapporteur: await mate.connect('seat', session.id),
    seat: await seat.connect('seat', session.id),
    plenary: await ann.connect('plenary', session.id),
  }
  const samples = sampleCommands(session.step)
  expect(Object.keys(samples).sort()).toEqual(Object.keys(commandAccess).sort())
  for (const [name, need] of Object.entries(commandAccess)) {
    for (const [who, link] of Object.entries(links)) {
      const turn = server.serving.rooms.session(session.id)?.turn ?? 0
      const answer = await link.send({ id: `${name}-${who}`, turn, command: { do: name, ...samples[name as keyof typeof samples] } })
      const may = need === 'facilitator' ? who === 'facilitator' : who === 'rapporteur' || (need === 'seat' && who === 'seat')
      // A refusal for another reason shows that the door was open.
      expect({ name, who, allowed: answer.ok || answer.refused !== 'not-allowed' }).toEqual({
        name,
        who,
        allowed: name === 'answer-hand' && may ? false : may,
      })
      if (name === 'take-rapporteur') await links.rapporteur.send({ id: `back-${who}`, turn: null, command: { do: name } })
    }
  }
  Object.values(links).forEach((link) => link.socket.close())
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
  const stateNow = () => second.serving.rooms.session(session.id)?.agenda[0]?.steps[0]?.state.is
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
  expect(server.serving.rooms.openCount).toBeGreaterThanOrEqual(10)
  links.forEach((link) => link.socket.close())
  await expect.poll(() => server.serving.rooms.openCount, { timeout: 5000 }).toBe(0)
})

/** One well-formed command of each name, without its name. */
function sampleCommands(step: string) {
  return {
    'open-step': { step },
    'extend-step': { step, minutes: 1, group: null },
    'close-step': { step },
    show: { plenary: { shows: 'join' } },
    'name-group': { group: 'nosuchgroup', name: 'North' },
    'add-group': {},
    decide: { decision: 'd1', what: { act: 'set-aside', key: 'a:b' } },
    'undo-decision': { decision: 'd1' },
    'redo-decision': { decision: 'd1' },
    'answer-hand': { seat: 'nosuchseat' },
    'take-rapporteur': {},
    'set-seat': { name: 'Renamed', people: 2 },
    'raise-hand': {},
    'lower-hand': {},
    done: { step, done: true },
    'hand-in': { step },
    'take-back': { step },
  }
}
