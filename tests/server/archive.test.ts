import { linkSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Adapters } from '../../server/adapters.ts'
import { archiveType, largestArchive } from '../../shared/archive/archive.ts'
import { diskFull } from '../kit/disk-full.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import type { Laptop } from './kit/people.ts'
import { startServer, type Made, type TestServer } from './kit/server.ts'

const open: TestServer[] = []
afterAll(() => Promise.all(open.map((server) => server.close())))

async function start(adapters: Partial<Adapters> = {}): Promise<TestServer> {
  const server = await startServer({ adapters })
  open.push(server)
  return server
}

/** A room at work: two tables with cards, one of which was taken away again. */
async function atWork(server: TestServer) {
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const session = server.serving.openSessions.session(made.id)!
  const tables: { laptop: Laptop; board: BoardSocket }[] = []
  for (const [index, { id }] of session.groups.entries()) {
    const laptop = await server.seat(made.code, index, `Name${String(index)}`)
    const board = await new BoardSocket(laptop, 'seat', session.agenda[0]!.boards[id]!).settled()
    board.add('first', { name: { own: `Canarywords${String(index)}` } })
    board.add('second')
    board.doc.getMap('cards').delete('second')
    await waitFor(() => board.saved === board.sent)
    tables.push({ laptop, board })
  }
  return { ann, made, session, tables }
}

async function saved(ann: Laptop, session: string): Promise<string> {
  const answer = await ann.get(`/rt/facilitator/archives/${session}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toContain('attachment; filename="Day one.roundtable.json"')
  return answer.text()
}

async function bring(ann: Laptop, file: string) {
  const headers = { cookie: ann.cookie, origin: ann.base, 'x-roundtable': '1', 'content-type': archiveType }
  const answer = await fetch(`${ann.base}/rt/facilitator/archives`, { method: 'POST', headers, body: file })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const merged = async (ann: Laptop, { id }: Made): Promise<unknown> => (await ann.get(`/rt/facilitator/merged/${id}/crime-mapping`)).json()

test('a session goes from one server to another: same file, same merge, nothing that opens doors, and work goes on', async () => {
  const [here, there] = [await start(), await start()]
  const { ann, made, session, tables } = await atWork(here)
  const file = await saved(ann, made.id)
  for (const secret of [made.code, ...tables.flatMap(({ laptop }) => laptop.cookie.split('=')[1]!), ann.cookie.split('=')[1]!])
    expect(file).not.toContain(secret)
  expect(file).toContain('Canarywords0')

  const bob = await there.facilitator('Bob')
  expect(await bring(bob, file)).toMatchObject({ status: 200, body: { session: made.id, title: 'Day one' } })
  expect(await saved(bob, made.id)).toBe(file)
  expect(await merged(bob, made)).toEqual(await merged(ann, made))
  expect(await bring(bob, file)).toMatchObject({ status: 409, body: { refused: 'session-is-here' } })
  expect(await bring(bob, file.slice(1))).toMatchObject({ status: 400, body: { refused: 'not-an-archive' } })

  const code = there.serving.openSessions.session(made.id)!.code
  expect(code).not.toBe(made.code)
  const seat = await there.seat(code, 0, 'Later')
  const board = await new BoardSocket(seat, 'seat', session.agenda[0]!.boards[session.groups[0]!.id]!).settled()
  expect(board.cards()).toEqual(['first'])
  board.add('later')
  expect(await waitFor(() => board.saved === board.sent && board.sent > 0)).toBe(true)
  expect(await saved(bob, made.id)).not.toBe(file)
  // Nobody goes on under a client id of the other server.
  const { owners } = await there.serving.storage.loadBoard(made.id, session.agenda[0]!.boards[session.groups[0]!.id]!)
  expect(owners.get(tables[0]!.board.doc.clientID)).toBe('archive')
})

test('P1, plain parts: wiped, a session is nowhere in the folder, and everybody is sent away', async () => {
  const server = await start()
  const { ann, made, tables } = await atWork(server)
  const other = await server.session(ann)
  const link = await tables[0]!.laptop.connect('seat', made.id)
  const seat = server.serving.openSessions.session(made.id)!.seats[0]!.id
  const files = join(server.dataDir, 'sessions')
  // Another name of the same bytes: what stays on a disk after a file is only unlinked.
  linkSync(join(files, `${made.id}.sqlite`), join(server.dataDir, 'bare-disk'))
  const found = () => {
    const all = [server.dataDir, files].flatMap((dir) => readdirSync(dir, { withFileTypes: true }).filter((one) => one.isFile()).map(({ name }) => readFileSync(join(dir, name)))) // prettier-ignore
    return ['Canarywords0', 'Name1', seat].filter((word) => all.some((bytes) => bytes.includes(word)))
  }
  // Control: the sweep sees what is there.
  expect(found()).toEqual(['Canarywords0', 'Name1', seat])

  expect(await ann.post('/rt/facilitator/wipe', { session: made.id, title: 'Day two' })).toMatchObject({ body: { refused: 'other-title' } })
  expect(await ann.post('/rt/facilitator/wipe', { session: made.id, title: ' Day  one ' })).toMatchObject({ status: 200 })
  expect(found()).toEqual([])
  expect(readdirSync(files).filter((name) => name.startsWith(made.id))).toEqual([])
  expect(await waitFor(() => !link.socket.connected && tables.every(({ board }) => board.code !== 0))).toBe(true)
  expect(await (await tables[0]!.laptop.get('/rt/seat/me')).json()).toMatchObject({ refused: 'not-signed-in' })
  expect((await ann.get(`/rt/facilitator/archives/${made.id}`)).status).toBe(404)
  expect(server.serving.openSessions.sessions().map(({ id }) => id)).toEqual([other.id])
  expect(await server.serving.storage.sessions()).toHaveLength(1)
})

test('a file larger than is opened is refused in words, while it comes; one of the largest size is read', async () => {
  const ann = await (await start()).facilitator('Ann')
  const sent = async (bytes: number) => {
    const headers = { cookie: ann.cookie, origin: ann.base, 'x-roundtable': '1', 'content-type': archiveType }
    const answer = await fetch(`${ann.base}/rt/facilitator/archives`, { method: 'POST', headers, body: Buffer.alloc(bytes, 0x20) })
    return { status: answer.status, ...((await answer.json()) as { refused: string; details?: unknown }) }
  }
  expect(await sent(largestArchive + 1)).toMatchObject({ status: 413, refused: 'archive-too-large', details: { most: 48 } })
  expect(await sent(largestArchive)).toMatchObject({ status: 400, refused: 'not-an-archive' })
})

test.each([
  ['the disk', diskFull(), 503, 'cannot-save'],
  ['a mistake of ours', new TypeError('over a session'), 500, 'something-broke'],
])(
  'a session that %s keeps from being wiped is there as before, and the answer says which it was',
  async (_what, error, status, refused) => {
    const server = await start({ storage: (real) => ({ ...real, wipeSession: () => Promise.reject(error) }) })
    const ann = await server.facilitator('Ann')
    const { id } = await server.session(ann)
    expect(await ann.post('/rt/facilitator/wipe', { session: id, title: 'Day one' })).toMatchObject({ status, body: { refused } })
    expect((await ann.get(`/rt/facilitator/archives/${id}`)).status).toBe(200)
  },
)
