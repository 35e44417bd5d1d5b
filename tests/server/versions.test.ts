import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { cardsRoot } from '../../shared/board/board.ts'
import { openStorage } from '../../server/storage/storage.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer } from './kit/server.ts'

const dirs: string[] = []
afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))))

async function freshDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-versions-'))
  dirs.push(dir)
  return dir
}

function inFile<Result>(dir: string, session: string, work: (file: DatabaseSync) => Result): Result {
  const file = new DatabaseSync(join(dir, 'sessions', `${session}.sqlite`))
  try {
    return work(file)
  } finally {
    file.close()
  }
}

/** Why each version was kept, and the cards in it, the oldest first. */
function versionsIn(dir: string, session: string): string[] {
  return inFile(dir, session, (file) =>
    file
      .prepare('SELECT why, data FROM versions ORDER BY id')
      .all()
      .map((row) => {
        const doc = new Y.Doc()
        Y.applyUpdate(doc, row['data'] as Uint8Array)
        return `${String(row['why'])}: ${[...doc.getMap(cardsRoot).keys()].sort().join()}`
      }),
  )
}

test('a version is kept at a push when the board has changed, at every hand-in, and when the last laptop has left', async () => {
  const dataDir = await freshDir()
  const server = await startServer({ dataDir })
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const seat = await server.seat(session.code, 0, 'Aida')
  const made = server.serving.openSessions.session(session.id)
  const [first = '', second = ''] = made?.agenda[0]?.steps.map((step) => step.id) ?? []
  const link = await ann.connect('facilitator', session.id)
  const table = await seat.connect('seat', session.id)
  const board = await new BoardSocket(seat, 'seat', made?.agenda[0]?.boards[made.groups[0]?.id ?? ''] ?? '').settled()
  const put = async (card: string) => {
    board.add(card)
    await waitFor(() => board.saved === board.sent)
  }
  let sent = 0
  const steer = (step: string) => link.send({ id: `open-${sent}`, turn: sent++, command: { do: 'open-step', step } })
  const kept = (count: number) => waitFor(() => versionsIn(dataDir, session.id).length === count)

  await put('a')
  await steer(first)
  expect(await kept(1)).toBe(true)
  await steer(second)
  await put('b')
  await steer(first)
  expect(await kept(2)).toBe(true)
  const handIn = (id: string) => table.send({ id, turn: null, command: { do: 'hand-in', step: first } })
  expect(await handIn('hand-1')).toMatchObject({ ok: true })
  // No waiting: the answer says that it is there. The same state is not kept twice.
  expect(versionsIn(dataDir, session.id)).toEqual(['push: a', 'push: a,b', 'hand-in: a,b'])
  await table.send({ id: 'back', turn: null, command: { do: 'take-back', step: first } })
  await handIn('hand-2')
  expect(versionsIn(dataDir, session.id)).toHaveLength(3)

  await put('c')
  for (const one of [link.socket, table.socket]) one.close()
  board.leave()
  await server.serving.close()
  expect(versionsIn(dataDir, session.id)).toEqual(['push: a', 'push: a,b', 'hand-in: a,b', 'time: a,b,c'])
})

test('of the versions made by time the latest 24 of each board stay, and every one of a hand-in', async () => {
  const dir = await freshDir()
  const storage = await openStorage(dir)
  for (const board of ['one', 'other'])
    for (let upTo = 1; upTo <= 40; upTo++) {
      const state = Y.encodeStateAsUpdate(new Y.Doc())
      for (const why of upTo % 10 === 0 ? (['time', 'hand-in'] as const) : (['time'] as const))
        await storage.keepVersion('meeting', board, { at: upTo, why, upTo, state })
    }
  await storage.close()
  const rows = inFile(dir, 'meeting', (file) =>
    file.prepare('SELECT board, why, count(*) AS count, min(up_to) AS first FROM versions GROUP BY board, why').all(),
  )
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['one', 'hand-in', 4, 10],
    ['one', 'time', 24, 17],
    ['other', 'hand-in', 4, 10],
    ['other', 'time', 24, 17],
  ])
})

test('a file of an earlier version opens, and what it holds is there', async () => {
  const dir = await freshDir()
  const edit = (sequence: number) => ({ session: 'meeting', board: 'board', sequence, update: new Uint8Array([0, 0]), owners: [] })
  let storage = await openStorage(dir)
  await storage.appendEdits([edit(1), edit(2)])
  await storage.compactBoard('meeting', 'board', 1, new Uint8Array([0, 0]))
  await storage.keepVersion('meeting', 'board', { at: 1, why: 'hand-in', upTo: 1, state: new Uint8Array([0, 0]) })
  await storage.close()
  inFile(dir, 'meeting', (file) => {
    file.exec('DROP INDEX versions_of_board')
    for (const [table, column] of [
      ['updates', 'at'],
      ['snapshots', 'last_edit'],
      ['versions', 'up_to'],
      ['versions', 'cards'],
    ])
      // prettier-ignore
      file.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`)
  })
  storage = await openStorage(dir)
  expect(await storage.loadBoard('meeting', 'board')).toMatchObject({ lastSequence: 2, lastEdit: null, versionedUpTo: 0 })
  await storage.appendEdits([{ ...edit(3), at: 1_800_000_000_000 }])
  await storage.compactBoard('meeting', 'board', 3, new Uint8Array([0, 0]))
  await storage.appendEdits([edit(4)])
  expect(await storage.loadBoard('meeting', 'board')).toMatchObject({ lastSequence: 4, lastEdit: 1_800_000_000_000 })
  await storage.close()
})
