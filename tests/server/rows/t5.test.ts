import { afterAll, expect, test } from 'vitest'
import { sendBare, upgradeBare, type BareAnswer } from '../kit/bare.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

/** A signed-in facilitator and a seat whose browsers open a page of somebody else. */
async function setUp(adapters = {}) {
  const server = await startServer({ adapters })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const seat = await server.seat(session.code, 0, 'Aida')
  const view = server.serving.openSessions.session(session.id)
  const board = view?.agenda[0]?.boards[view.groups[0]?.id ?? ''] ?? ''
  return { server, session, board, cookie: `${ann.cookie}; ${seat.cookie}`, port: server.serving.port }
}
type SetUp = Awaited<ReturnType<typeof setUp>>

/** Where a foreign page may stand: another site, a look-alike, a file, and a name that was rebound to this address. */
function foreignPages(port: number): Record<string, Record<string, string>> {
  const host = `127.0.0.1:${port}`
  return {
    'another site': { host, origin: 'http://evil.example' },
    'a page without an origin': { host, origin: 'null' },
    'our name at another port': { host, origin: `http://127.0.0.1:${port + 1}` },
    'our name with something behind it': { host, origin: `http://${host}.evil.example` },
    'our name under https': { host, origin: `https://${host}` },
    'another site that a browser reports': { host, origin: `http://${host}`, 'sec-fetch-site': 'cross-site' },
    'a rebound name': { host: `rebound.example:${port}`, origin: `http://rebound.example:${port}` },
    'a rebound name without a port': { host: 'rebound.example', origin: 'http://rebound.example' },
  }
}

/** Everything that was not refused, or that changed something. The law: nothing. */
async function whatForeignPagesReach({ server, session, board, cookie, port }: SetUp): Promise<string[]> {
  const reached: string[] = []
  const before = JSON.stringify(server.serving.openSessions.sessions())
  const join = JSON.stringify({ code: session.code, group: server.serving.openSessions.session(session.id)?.groups[0]?.id, name: 'Eve', people: 1, rapporteur: true }) // prettier-ignore
  const plan = JSON.stringify({ title: 'Eve', place: '', groups: 2, exercises: ['crime-mapping'] })
  const json = { 'content-type': 'application/json', 'x-roundtable': '1' }
  for (const [who, page] of Object.entries(foreignPages(port))) {
    const headers = { ...page, cookie }
    const attacks: Record<string, () => Promise<BareAnswer>> = {
      'a form to join': () => sendBare(port, 'POST', '/rt/seat/join', { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, 'code=ABCDEF'), // prettier-ignore
      'a form of plain text': () => sendBare(port, 'POST', '/rt/facilitator/sessions', { ...headers, 'content-type': 'text/plain' }, plan),
      'a fetch with credentials': () => sendBare(port, 'POST', '/rt/facilitator/sessions', { ...headers, ...json }, plan),
      'a fetch that joins': () => sendBare(port, 'POST', '/rt/seat/join', { ...headers, ...json }, join),
      'a fetch that reads': () => sendBare(port, 'GET', '/rt/facilitator/sessions', headers),
      'a report': () => sendBare(port, 'GET', `/rt/facilitator/report/${session.id}.html`, headers),
      'a preflight': () => sendBare(port, 'OPTIONS', '/rt/facilitator/sessions', { ...headers, 'access-control-request-method': 'POST' }),
      'a control socket': () => upgradeBare(port, `/rt/facilitator/io/?EIO=4&transport=websocket&session=${session.id}`, headers),
      'control by polling': () => sendBare(port, 'GET', `/rt/facilitator/io/?EIO=4&transport=polling&session=${session.id}`, headers),
      'control by a posted poll': () => sendBare(port, 'POST', '/rt/facilitator/io/?EIO=4&transport=polling', { ...headers, 'content-type': 'text/plain' }, '40'), // prettier-ignore
      'a board by polling': () => sendBare(port, 'GET', `/rt/seat/y/${board}?EIO=4&transport=polling`, headers),
      'a board': () => upgradeBare(port, `/rt/seat/y/${board}`, headers),
    }
    for (const [what, attack] of Object.entries(attacks)) {
      const { status, body } = await attack()
      // Engine.IO hangs up on an upgrade, and on a poll that begins with a POST, with 400.
      const isRefused = [0, 400, 403].includes(status)
      if (!isRefused || body.includes('sid')) reached.push(`${what} from ${who}: ${status}`)
    }
  }
  if (JSON.stringify(server.serving.openSessions.sessions()) !== before) reached.push('a session was changed')
  return reached
}

test('T5: no page of another site reaches anything with our cookies, and nothing is changed', async () => {
  expect(await whatForeignPagesReach(await setUp())).toEqual([])
})

test('T5: a foreign page is refused by a code that has a sentence', async () => {
  const { port, cookie } = await setUp()
  const answer = await sendBare(port, 'GET', '/rt/facilitator/me', { host: `127.0.0.1:${port}`, origin: 'http://evil.example', cookie })
  expect(answer).toEqual({ status: 403, body: JSON.stringify({ refused: 'foreign-origin', details: {} }) })
})

test('T5: our own page under each of our names is let in', async () => {
  const { port, cookie, session, board } = await setUp()
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
    const own = { host, origin: `http://${host}`, cookie }
    expect((await sendBare(port, 'GET', '/rt/facilitator/me', own)).status).toBe(200)
    expect((await upgradeBare(port, `/rt/seat/y/${board}`, own)).status).toBe(101)
    const control = `/rt/seat/io/?EIO=4&transport=websocket&session=${session.id}`
    expect((await upgradeBare(port, control, own)).status).toBe(101)
  }
})

test('T5, control: a server that takes every page for its own is reached on all ways', async () => {
  const reached = await whatForeignPagesReach(await setUp(weak.origin))
  for (const way of [
    'a fetch with credentials',
    'a fetch that joins',
    'a control socket',
    'control by polling',
    'a board by polling',
    'a board',
  ])
    expect(reached.join('\n')).toContain(`${way} from a rebound name`)
  expect(reached).toContain('a session was changed')
})
