import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closeCodes } from '../../shared/protocol/sync.ts'
import { diskFull } from '../kit/disk-full.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer, type TestOptions, type TestServer } from './kit/server.ts'
import { weak } from './kit/weak.ts'

const servers: TestServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

const cards = [
  { kind: 'threat', title: { code: 'HE' }, from: { exercise: 'crime-mapping', cluster: 'a:b', groups: 2, of: 3 } },
  { kind: 'threat', title: { own: 'Call centres' }, from: { exercise: 'crime-mapping', cluster: 'a:c', groups: 1, of: 3 } },
]

async function setUp(adapters: TestOptions['adapters'] = {}) {
  const server = await startServer({ adapters })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const plan = { title: 'Two days', place: '', groups: 2, exercises: ['crime-mapping', 'response-mapping'] }
  const session = (await ann.post('/rt/facilitator/sessions', plan)).body['session'] as { id: string; code: string }
  const control = await ann.connect('facilitator', session.id)
  const boardsNow = () => Object.values(server.serving.openSessions.session(session.id)?.agenda[1]?.boards ?? {})
  const send = (command: object, id: string) => control.send({ id, turn: null, command })
  return { server, ann, session, boardsNow, send, end: () => control.socket.close() }
}

/** How many cards somebody finds who opens the board now. */
async function cardsOn(laptop: ConstructorParameters<typeof BoardSocket>[0], board: string): Promise<number> {
  const socket = await new BoardSocket(laptop, 'facilitator', board).settled()
  const count = socket.doc.getMap('cards').size
  socket.leave()
  return count
}

test('what is handed on stands on every board once, also on that of a table that is added later', async () => {
  const { ann, boardsNow, send, end } = await setUp()
  expect(await send({ do: 'hand-on', exercise: 'response-mapping', cards }, 'h1')).toMatchObject({ ok: true })
  expect(await send({ do: 'hand-on', exercise: 'response-mapping', cards }, 'h2')).toMatchObject({ ok: true })
  expect(await send({ do: 'add-group' }, 'g1')).toMatchObject({ ok: true })
  expect(boardsNow()).toHaveLength(3)
  for (const board of boardsNow()) expect(await cardsOn(ann, board)).toBe(2)
  end()
})

test('people who have the board open see it arrive, and what they write goes on being saved', async () => {
  const { server, session, boardsNow, send, end } = await setUp()
  const seat = await server.seat(session.code, 0, 'First')
  const socket = await new BoardSocket(seat, 'seat', boardsNow()[0]!).settled()
  const arrived = new Promise<void>((resolve) => socket.doc.on('update', () => socket.doc.getMap('cards').size === 2 && resolve()))
  await send({ do: 'hand-on', exercise: 'response-mapping', cards }, 'h1')
  await arrived
  socket.add('mine')
  const deadline = performance.now() + 2000
  while (socket.saved === 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(socket.saved).toBeGreaterThan(0)
  socket.leave()
  end()
})

test('what is handed on while the disk takes no edits stands on every board as soon as it does', async () => {
  let refuses = true
  const { ann, boardsNow, send, end } = await setUp({
    storage: (real) => ({
      ...real,
      appendEdits: (records) => (refuses ? Promise.reject(diskFull()) : real.appendEdits(records)),
      tryWriting: (session) => (refuses ? Promise.reject(diskFull()) : real.tryWriting(session)),
    }),
  })
  expect(await send({ do: 'hand-on', exercise: 'response-mapping', cards }, 'h1')).toMatchObject({ ok: true })
  for (const board of boardsNow()) expect(await cardsOn(ann, board)).toBe(0)
  refuses = false
  expect(await waitFor(async () => (await Promise.all(boardsNow().map((board) => cardsOn(ann, board)))).join() === '2,2')).toBe(true)
  end()
})

test('a kind that the exercise is not given is refused, and nothing is put down', async () => {
  const { ann, boardsNow, send, end } = await setUp()
  const foreign = [{ ...cards[0], kind: 'response' }]
  expect(await send({ do: 'hand-on', exercise: 'response-mapping', cards: foreign }, 'h1')).toMatchObject({ refused: 'not-understood' })
  expect(await cardsOn(ann, boardsNow()[0]!)).toBe(0)
  end()
})

test('the exercises of a ready agenda are named in the order in which they begin', async () => {
  const { ann } = await setUp()
  const known = (await (await ann.get('/rt/facilitator/exercises')).json()) as { agendas: { id: string; exercises: string[] }[] }
  expect(known.agendas[0]?.exercises.slice(0, 3)).toEqual(['crime-mapping', 'response-mapping', 'strategy-building'])
})

test('nobody at a table takes away what was handed on, puts another card in its place or hands something on themselves', async () => {
  const { server, session, boardsNow, send, end } = await setUp()
  await send({ do: 'hand-on', exercise: 'response-mapping', cards }, 'h1')
  const seat = await server.seat(session.code, 0, 'First')
  const open = () => new BoardSocket(seat, 'seat', boardsNow()[0]!).settled()
  const given = (await open()).cards()[0]!
  const acts: ((socket: BoardSocket) => void)[] = [
    ({ doc }) => doc.getMap('cards').delete(given),
    (socket) => socket.add(given, { kind: 'threat' }),
    (socket) => socket.add('given-more', { kind: 'threat' }),
  ]
  for (const act of acts) {
    const hostile = await open()
    act(hostile)
    expect(await waitFor(() => hostile.code !== 0)).toBe(true)
    expect(hostile.code).toBe(closeCodes.againstRules)
  }
  const honest = await open()
  expect(honest.cards()).toHaveLength(2)
  ;(honest.doc.getMap('cards').get(given) as Y.Map<unknown>).set('note', new Y.Text('ours'))
  expect(await waitFor(() => honest.sent > 0 && honest.saved === honest.sent)).toBe(true)
  honest.leave()
  end()
})

test('control: a server that does not ask lets a table take away what was handed on', async () => {
  const { server, ann, session, boardsNow, send, end } = await setUp(weak.rulesOfStep)
  await send({ do: 'hand-on', exercise: 'response-mapping', cards }, 'h1')
  const socket = await new BoardSocket(await server.seat(session.code, 0, 'First'), 'seat', boardsNow()[0]!).settled()
  socket.doc.getMap('cards').delete(socket.cards()[0]!)
  expect(await waitFor(() => socket.saved === socket.sent)).toBe(true)
  expect(await cardsOn(ann, boardsNow()[0]!)).toBe(1)
  socket.leave()
  end()
})
