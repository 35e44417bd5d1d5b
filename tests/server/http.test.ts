import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { Laptop } from './kit/people.ts'
import { startServer, type TestServer } from './kit/server.ts'

let server: TestServer
let ann: Laptop
let session: { id: string; code: string }
beforeAll(async () => {
  server = await startServer()
  ann = await server.facilitator('Ann')
  session = await server.session(ann)
  await ann.post('/rt/facilitator/plenary', { session: session.id })
})
afterAll(() => server.close())

test('a seat gets no exercise of another session', async () => {
  const other = await server.session(ann)
  const seat = await server.seat(session.code, 0, 'First')
  const status = async (id: string) => (await seat.get(`/rt/seat/exercises/${id}/crime-mapping`)).status
  expect([await status(session.id), await status(other.id)]).toEqual([200, 403])
})

test('the boundaries that are chosen for a session stand in the copy of the exercise that its tables get, and in no other', async () => {
  const plan = { title: 'Without boundaries', place: '', groups: 1, exercises: ['crime-mapping'] }
  const made = await ann.post('/rt/facilitator/sessions', { ...plan, boundaries: 'none' })
  const profileIn = async ({ id, code }: { id: string; code: string }) => {
    const seat = await server.seat(code, 0, 'First')
    const got = (await (await seat.get(`/rt/seat/exercises/${id}/crime-mapping`)).json()) as Pick<Exercise, 'maps'>
    return got.maps?.['central-asia-caucasus']?.profile
  }
  expect([await profileIn(made.body['session'] as { id: string; code: string }), await profileIn(session)]).toEqual(['none', 'un'])
  expect((await ann.post('/rt/facilitator/sessions', { ...plan, boundaries: 'mine' })).status).toBe(400)
})

test('a request of another Host or Origin is refused, on every way in', async () => {
  const { port } = server.serving
  const own = `127.0.0.1:${port}`
  const hosts = [
    '',
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    `127.0.0.1.evil.example:${port}`,
    `LOCALHOST:${port}`,
    `[::2]:${port}`,
    `localhost.:${port}`,
  ]
  const origins = [
    'null',
    '',
    'http://evil.example',
    `https://${own}`,
    `http://${own}.evil.example`,
    `http://evil.example/${own}`,
    'http://127.0.0.1',
    `http://127.0.0.1:${port + 1}`,
    `HTTP://${own}`,
    `http://localhost:${port}`,
  ]
  for (const path of ['/', '/rt/health', '/rt/facilitator/io/?EIO=4&transport=polling']) {
    for (const host of hosts) expect([path, host, await statusOf(port, 'GET', path, { host })]).toEqual([path, host, 403])
    for (const origin of origins)
      expect([path, origin, await statusOf(port, 'GET', path, { host: own, origin })]).toEqual([path, origin, 403])
  }
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  }
  for (const path of ['/rt/seat/io/?EIO=4&transport=websocket', '/rt/seat/y/someboard', '/rt/nothing']) {
    for (const origin of [undefined, ...origins]) {
      const headers = { host: own, ...upgrade, ...(origin === undefined ? {} : { origin }) }
      expect([path, origin, (await statusOf(port, 'GET', path, headers)) === 101]).toEqual([path, origin, false])
    }
  }
  // The control: the same with our own names is let in.
  for (const host of [own, `localhost:${port}`])
    expect(await statusOf(port, 'GET', '/rt/health', { host, origin: `http://${host}` })).toBe(200)
  expect(await statusOf(port, 'GET', '/rt/seat/io/?EIO=4&transport=websocket', { host: own, ...upgrade, origin: `http://${own}` })).toBe(
    101,
  )
})

test('a change needs our origin, our header and JSON', async () => {
  const { port } = server.serving
  const host = `127.0.0.1:${port}`
  const good = { host, origin: `http://${host}`, 'x-roundtable': '1', 'content-type': 'application/json' }
  const send = (change: Record<string, string | undefined>) => {
    const headers = Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >
    return statusOf(port, 'POST', '/rt/seat/look', headers, JSON.stringify({ code: session.code }))
  }
  expect(await send({})).toBe(200)
  expect(await send({ origin: undefined })).toBe(403)
  expect(await send({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await send({ 'x-roundtable': undefined })).toBe(400)
  expect(await send({ 'content-type': 'text/plain' })).toBe(400)
})

test('pages carry a policy that forbids foreign scripts, frames and connections', async () => {
  const policy = (await ann.get('/rt/health')).headers.get('content-security-policy') ?? ''
  const rules = new Map(policy.split(';').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]))
  expect(rules.get('default-src')).toBe("'none'")
  // Beside files of ours only the script that stands in our own page, by its hash.
  expect(rules.get('script-src')).toMatch(/^'self' 'sha256-[A-Za-z0-9+/]{43}='$/)
  expect(rules.get('connect-src')).toBe(`'self' ws://127.0.0.1:${server.serving.port}`)
  expect(rules.get('frame-ancestors')).toBe("'none'")
  expect(rules.get('require-trusted-types-for')).toBe("'script'")
})

test('malformed and oversized bodies get a refusal and nothing else', async () => {
  expect(await ann.post('/rt/seat/look', { code: 'x'.repeat(70_000) })).toMatchObject({ status: 413, body: { refused: 'too-large' } })
  for (const body of [null, 1, [], { code: 1 }, { code: 'ABCDEF', more: true }])
    expect((await ann.post('/rt/seat/look', body)).status).toBe(400)
})

test('ten wrong codes from one address in a minute are the last, and right ones never count', async () => {
  const fresh = await startServer()
  const made = await fresh.session(await fresh.facilitator('Ann'))
  const laptop = new Laptop(fresh.serving.port)
  for (let time = 0; time < 30; time++) expect((await laptop.post('/rt/seat/look', { code: made.code })).status).toBe(200)
  for (let time = 0; time < 10; time++) expect((await laptop.post('/rt/seat/look', { code: 'WRONG1' })).status).toBe(404)
  expect((await laptop.post('/rt/seat/look', { code: 'WRONG1' })).status).toBe(429)
  await fresh.close()
})

test('a facilitator link is good once', async () => {
  const secret = server.serving.facilitatorLink().split('#')[1]
  const claim = () => new Laptop(server.serving.port).post('/rt/facilitator/claim', { secret })
  expect([(await claim()).status, (await claim()).status]).toEqual([200, 401])
})

test('a facilitator whose answer was lost on the way asks again by the same key; nobody else does', async () => {
  const secret = server.serving.facilitatorLink().split('#')[1]
  const claim = async (key: string) => {
    const laptop = new Laptop(server.serving.port)
    const { status } = await laptop.post('/rt/facilitator/claim', { secret, key })
    return [status, (await laptop.get('/rt/facilitator/me')).status]
  }
  const [page, stranger] = ['a'.repeat(20), 'b'.repeat(20)]
  expect([await claim(page), await claim(stranger), await claim(page)]).toEqual([
    [200, 200],
    [401, 401],
    [200, 200],
  ])
})

/** The status of a bare request whose headers are exactly these. */
function statusOf(port: number, method: string, path: string, headers: Record<string, string>, body = ''): Promise<number> {
  return new Promise((resolve) => {
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request({ host: '127.0.0.1', port, method, path, agent: false, setHost: false, headers: { ...headers, ...length } })
    sent.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve(101)
    })
    sent.on('error', () => resolve(0))
    sent.end(body)
  })
}
