import { afterAll, expect, test } from 'vitest'
import type { Adapters } from '../../../server/adapters.ts'
import { archiveType } from '../../../shared/archive/archive.ts'
import { cardsRoot } from '../../../shared/board/board.ts'
import type { Activity } from '../../../shared/protocol/control.ts'
import { closeCodes } from '../../../shared/protocol/sync.ts'
import { ownBoardOf } from '../../../shared/session/alone.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import type { Laptop } from '../kit/people.ts'
import { diskFull } from '../../kit/disk-full.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

/** What a laptop writes alone no other laptop is sent before its table is shown it, and nothing of it is ever lost. */
const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function setUp(adapters: Partial<Adapters> = {}) {
  const server = await startServer({ adapters })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const aida = await server.seat(made.code, 0, 'Aida')
  const bek = await server.seat(made.code, 0, 'Bek')
  const around = { server, ann, made, aida, bek, ...roomOf(server, made.id, ann) }
  await around.steer({ do: 'open-step', step: made.step })
  await around.steer({ do: 'write-alone', step: made.step })
  return around
}

let sent = 0
function roomOf(server: TestServer, id: string, ann: Laptop) {
  const session = () => server.serving.openSessions.session(id)!
  const seat = (name: string) => session().seats.find((one) => one.name === name)!
  return {
    session,
    async steer(command: object) {
      const console_ = await ann.connect('facilitator', id)
      expect(await console_.send({ id: `c${sent++}`, turn: session().turn, command })).toMatchObject({ ok: true })
      console_.socket.close()
    },
    ownOf: (name: string, step = 'choose') => ownBoardOf(session().agenda, step, seat(name)),
    table: () => session().agenda[0]!.boards[session().groups[0]!.id]!,
    seat: (name: string) => seat(name).id,
  }
}
const open = (laptop: Laptop, board: string, hat: 'seat' | 'facilitator' = 'seat') => new BoardSocket(laptop, hat, board).settled()
const isSaved = (socket: BoardSocket) => waitFor(() => socket.saved === socket.sent)
const noteOn = (socket: BoardSocket, card: string) =>
  (socket.doc.getMap(cardsRoot).toJSON() as Record<string, { note?: string }>)[card]?.note

test('what is written alone is sent to nobody else before it is shown, then to the whole table at once', async () => {
  const { made, ann, aida, bek, steer, ownOf, table, seat } = await setUp()
  const console_ = await ann.connect('facilitator', made.id)
  const mate = await bek.connect('seat', made.id)
  const [own, listening] = [await open(aida, ownOf('Aida')), await open(bek, table())]
  own.add('hers', { by: seat('Aida'), note: 'secret-words' })
  expect(await isSaved(own)).toBe(true)
  const others = await open(bek, ownOf('Bek'))
  others.add('his', { by: seat('Bek'), note: 'his-words' })
  expect(await isSaved(others)).toBe(true)
  for (const [laptop, hat] of [
    [bek, 'seat'],
    [ann, 'facilitator'],
  ] as const) {
    const hostile = await open(laptop, ownOf('Aida'), hat)
    expect([hostile.code, hostile.cards()]).toEqual([closeCodes.notAllowed, []])
  }
  expect((await open(bek, ownOf('Aida', 'place'))).code).toBe(closeCodes.notAllowed)
  expect([listening.cards(), (await open(bek, table())).cards()]).toEqual([[], []])
  expect(JSON.stringify([console_.view, mate.view])).not.toContain('words')
  await steer({ do: 'show-cards', step: made.step, group: null })
  expect(await waitFor(() => listening.cards().length === 2)).toBe(true)
  expect([noteOn(listening, 'hers'), noteOn(listening, 'his')]).toEqual(['secret-words', 'his-words'])
  for (const socket of [own, others, listening]) socket.leave()
  console_.socket.close()
  mate.socket.close()
})

test('a server that ends before the cards are shown keeps them hidden and whole; who was away then brings the rest later', async () => {
  const { server, made, aida, bek, ownOf, seat } = await setUp()
  const own = await open(aida, ownOf('Aida'))
  own.add('before', { by: seat('Aida'), note: 'one' })
  expect(await isSaved(own)).toBe(true)
  const leaving = await open(bek, ownOf('Bek'))
  leaving.add('left', { by: seat('Bek') })
  expect(await isSaved(leaving)).toBe(true)
  for (const socket of [own, leaving]) socket.leave()
  await server.serving.close()
  const again = await startServer({ dataDir: server.dataDir })
  servers.splice(servers.indexOf(server), 1, again)
  const room = roomOf(again, made.id, await again.facilitator('Ann'))
  const back = (board: string) => new BoardSocket(again.stranger(), 'seat', board, { cookie: aida.cookie }).settled()
  const here = await back(room.ownOf('Aida'))
  const listening = await back(room.table())
  expect([here.cards(), listening.cards()]).toEqual([['before'], []])
  await room.steer({ do: 'remove-seat', seat: room.seat('Bek') })
  // Aida's page does not know yet that the cards are shown, and goes on.
  await room.steer({ do: 'show-cards', step: made.step, group: room.session().groups[0]!.id })
  expect(await waitFor(() => listening.cards().length === 2)).toBe(true)
  here.add('late', { by: room.seat('Aida') })
  ;(here.doc.getMap(cardsRoot).get('before') as Map<string, unknown>).set('note', 'two')
  expect(await waitFor(() => listening.cards().length === 3 && noteOn(listening, 'before') === 'two')).toBe(true)
  expect(listening.cards()).toEqual(['before', 'late', 'left'])
  for (const socket of [here, listening]) socket.leave()
})

