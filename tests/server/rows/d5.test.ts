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
  const { send, socket } = await ann.connect('facilitator', session.id)
  await send(more)
  socket.close()
  const groups = server.serving.rooms.session(session.id)
  const board = groups?.agenda[0]?.boards[groups.groups[0]?.id ?? ''] ?? ''
  const first = await new BoardSocket(writer, 'seat', board).settled()
  for (const id of all) {
    first.add(id)
    await waitFor(() => first.saved === first.sent)
  }
  return { dataDir: server.dataDir, ann, session, other, writer, mate, board, held: first.doc }
}

/** What a crash at this moment leaves, harmed. */
async function crashAndHarm(sql: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-d5-'))
  await cp(made.dataDir, dir, { recursive: true })
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

test('D5: a session whose file is damaged is left out, and the others are served', async () => {
  const server = await start(await crashAndHarm("UPDATE facts SET value = substr(value, 2) WHERE name = 'session'"))
  const { sessions } = (await (await made.ann.at(server.serving.port).get('/rt/facilitator/sessions')).json()) as {
    sessions: { id: string }[]
  }
  expect(sessions.map(({ id }) => id)).toEqual([made.other.id])
})

test('D5: a session whose answers are damaged is served, and what was carried out is not done again', async () => {
  const server = await start(await crashAndHarm('UPDATE ledger SET answer = substr(answer, 2)'))
  const { view, socket, send } = await made.ann.at(server.serving.port).connect('facilitator', made.session.id)
  expect(view.seats).toHaveLength(2)
  expect(await send(more)).toMatchObject({ ok: true })
  expect(server.serving.rooms.session(made.session.id)?.groups).toHaveLength(3)
  socket.close()
})

test('D5, control: without damage all five cards and both sessions are there', async () => {
  const server = await start(await crashAndHarm('UPDATE updates SET data = data'))
  expect((await openOn(server, made.mate)).cards()).toEqual(all)
  expect(server.serving.rooms.sessions()).toHaveLength(2)
})
