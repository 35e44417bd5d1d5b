import { createHash } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { hereWords, keyWords } from '../../shared/protocol/here.ts'
import { sendBare } from './kit/bare.ts'
import type { Laptop } from './kit/people.ts'
import { startServer, type TestServer } from './kit/server.ts'

/** The server's part in row A13: keys by which a page is known again at another address. */
const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function setUp() {
  let ahead = 0
  const server = await startServer({ now: () => Date.now() + ahead })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  return { server, ann, session, aida: await server.seat(session.code, 0, 'Aida'), later: (ms: number) => (ahead += ms) }
}

interface Elsewhere {
  readonly key: string
  readonly seal: string
  readonly addresses: readonly unknown[]
}
/** Ids as a client makes them. */
const attempt = (name: string) => name.padEnd(20, '0')
const elsewhere = async (laptop: Laptop, hat = 'seat', tab = 't') =>
  (await (await laptop.get(`/rt/${hat}/elsewhere?tab=${attempt(tab)}`)).json()) as Elsewhere
const move = (laptop: Laptop, key: string, by = 'a', hat = 'seat') => laptop.post(`/rt/${hat}/move`, { key, attempt: attempt(by) })
const sha256 = (words: string) => createHash('sha256').update(words).digest('hex')
const nonce = 'n'.repeat(22)
const herePath = (key: string, by = nonce) => `/rt/here?key=${sha256(keyWords(key))}&nonce=${by}`
const proofOf = async (server: TestServer, key: string, by = nonce) =>
  ((await (await server.stranger().get(herePath(key, by))).json()) as { proof?: string }).proof
const seatOf = async (laptop: Laptop) => ((await (await laptop.get('/rt/seat/me')).json()) as { person?: { seat: string } }).person?.seat

test('a key gives the same seat to a browser without a cookie, and its seal, once; the same try is answered again', async () => {
  const { server, aida, later } = await setUp()
  const { key, seal } = await elsewhere(aida)
  const moved = server.stranger()
  expect(await seatOf(moved)).toBeUndefined()
  expect(await move(moved, key)).toMatchObject({ status: 200, body: { seal, person: { is: 'seat', seat: await seatOf(aida) } } })
  expect(await seatOf(moved)).toBe(await seatOf(aida))
  expect((await move(server.stranger(), key)).status).toBe(200)
  expect(await move(server.stranger(), key, 'b')).toMatchObject({ status: 401, body: { refused: 'cannot-move' } })
  later(3_700_000)
  expect((await move(server.stranger(), key)).status).toBe(401)
})

test('of two pages that use one key at the same moment one comes in', async () => {
  const { server, aida } = await setUp()
  const { key } = await elsewhere(aida)
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((by) => move(server.stranger(), key, by)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401])
})

test('a tab has one key until it is used; another tab and another browser have others', async () => {
  const { server, session, aida } = await setUp()
  const first = await elsewhere(aida)
  expect(await elsewhere(aida)).toEqual(first)
  const bek = await server.seat(session.code, 0, 'Bek')
  const all = [first, await elsewhere(aida, 'seat', 'u'), await elsewhere(bek)]
  expect(new Set(all.flatMap(({ key, seal }) => [key, seal])).size).toBe(6)
  for (const tab of ['', 'x', 'T'.repeat(20)]) expect((await aida.get(`/rt/seat/elsewhere?tab=${tab}`)).status).toBe(400)
  await move(server.stranger(), first.key)
  expect((await elsewhere(aida)).key).not.toBe(first.key)
})

test('the plenary moves as well, and no key opens another hat; a facilitator has none', async () => {
  const { server, ann, session, aida } = await setUp()
  await ann.post('/rt/facilitator/plenary', { session: session.id })
  const { key } = await elsewhere(ann, 'plenary')
  expect((await move(server.stranger(), key, 'a', 'seat')).status).toBe(401)
  expect((await move(server.stranger(), (await elsewhere(aida)).key, 'a', 'plenary')).status).toBe(401)
  const moved = server.stranger()
  expect(await move(moved, key, 'a', 'plenary')).toMatchObject({ status: 200, body: { person: { is: 'plenary', session: session.id } } })
  expect((await moved.connect('plenary', session.id)).view.id).toBe(session.id)
  expect((await ann.get('/rt/facilitator/elsewhere')).status).toBe(403)
  expect((await ann.get(`/rt/seat/elsewhere?tab=${attempt('t')}`)).status).toBe(401)
})

