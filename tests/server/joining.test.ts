import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Laptop } from './kit/people.ts'
import { startServer, type TestServer } from './kit/server.ts'

/** Tables that join by codes of their own: nobody sits down elsewhere, whatever the page says. */
let server: TestServer
let ann: Laptop
beforeAll(async () => {
  server = await startServer()
  ann = await server.facilitator('Ann')
})
afterAll(() => server.close())

async function setUp(groups = 3) {
  const { id, code } = await server.session(ann, groups)
  const { send, socket } = await ann.connect('facilitator', id)
  const session = () => server.serving.openSessions.session(id)!
  let sent = 0
  const give = (command: object) => send({ id: `j${id.slice(0, 8)}${sent++}`, turn: null, command })
  const codes = () => session().groups.map((group) => group.code ?? '')
  const at = (index: number) => session().groups[index]!.id
  return { id, code, session, give, codes, at, socket }
}
const look = (code: string) => server.stranger().post('/rt/seat/look', { code })
const join = (code: string, group: string, laptop = server.stranger()) =>
  laptop.post('/rt/seat/join', { code, group, name: 'Aida', people: 1, rapporteur: false })

test('by its own code a table comes in, sees itself alone, and cannot sit down elsewhere; the session’s code lets nobody in', async () => {
  const { id, code, session, give, codes, at, socket } = await setUp()
  expect(await give({ do: 'set-joining', by: 'code' })).toMatchObject({ ok: true })
  expect(new Set([code, ...codes()]).size).toBe(4)
  for (const own of codes()) expect(own).toMatch(/^[A-Z2-9]{6}$/)

  expect(await look(code)).toMatchObject({ status: 403, body: { refused: 'table-code-needed' } })
  expect(await join(code, at(0))).toMatchObject({ status: 403, body: { refused: 'table-code-needed' } })
  const typed = `${codes()[1]!.slice(0, 3)} ${codes()[1]!.slice(3).toLowerCase()}`
  expect(await look(typed)).toMatchObject({ status: 200, body: { session: id, table: at(1), groups: [{ id: at(1) }] } })
  expect(await join(codes()[1]!, at(0))).toMatchObject({ status: 403, body: { refused: 'other-table' } })
  expect(session().seats).toEqual([])
  const laptop = server.stranger()
  expect(await join(codes()[1]!, at(1), laptop)).toMatchObject({ status: 200 })
  // Nor by going on with the cookie of the first table.
  expect(await join(codes()[1]!, at(2), laptop)).toMatchObject({ body: { refused: 'other-table' } })
  expect(session().seats).toMatchObject([{ group: at(1) }])

  // Codes are told to facilitators alone.
  const seen = JSON.stringify((await laptop.connect('seat', id)).view)
  for (const own of codes()) expect(seen).not.toContain(own)
  expect((await look(codes()[1]!)).body).not.toHaveProperty('groups.0.code')
  const facilitators = (await ann.connect('facilitator', id)).view
  expect([facilitators.ownCodes, facilitators.groups.map((group) => group.code)]).toEqual([true, codes()])
  socket.close()
})

test('control: where tables choose themselves the same requests are let in', async () => {
  const { code, give, codes, at, socket } = await setUp()
  await give({ do: 'set-joining', by: 'code' })
  await give({ do: 'set-joining', by: 'choice' })
  expect(await look(code)).toMatchObject({ status: 200, body: { table: null, groups: [{}, {}, {}] } })
  expect(await join(code, at(0))).toMatchObject({ status: 200 })
  // A card that is printed still leads to its table, where people may choose another.
  expect(await look(codes()[1]!)).toMatchObject({ status: 200, body: { table: at(1), groups: [{}, {}, {}] } })
  expect(await join(codes()[1]!, at(0))).toMatchObject({ status: 200 })
  socket.close()
})

test('codes stay when the way is changed back, and a table that is added later has one as well', async () => {
  const { give, codes, socket } = await setUp()
  await give({ do: 'set-joining', by: 'code' })
  const before = codes()
  await give({ do: 'set-joining', by: 'choice' })
  await give({ do: 'add-group' })
  await give({ do: 'set-joining', by: 'code' })
  expect(codes().slice(0, 3)).toEqual(before)
  expect(new Set(codes()).size).toBe(4)
  expect(codes()[3]).toMatch(/^[A-Z2-9]{6}$/)
  socket.close()
})

test('cards say where each table joins: by its own code, or to the choice with the table chosen', async () => {
  const { id, code, give, codes, socket } = await setUp()
  const urls = async () => {
    const { addresses } = (await (await ann.get(`/rt/facilitator/cards/${id}`)).json()) as { addresses: { address: string; cards: { url: string }[] }[] } // prettier-ignore
    return addresses[0]!.cards.map(({ url }) => url.replace(addresses[0]!.address, ''))
  }
  expect(await urls()).toEqual(['A', 'B', 'C'].map((letter) => `/j#${code}/${letter}`))
  await give({ do: 'set-joining', by: 'code' })
  expect(await urls()).toEqual(codes().map((own) => `/j#${own}`))
  expect((await server.stranger().get(`/rt/facilitator/cards/${id}`)).status).toBe(401)
  socket.close()
})

test('who guesses codes of tables is stopped like one who guesses those of sessions', async () => {
  const { give, codes, socket } = await setUp()
  await give({ do: 'set-joining', by: 'code' })
  for (let guess = 0; guess < 10; guess++) expect(await look(`AAAAA${'BCDEFGHJKL'[guess]}`)).toMatchObject({ status: 404 })
  expect(await look(codes()[0]!)).toMatchObject({ status: 429, body: { refused: 'too-many-tries' } })
  socket.close()
})