test('what the disk refuses to put onto the table’s board when it is shown comes there as soon as the disk writes again', async () => {
  let refuses = false
  const { made, aida, bek, steer, ownOf, table, seat } = await setUp({
    storage: (real) => ({
      ...real,
      appendEdits: (records) => (refuses ? Promise.reject(diskFull()) : real.appendEdits(records)),
      tryWriting: (session) => (refuses ? Promise.reject(diskFull()) : real.tryWriting(session)),
    }),
  })
  const own = await open(aida, ownOf('Aida'))
  own.add('hers', { by: seat('Aida'), note: 'hers' })
  expect(await isSaved(own)).toBe(true)
  own.leave()
  refuses = true
  await steer({ do: 'show-cards', step: made.step, group: null })
  expect((await open(bek, table())).cards()).toEqual([])
  refuses = false
  await expect.poll(async () => (await open(bek, table())).cards()).toEqual(['hers'])
})

test('nobody takes the place of a mate’s card by writing alone under its id', async () => {
  const { made, aida, bek, steer, ownOf, table, seat } = await setUp()
  const shared = await open(aida, table())
  shared.add('hers', { by: seat('Aida'), note: 'hers' })
  const own = await open(aida, ownOf('Aida'))
  own.add('honest', { by: seat('Aida') })
  const hostile = await open(bek, ownOf('Bek'))
  hostile.add('hers', { by: seat('Bek'), note: 'his' })
  for (const socket of [shared, own, hostile]) expect(await isSaved(socket)).toBe(true)
  await steer({ do: 'show-cards', step: made.step, group: null })
  expect(await waitFor(() => shared.cards().length === 2)).toBe(true)
  const late = await open(aida, table())
  expect([late.cards(), noteOn(late, 'hers')]).toEqual([['hers', 'honest'], 'hers'])
  for (const socket of [shared, own, hostile, late]) socket.leave()
})

test('control: a server that lets everybody on every board shows what is written alone', async () => {
  const { aida, bek, ownOf, seat } = await setUp(weak.boards)
  const own = await open(aida, ownOf('Aida'))
  own.add('hers', { by: seat('Aida'), note: 'secret-words' })
  expect(await isSaved(own)).toBe(true)
  const hostile = await open(bek, ownOf('Aida'))
  expect(noteOn(hostile, 'hers')).toBe('secret-words')
  for (const socket of [own, hostile]) socket.leave()
})

test('what was written before a hand-in and is shown by it has not changed after it; what comes later has', async () => {
  const { made, ann, aida, bek, ownOf, session, seat } = await setUp()
  const told: Activity[] = []
  const console_ = await ann.connect('facilitator', made.id)
  const first = session().groups[0]!.id
  console_.socket.on('activity', (all: readonly Activity[]) => told.push(...all.filter(({ group }) => group === first)))
  const [own, mates] = [await open(aida, ownOf('Aida')), await open(bek, ownOf('Bek'))]
  own.add('hers', { by: seat('Aida') })
  mates.add('his', { by: seat('Bek') })
  for (const socket of [own, mates]) expect(await isSaved(socket)).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 5))
  const speaker = await aida.connect('seat', made.id)
  expect(await speaker.send({ id: 'in', turn: null, command: { do: 'hand-in', step: made.step } })).toMatchObject({ ok: true })
  expect(await waitFor(() => told.at(-1)?.cards === 2)).toBe(true)
  expect(told.at(-1)?.changedAfter).toBe(false)
  // Bek's page does not know yet, and goes on.
  mates.add('late', { by: seat('Bek') })
  expect(await waitFor(() => told.at(-1)?.cards === 3 && told.at(-1)?.changedAfter === true)).toBe(true)
  for (const socket of [own, mates]) socket.leave()
  for (const link of [console_, speaker]) link.socket.close()
})

test('an archive that is made meanwhile holds what nobody has seen yet, on the board of its table', async () => {
  const { made, ann, aida, ownOf, seat } = await setUp()
  const own = await open(aida, ownOf('Aida'))
  own.add('hers', { by: seat('Aida'), note: 'secret-words' })
  expect(await isSaved(own)).toBe(true)
  const file = await (await ann.get(`/rt/facilitator/archives/${made.id}`)).text()
  const there = await startServer()
  servers.push(there)
  const bob = await there.facilitator('Bob')
  const headers = { cookie: bob.cookie, origin: bob.base, 'x-roundtable': '1', 'content-type': archiveType }
  expect((await fetch(`${bob.base}/rt/facilitator/archives`, { method: 'POST', headers, body: file })).status).toBe(200)
  const board = there.serving.openSessions.session(made.id)!.agenda[0]!.boards
  const tables = await Promise.all(Object.values(board).map((id) => open(bob, id, 'facilitator')))
  expect(tables.map((one) => noteOn(one, 'hers')).filter((note) => note !== undefined)).toEqual(['secret-words'])
})