test('a key is no cookie and a cookie no key', async () => {
  const { server, aida } = await setUp()
  const { key } = await elsewhere(aida)
  const { port } = server.serving
  const me = (cookie: string) => sendBare(port, 'GET', '/rt/seat/me', { host: `127.0.0.1:${port}`, cookie: `rt_seat=${cookie}` })
  expect((await me(key)).status).toBe(401)
  const cookie = aida.cookie.split('=')[1] ?? ''
  expect((await me(cookie)).status).toBe(200)
  expect((await move(server.stranger(), cookie)).status).toBe(401)
})

test('the key of a seat that was removed, and of a session that was wiped, is refused in the same words as a wrong one', async () => {
  const { server, ann, session, aida } = await setUp()
  const { key } = await elsewhere(aida)
  const wrong = await move(server.stranger(), 'x'.repeat(43))
  const console_ = await ann.connect('facilitator', session.id)
  await console_.send({ id: 'kick', turn: null, command: { do: 'remove-seat', seat: await seatOf(aida) } })
  const removed = await move(server.stranger(), key)
  console_.socket.close()
  const bek = await server.seat(session.code, 0, 'Bek')
  const other = await elsewhere(bek)
  expect((await ann.post('/rt/facilitator/wipe', { session: session.id, title: 'Day one' })).status).toBe(200)
  const wiped = await move(server.stranger(), other.key)
  expect([removed, wiped]).toEqual([wrong, wrong])
  expect(wrong).toEqual({ status: 401, body: { refused: 'cannot-move', details: {} } })
})

test('a key outlives a new start of the server, and the server shows a page again that it is the one', async () => {
  const { server, aida } = await setUp()
  const before = await elsewhere(aida)
  const seat = await seatOf(aida)
  await server.serving.close()
  servers.splice(servers.indexOf(server), 1)
  const again = await startServer({ dataDir: server.dataDir })
  servers.push(again)
  expect(await proofOf(again, before.key)).toBe(sha256(hereWords(before.seal, nonce)))
  const moved = again.stranger()
  expect((await move(moved, before.key)).status).toBe(200)
  expect(await seatOf(moved)).toBe(seat)
  const another = (await setUp()).server
  expect(await proofOf(another, before.key)).toBeUndefined()
})

test('wrong keys keep out nobody behind the same address; what is no key at all is not understood', async () => {
  const { server, aida } = await setUp()
  const { key } = await elsewhere(aida)
  for (let count = 0; count < 70; count++) expect((await move(server.stranger(), 'x'.repeat(43))).status).toBe(401)
  expect((await move(server.stranger(), key)).status).toBe(200)
  const wrong = [{ instead: false }, { key: 1 }, { key: `${key}x` }, { attempt: 'a' }, { attempt: undefined }, { more: 1 }]
  for (const change of wrong)
    expect((await server.stranger().post('/rt/seat/move', { key, attempt: attempt('a'), ...change })).status).toBe(400)
})

test('a server shows that it has given a key by its seal and a fresh nonce, and says nothing of what is no open key', async () => {
  const { server, aida, later } = await setUp()
  const { key, seal } = await elsewhere(aida)
  const other = 'm'.repeat(22)
  expect(await proofOf(server, key)).toBe(sha256(hereWords(seal, nonce)))
  expect(await proofOf(server, key, other)).toBe(sha256(hereWords(seal, other)))
  const cookie = aida.cookie.split('=')[1] ?? ''
  for (const wrong of ['x'.repeat(43), cookie]) expect(await proofOf(server, wrong)).toBeUndefined()
  // A cookie is stored as its plain SHA-256.
  expect((await server.stranger().get(`/rt/here?key=${sha256(cookie)}&nonce=${nonce}`)).status).toBe(401)
  for (const query of ['', `?key=${key}&nonce=${nonce}`, herePath(key, 'short').slice(8), herePath(key).slice(8).replace('&', '&key=a&')])
    expect([query, (await server.stranger().get(`/rt/here${query}`)).status]).toEqual([query, 400])
  later(73 * 3_600_000)
  expect(await proofOf(server, key)).toBeUndefined()
})

