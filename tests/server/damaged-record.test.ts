import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer } from './kit/server.ts'

const dirs: string[] = []
afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))))

const isSaved = (one: BoardSocket) => waitFor(() => one.saved === one.sent || one.code !== 0).then(() => one.saved === one.sent)

test('after a damaged record was set aside a table works on, and who still has it makes the board whole', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-damaged-'))
  dirs.push(dataDir)
  let server = await startServer({ dataDir })
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const [aida, bek] = [await server.seat(session.code, 0, 'Aida'), await server.seat(session.code, 0, 'Bek')]
  const made = server.serving.openSessions.session(session.id)
  const board = made?.agenda[0]?.boards[made.groups[0]?.id ?? ''] ?? ''
  const file = join(dataDir, 'sessions', `${session.id}.sqlite`)
  const open = (laptop: typeof aida) => new BoardSocket(laptop.at(server.serving.port), 'seat', board).settled()

  const writer = await open(aida)
  for (const card of ['a', 'b', 'c']) {
    writer.add(card)
    expect(await isSaved(writer)).toBe(true)
  }
  await server.serving.close()
  // The release has compacted nothing but what is whole; what follows lies in records of its own.
  server = await startServer({ dataDir })
  const more = await open(bek)
  for (const card of ['d', 'e', 'f']) {
    more.add(card)
    expect(await isSaved(more)).toBe(true)
  }
  await server.serving.storage.settle()
  const copy = `${file}.copy`
  const disk = new DatabaseSync(file)
  disk.exec(`VACUUM INTO '${copy}'`)
  disk.close()
  await server.serving.close()
  for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, { force: true })
  const crashed = new DatabaseSync(copy)
  crashed.exec(
    "UPDATE updates SET data = substr(data, 1, 20) || x'ff' || substr(data, 22) WHERE sequence = (SELECT min(sequence) + 1 FROM updates)",
  )
  crashed.exec(`VACUUM INTO '${file}'`)
  crashed.close()

  server = await startServer({ dataDir })
  const first = await open(aida)
  expect(first.cards()).toEqual(['a', 'b', 'c', 'd'])
  first.add('g')
  expect([await isSaved(first), first.code]).toEqual([true, 0])
  const second = await open(aida)
  second.add('h')
  expect([await isSaved(second), second.code]).toEqual([true, 0])
  await server.serving.close()

  server = await startServer({ dataDir })
  const back = await open(bek)
  expect(back.cards()).toEqual(['a', 'b', 'c', 'd', 'g', 'h'])
  Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(more.doc))
  expect([await isSaved(back), back.code]).toEqual([true, 0])
  expect((await open(aida)).cards()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
  await server.serving.close()
})
