import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { rebuild } from '../../../server/sync/rebuild.ts'
import { keepCopy, restoreCopy, type LiveCopy } from '../../../server/storage/copy.ts'
import { cardsRoot } from '../../../shared/board/board.ts'
import { restingState } from '../../../shared/board/resting.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import { startServer, type Made, type TestServer } from '../kit/server.ts'
import { sized } from '../../kit/size.ts'

/** docs/reliability.md, O3 and D11: a second laptop goes on from the live copy. */
const servers: TestServer[] = []
const copies: LiveCopy[] = []
afterAll(async () => {
  await Promise.all(copies.map((copy) => copy.close()))
  await Promise.all(servers.map((server) => server.close()))
})
const folder = (name: string) => mkdtempSync(join(tmpdir(), `roundtable-${name}-`))

async function setUp() {
  const server = await startServer()
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const aida = await server.seat(made.code, 0, 'Aida')
  const session = server.serving.openSessions.session(made.id)
  const board = session?.agenda[0]?.boards[session.groups[0]?.id ?? ''] ?? ''
  const copyTo = (to: string, everyMs: number) => {
    const copy = keepCopy(server.dataDir, to, { everyMs, settle: () => server.serving.storage.settle() })
    copies.push(copy)
    return copy
  }
  return { server, ann, made, aida, board, copyTo, socket: await new BoardSocket(aida, 'seat', board).settled() }
}

/** Resolves when a round that was begun after this moment is whole. */
async function copied(copy: LiveCopy): Promise<void> {
  const now = Date.now()
  expect(await waitFor(() => (copy.state.at ?? 0) >= now, 10_000)).toBe(true)
}

const session = ({ server, made }: { readonly server: TestServer; readonly made: Made }) => server.serving.openSessions.session(made.id)!
function updateWith(id: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap(cardsRoot).set(id, new Y.Map<unknown>(Object.entries({ kind: 'market', order: 1 })))
  return Y.encodeStateAsUpdate(doc)
}

async function saveCard({ socket }: { socket: BoardSocket }, id: string): Promise<void> {
  socket.add(id)
  expect(await waitFor(() => socket.saved === socket.sent)).toBe(true)
}

test('O3: another laptop goes on from the copy, with the same cookies and everything saved before the copy', async () => {
  const first = await setUp()
  const to = folder('copy')
  const copy = first.copyTo(to, 200)
  await saveCard(first, 'saved-before')
  await copied(copy)
  await copy.close()
  await saveCard(first, 'saved-after')
  first.socket.leave()

  const start = performance.now()
  const dataDir = folder('second')
  expect(await restoreCopy(to, dataDir)).toEqual({ sessions: 1 })
  const second = await startServer({ dataDir })
  servers.push(second)
  const again = await new BoardSocket(first.aida.at(second.serving.port), 'seat', first.board).settled()
  const took = performance.now() - start
  // The control: what came after the last copy is not there, so it is the copy that was read.
  expect(again.cards()).toEqual(['saved-before'])
  again.add('goes-on')
  expect(await waitFor(() => again.saved === again.sent)).toBe(true)
  expect((await first.ann.at(second.serving.port).get('/rt/facilitator/me')).status).toBe(200)
  again.leave()
  process.stdout.write(`O3: restored and at work after ${took.toFixed(0)} ms\n`)
  expect(took).toBeLessThan(300_000)
})