test('a browser that asks for ever more tabs gets the keys of its oldest ones', async () => {
  const { server, session, aida } = await setUp()
  const tabs = Array.from(
    { length: 60 },
    (_, at) => `t${String.fromCharCode(97 + Math.floor(at / 26))}${String.fromCharCode(97 + (at % 26))}`,
  )
  const keys = (await Promise.all(tabs.map((tab) => elsewhere(aida, 'seat', tab)))).map(({ key }) => key)
  expect(new Set(keys).size).toBe(20)
  // The newest tabs have keys of their own, and another browser is none of it.
  expect(new Set(keys.slice(-20)).size).toBe(20)
  const last = await elsewhere(aida, 'seat', tabs.at(-1))
  expect(keys).toContain(last.key)
  const bek = await server.seat(session.code, 0, 'Bek')
  expect(keys).not.toContain((await elsewhere(bek)).key)
  expect((await move(server.stranger(), last.key)).status).toBe(200)
})

test('a browser that holds another seat goes on as the key says only when its people want it; the other seat stays where it is', async () => {
  const { server, session, aida } = await setUp()
  const bek = await server.seat(session.code, 1, 'Bek')
  const before = await seatOf(bek)
  const { key } = await elsewhere(aida)
  const letters = server.serving.openSessions.session(session.id)?.groups.map(({ letter }) => letter) ?? []
  const details = { name: 'Bek', table: letters[1], otherName: 'Aida', otherTable: letters[0] }
  expect(await move(bek, key)).toEqual({ status: 409, body: { refused: 'already-seated', details } })
  expect(await seatOf(bek)).toBe(before)
  // Nothing is used up by the question, and who holds the same seat is not asked.
  expect((await bek.post('/rt/seat/move', { key, attempt: attempt('b'), instead: true })).status).toBe(200)
  expect(await seatOf(bek)).toBe(await seatOf(aida))
  expect((await move(aida, (await elsewhere(aida)).key)).status).toBe(200)
  expect(server.serving.openSessions.session(session.id)?.seats.map(({ id }) => id)).toContain(before)
})

test('a page of another origin may read who is here, under our names alone, and nothing else', async () => {
  const { server, aida } = await setUp()
  const { port } = server.serving
  const host = `127.0.0.1:${port}`
  const foreign = { host, origin: 'http://10.1.2.3:8080', 'sec-fetch-site': 'cross-site', cookie: aida.cookie }
  const path = herePath((await elsewhere(aida)).key)
  const here = await fetch(`http://${host}${path}`)
  expect(here.headers.get('access-control-allow-origin')).toBe('*')
  expect(Object.keys((await here.json()) as object)).toEqual(['proof'])
  expect((await sendBare(port, 'GET', path, foreign)).status).toBe(200)
  expect((await sendBare(port, 'GET', path, { ...foreign, host: `rebound.example:${port}` })).status).toBe(403)
  for (const path of ['/rt/health', '/rt/seat/elsewhere', '/rt/here/', '/rt/HERE', '/rt/addresses'])
    expect([path, (await sendBare(port, 'GET', path, foreign)).status]).toEqual([path, 403])
  const json = { ...foreign, 'content-type': 'application/json', 'x-roundtable': '1' }
  const body = JSON.stringify({ key: (await elsewhere(aida)).key, attempt: attempt('a') })
  expect((await sendBare(port, 'POST', '/rt/seat/move', json, body)).status).toBe(403)
})
