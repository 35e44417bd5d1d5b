import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import type { Laptop } from '../kit/people.ts'
import { startServer, type TestServer } from '../kit/server.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

const more = { id: 'more', turn: null, command: { do: 'add-group' } }
const all = ['c1', 'c2', 'c3', 'c4', 'c5']
let made: Awaited<ReturnType<typeof makeSession>>
beforeAll(async () => {
  made = await makeSession()
})

async function start(dataDir?: string): Promise<TestServer> {
  const server = await startServer(dataDir === undefined ? {} : { dataDir })
  servers.push(server)
  return server
}

/** Two sessions; on a board of the first five cards, each a record of its own. */
async function makeSession() {
  const server = await start()
  const ann = await server.facilitator('Ann')
  const [session, other] = [await server.session(ann), await server.session(ann)]
  const [writer, mate] = [await server.seat(session.code, 0, 'Aida'), await server.seat(session.code, 0, 'Bek')]
  const groups = server.serving.openSessions.session(session.id)
  const board = groups?.agenda[0]?.boards[groups.groups[0]?.id ?? ''] ?? ''
  const first = await new BoardSocket(writer, 'seat', board).settled()
  for (const id of all) {
    first.add(id)
    await waitFor(() => first.saved === first.sent)
  }
  // A command, so that the edits before it are in the session's file.
  const { send, socket } = await ann.connect('facilitator', session.id)
  const { revision } = (await send(more)) as { revision: number }
  socket.close()
  return { dataDir: server.dataDir, ann, session, other, writer, mate, board, held: first.doc, revision }
}

/** What a crash leaves, harmed; `later`, when the log has other edits than these. */
async function crashAndHarm(sql: string, when: 'later' | 'at once' = 'later'): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-d5-'))
  await cp(made.dataDir, dir, { recursive: true, filter: (path) => when === 'at once' || !path.endsWith('.log') })
  const file = new DatabaseSync(join(dir, 'sessions', `${made.session.id}.sqlite`))
  file.exec(sql)
  file.close()
  return dir
}

const openOn = (server: TestServer, laptop: Laptop) => new BoardSocket(laptop.at(server.serving.port), 'seat', made.board).settled()
const flip = "UPDATE updates SET data = substr(data, 1, 20) || x'ff' || substr(data, 22) WHERE sequence = 3"

test('D5: a board with a damaged record serves what is whole and takes new edits, also after the next start', async () => {
  const server = await start(await crashAndHarm(flip))
  const mate = await openOn(server, made.mate)
  expect(mate.cards()).toEqual(['c1', 'c2'])
  mate.add('new')
  await waitFor(() => mate.saved === mate.sent || mate.code !== 0)
  expect({ saved: mate.saved === mate.sent, code: mate.code }).toEqual({ saved: true, code: 0 })
  mate.leave()
  await server.serving.close()
  const again = await start(server.dataDir)
  expect((await openOn(again, made.mate)).cards()).toEqual(['c1', 'c2', 'new'])
})

test('D5: what the log still has makes a damaged record whole again', async () => {
  const server = await start(await crashAndHarm(flip, 'at once'))
  expect((await openOn(server, made.mate)).cards()).toEqual(all)
})

test('D5: the laptop that still has what was damaged makes the board whole again', async () => {
  const server = await start(await crashAndHarm(flip))
  const writer = await openOn(server, made.writer)
  // It comes back with what it had, as every y-websocket client does.
  Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(made.held))
  expect(await waitFor(() => writer.saved === writer.sent)).toBe(true)
  expect((await openOn(server, made.mate)).cards()).toEqual(all)
  await server.serving.close()
  const again = await start(server.dataDir)
  expect((await openOn(again, made.mate)).cards()).toEqual(all)
})

const flipFact = (names: string) => `UPDATE facts SET value = replace(value, '"revision":', '"revisioN":') WHERE name IN (${names})`

test('D5: a session whose latest state is damaged opens as it was one command earlier, and that command may be sent again', async () => {
  const server = await start(await crashAndHarm(flipFact("'session'")))
  expect(server.serving.openSessions.session(made.session.id)?.groups).toHaveLength(2)
  const { view, socket, send } = await made.ann.at(server.serving.port).connect('facilitator', made.session.id)
  // Not older than what pages have seen of the lost command, so that they take it over.
  expect([view.groups.length, view.seats.length, view.revision]).toEqual([2, 2, made.revision])
  expect(await send(more)).toEqual({ ok: true, revision: made.revision + 1 })
  socket.close()
  await server.serving.close()
  const again = await start(server.dataDir)
  expect(again.serving.openSessions.session(made.session.id)?.groups).toHaveLength(3)
  const file = new DatabaseSync(join(server.dataDir, 'sessions', `${made.session.id}.sqlite`))
  const aside = file.prepare('SELECT name FROM set_aside').all().map((row) => String(row['name'])) // prettier-ignore
  file.close()
  expect(aside).toEqual([`session ${made.revision}`, 'command more'])
})

test('D5: a session whose exercises are damaged opens with the copy beside them', async () => {
  const server = await start(await crashAndHarm("UPDATE facts SET value = replace(value, 'market', 'marked') WHERE name = 'exercises'"))
  const found = await made.ann.at(server.serving.port).get(`/rt/facilitator/exercises/${made.session.id}/crime-mapping`)
  expect(Object.keys(((await found.json()) as { kinds: object }).kinds)).toContain('market')
})

test('D5: a session of which no whole state is left is left out, and the others are served', async () => {
  const server = await start(await crashAndHarm(flipFact("'session', 'session-before'")))
  const { sessions } = (await (await made.ann.at(server.serving.port).get('/rt/facilitator/sessions')).json()) as {
    sessions: { id: string }[]
  }
  expect(sessions.map(({ id }) => id)).toEqual([made.other.id])
})

test('D5: a session of an earlier version, without hashes, opens as it is', async () => {
  const old = "DELETE FROM facts WHERE name LIKE '%-before'; ALTER TABLE facts DROP COLUMN hash; ALTER TABLE ledger DROP COLUMN hash"
  const server = await start(await crashAndHarm(old))
  const { view, socket, send } = await made.ann.at(server.serving.port).connect('facilitator', made.session.id)
  expect([view.groups.length, view.revision]).toEqual([3, made.revision])
  expect(await send(more)).toEqual({ ok: true, revision: made.revision })
  expect(await send({ ...more, id: 'one-more' })).toEqual({ ok: true, revision: made.revision + 1 })
  socket.close()
})

test('D5: a session whose answers are damaged is served, and what was carried out is not done again', async () => {
  const server = await start(await crashAndHarm('UPDATE ledger SET answer = substr(answer, 2)'))
  const { view, socket, send } = await made.ann.at(server.serving.port).connect('facilitator', made.session.id)
  expect(view.seats).toHaveLength(2)
  expect(await send(more)).toMatchObject({ ok: true })
  expect(server.serving.openSessions.session(made.session.id)?.groups).toHaveLength(3)
  socket.close()
})

test('D5, control: without damage all five cards and both sessions are there', async () => {
  const server = await start(await crashAndHarm('UPDATE updates SET data = data'))
  expect((await openOn(server, made.mate)).cards()).toEqual(all)
  expect(server.serving.openSessions.sessions()).toHaveLength(2)
})
