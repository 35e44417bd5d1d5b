import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeCodes } from '../../shared/protocol/sync.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import type { Laptop } from './kit/people.ts'
import { startServer, type Made, type TestServer } from './kit/server.ts'

let server: TestServer
let ann: Laptop
let made: Made
beforeAll(async () => {
  server = await startServer()
  ann = await server.facilitator('Ann')
  made = await server.session(ann)
})
afterAll(() => server.close())

const session = () => server.serving.openSessions.session(made.id)!
const key = (letter: string) => letter.repeat(20)
const seatsNamed = (name: string) => session().seats.filter((seat) => seat.name === name)
const join = (laptop: Laptop, more: object) =>
  laptop.post('/rt/seat/join', { code: made.code, group: session().groups[0]!.id, name: 'Aida', people: 5, rapporteur: false, ...more })

test('a join whose answer was lost takes one seat when it is sent again, and nobody else’s', async () => {
  const laptop = server.stranger()
  const first = await join(server.stranger(), { key: key('a') })
  const again = await join(laptop, { key: key('a'), people: 4 })
  expect(again.body).toEqual(first.body)
  expect(seatsNamed('Aida')).toMatchObject([{ people: 4, rapporteur: true }])
  expect(laptop.cookie).toContain('rt_seat=')
  await join(server.stranger(), { key: key('b'), name: 'Ben' })
  // The id that the table sees is no key.
  expect((await join(server.stranger(), { key: seatsNamed('Aida')[0]!.id, name: 'Eve' })).body).not.toEqual(first.body)
  expect(seatsNamed('Aida')).toHaveLength(1)
  expect(await join(server.stranger(), { key: 'short' })).toMatchObject({ status: 400, body: { refused: 'not-understood' } })
})

test('a join whose answer was lost, sent again by the laptop of an earlier seat, goes on as that seat still', async () => {
  const laptop = server.stranger()
  await join(laptop, { name: 'Yan' })
  const held = seatsNamed('Yan')[0]!.id
  // A copy of the laptop as it was: the answer, with the new cookie, never reaches it.
  const lost = laptop.wearing('seat')
  await join(lost, { name: 'Yan', key: key('k') })
  expect(seatsNamed('Yan')).toMatchObject([{ was: [held] }])
  await join(laptop, { name: 'Yan', key: key('k') })
  expect(seatsNamed('Yan')).toMatchObject([{ was: [held] }])
})

test('a laptop that joins again leaves its old seat: heads count once, and the old sockets end', async () => {
  const laptop = server.stranger()
  await join(laptop, { name: 'Cem' })
  const old = await laptop.connect('seat', made.id)
  const gone = new Promise((resolve) => old.socket.once('disconnect', resolve))
  await join(laptop, { name: 'Cem', group: session().groups[1]!.id })
  await gone
  expect(seatsNamed('Cem')).toMatchObject([{ group: session().groups[1]!.id, rapporteur: true }])

  const other = await server.session(ann)
  const there = server.serving.openSessions.session(other.id)!
  await laptop.post('/rt/seat/join', { code: other.code, group: there.groups[0]!.id, name: 'Cem', people: 1, rapporteur: false })
  expect(seatsNamed('Cem')).toEqual([])
  expect(server.serving.openSessions.session(other.id)!.seats).toHaveLength(1)
})

test('the facilitator removes a seat: it counts no longer, both its sockets end, and its cookie opens nothing', async () => {
  const laptop = server.stranger()
  await join(laptop, { name: 'Dina' })
  const seat = seatsNamed('Dina')[0]!
  const control = await laptop.connect('seat', made.id)
  const gone = new Promise((resolve) => control.socket.once('disconnect', resolve))
  const board = await new BoardSocket(laptop, 'seat', Object.values(control.view.agenda[0]!.boards)[0]!).settled()
  expect(board.synced).toBe(true)
  const console = await ann.connect('facilitator', made.id)
  const removal = { id: 'remove-1', turn: null, command: { do: 'remove-seat', seat: seat.id } }
  expect(await control.send({ ...removal, id: 'remove-0' })).toMatchObject({ ok: false, refused: 'not-allowed' })
  expect(await console.send(removal)).toMatchObject({ ok: true })
  await gone
  expect(await waitFor(() => board.code === closeCodes.signInAgain)).toBe(true)
  expect(seatsNamed('Dina')).toEqual([])
  expect((await laptop.get('/rt/seat/me')).status).toBe(401)
  await expect(laptop.connect('seat', made.id)).rejects.toThrow('not-signed-in')
  expect(await console.send({ ...removal, id: 'remove-2' })).toMatchObject({ ok: false, refused: 'unknown-seat' })
  console.socket.close()
})