test('D11: copies made while people write are whole, and a wiped session is wiped there as well', async () => {
  const first = await setUp()
  const to = folder('copy')
  const copy = first.copyTo(to, 20)
  const rounds = sized(5, 20)
  let number = 0
  const typing = setInterval(() => first.socket.add(`card-${number++}`), 2)
  for (let round = 0; round < rounds; round++) {
    await copied(copy)
    for (const name of readdirSync(join(to, 'sessions')).filter((one) => one.endsWith('.sqlite'))) {
      const file = new DatabaseSync(join(to, 'sessions', name), { readOnly: true })
      expect(file.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
      file.close()
    }
  }
  clearInterval(typing)
  first.socket.leave()
  const session = first.server.serving.openSessions.session(first.made.id)!
  const there = join(to, 'sessions', `${session.id}.sqlite`)
  expect(existsSync(there)).toBe(true)
  await first.ann.post('/rt/facilitator/wipe', { session: session.id, title: session.title })
  await copied(copy)
  expect(existsSync(there)).toBe(false)
  expect(number).toBeGreaterThan(rounds)
})

test('D11: of 10,000 cards the copy is equal and back within a minute, and the server listens while it is made; a plain copy lacks the last', async () => {
  const first = await setUp()
  const doc = new Y.Doc()
  doc.transact(() => {
    for (let number = 0; number < 10_000; number++)
      doc.getMap(cardsRoot).set(`card-${String(number)}`, new Y.Map<unknown>(Object.entries({ kind: 'market', order: number, note: new Y.Text(`What people say about market ${String(number)}`) }))) // prettier-ignore
  })
  first.socket.leave()
  const big =
    session(first).agenda[1]?.boards[session(first).groups[0]!.id] ?? session(first).agenda[0]!.boards[session(first).groups[1]!.id]!
  await first.server.serving.storage.appendEdits([{ session: first.made.id, board: big, sequence: 1, update: Y.encodeStateAsUpdate(doc), owners: [] }]) // prettier-ignore
  const to = folder('large')
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const copy = first.copyTo(to, 50)
  await copied(copy)
  await first.server.serving.storage.appendEdits([{ session: first.made.id, board: first.board, sequence: 1, update: updateWith('last'), owners: [] }]) // prettier-ignore
  await copied(copy)
  delay.disable()
  await copy.close()
  const p99 = delay.percentile(99) / 1e6
  // The control: the file as it lies there, without what SQLite keeps beside it.
  const file = join('sessions', `${first.made.id}.sqlite`)
  const plain = join(folder('plain'), 'plain.sqlite')
  copyFileSync(join(first.server.dataDir, file), plain)
  const rowsIn = (path: string) => {
    const database = new DatabaseSync(path, { readOnly: true })
    try {
      return Number(database.prepare('SELECT count(*) AS n FROM updates').get()?.['n'])
    } catch {
      return 0
    } finally {
      database.close()
    }
  }
  expect(rowsIn(plain)).toBeLessThan(rowsIn(join(to, file)))

  const began = performance.now()
  const dataDir = folder('second')
  await restoreCopy(to, dataDir)
  const second = await startServer({ dataDir })
  servers.push(second)
  const hash = async ({ serving }: TestServer, board: string) => {
    const { doc } = rebuild(await serving.storage.loadBoard(first.made.id, board))
    return createHash('sha256')
      .update(restingState(Y.encodeStateAsUpdate(doc)))
      .digest('hex')
  }
  const there = await Promise.all([big, first.board].map((board) => hash(second, board)))
  const took = performance.now() - began
  expect(there).toEqual(await Promise.all([big, first.board].map((board) => hash(first.server, board))))
  process.stdout.write(`D11: 10,000 cards equal and back after ${took.toFixed(0)} ms; event loop p99 ${p99.toFixed(0)} ms while copied\n`)
  expect(took).toBeLessThan(60_000)
  expect(p99).toBeLessThan(50)
})

test('the copy of a laptop that died stays when the next one copies to the same stick without bringing it back first', async () => {
  const first = await setUp()
  const to = folder('copy')
  const copy = first.copyTo(to, 200)
  await saveCard(first, 'of-the-first')
  await copied(copy)
  await copy.close()
  const catalogue = readFileSync(join(to, 'server.sqlite'))

  const second = await setUp()
  const other = second.copyTo(to, 50)
  expect(await waitFor(() => other.state.failed === 'other-copy')).toBe(true)
  expect(readFileSync(join(to, 'server.sqlite')).equals(catalogue)).toBe(true)
  expect(readdirSync(join(to, 'sessions')).filter((name) => name.endsWith('.sqlite'))).toEqual([`${first.made.id}.sqlite`])

  // Brought back, it goes on with the same stick.
  const dataDir = folder('third')
  await restoreCopy(to, dataDir)
  const third = keepCopy(dataDir, to, { everyMs: 200 })
  copies.push(third)
  await copied(third)
  expect(third.state.failed).toBe(false)
})

test('a stick that is pulled is said, and found again', async () => {
  const { copyTo } = await setUp()
  const stick = folder('stick')
  rmSync(stick, { recursive: true })
  // A file in the way: the folder cannot be made.
  writeFileSync(stick, '')
  const copy = copyTo(join(stick, 'copy'), 100)
  expect(await waitFor(() => copy.state.failed === 'cannot-write')).toBe(true)
  rmSync(stick)
  await copied(copy)
  expect(copy.state.failed).toBe(false)
})

test('a copy without what a file refuses does not pass for a fresh one', async () => {
  const { server } = await setUp()
  let [isIn, rounds] = [false, 0]
  const settle = () => Promise.resolve(isIn)
  const copy = keepCopy(server.dataDir, folder('partial'), { everyMs: 50, settle, changed: () => rounds++ })
  copies.push(copy)
  expect(await waitFor(() => rounds >= 2)).toBe(true)
  expect(copy.state).toEqual({ at: null, failed: false })
  isIn = true
  await copied(copy)
})

test('the facilitator is told of the copy, and nobody else', async () => {
  const to = folder('copy')
  const second = await startServer({ dataDir: folder('told'), copyTo: to })
  servers.push(second)
  const bek = await second.facilitator('Bek')
  const session = await second.session(bek)
  const seat = await second.seat(session.code, 0, 'Far')
  const told: unknown[] = []
  expect(await waitFor(() => existsSync(join(to, 'server.sqlite')))).toBe(true)
  const { socket } = await bek.connect('facilitator', session.id, (one) => one.on('copy', (state) => told.push(state)))
  const heard: unknown[] = []
  const { socket: other } = await seat.connect('seat', session.id, (one) => one.on('copy', (state) => heard.push(state)))
  expect(await waitFor(() => told.length > 0)).toBe(true)
  expect(told[0]).toMatchObject({ failed: false })
  expect(heard).toEqual([])
  for (const one of [socket, other]) one.close()
})

test('nothing is overwritten, and a folder without a copy is called so', async () => {
  const { server, copyTo } = await setUp()
  await expect(restoreCopy(folder('empty'), folder('second'))).rejects.toThrow(/There is no copy in/)
  const to = folder('copy')
  const copy = copyTo(to, 200)
  await copied(copy)
  await expect(restoreCopy(to, server.dataDir)).rejects.toThrow(/nothing is overwritten/)
})
