import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Adapters } from '../../server/adapters.ts'
import { diskFull } from '../kit/disk-full.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer, type TestServer } from './kit/server.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

/** A server on a disk that refuses what it is told to refuse, with two laptops at one table. */
async function setUp(storage: Adapters['storage']) {
  let admitted = 0
  const gate: Adapters['gate'] =
    (real) =>
    (...asked) => {
      admitted++
      return real(...asked)
    }
  const server = await startServer({ adapters: { storage, gate } })
  servers.push(server)
  const facilitator = await server.facilitator('Ann')
  const session = await server.session(facilitator)
  const made = server.serving.openSessions.session(session.id)
  const board = made?.agenda[0]?.boards[made.groups[0]?.id ?? ''] ?? ''
  const seats = [await server.seat(session.code, 0, 'Aida'), await server.seat(session.code, 0, 'Bek')]
  const open = (index: number) => new BoardSocket(seats[index] ?? facilitator, 'seat', board).settled()
  return { open, admitted: () => admitted }
}

/** Comes back with what it had, as every y-websocket client does. */
async function bringAgain(to: BoardSocket, from: BoardSocket): Promise<void> {
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc))
  await waitFor(() => to.saved === to.sent || to.code !== 0)
}

const isSaved = (one: BoardSocket) => waitFor(() => one.saved === one.sent || one.code !== 0).then(() => one.saved === one.sent)

test('one refused write takes along what stands on it: the table works on, and nothing is lost', async () => {
  let refuses = false
  let refuse: (() => void) | null = null
  const { open, admitted } = await setUp((real) => ({
    ...real,
    async appendEdits(records) {
      if (!refuses) return real.appendEdits(records)
      refuses = false
      await new Promise<void>((resolve) => (refuse = resolve))
      throw diskFull()
    },
  }))
  const [writer, mate] = [await open(0), await open(1)]
  writer.add('zero')
  expect(await isSaved(writer)).toBe(true)
  refuses = true
  const before = admitted()
  writer.add('one')
  await waitFor(() => refuse !== null)
  writer.add('two')
  await waitFor(() => admitted() === before + 2)
  refuse!()
  expect(await waitFor(() => writer.code !== 0 && mate.code !== 0)).toBe(true)
  expect([writer.code, mate.code]).toEqual([1013, 1013])

  const again = await open(1)
  expect(again.cards()).toEqual(['zero'])
  expect(again.doc.store.pendingStructs).toBeNull()
  again.add('three')
  expect([await isSaved(again), again.code]).toEqual([true, 0])
  const back = await open(0)
  await bringAgain(back, writer)
  expect(back.code).toBe(0)
  expect((await open(1)).cards()).toEqual(['one', 'three', 'two', 'zero'])
})

test('a board that cannot be read again after a refused write is read when the next laptop comes', async () => {
  let refuses = false
  let failsToLoad = false
  const { open } = await setUp((real) => ({
    ...real,
    async appendEdits(records) {
      if (!refuses) return real.appendEdits(records)
      refuses = false
      failsToLoad = true
      throw diskFull()
    },
    async loadBoard(session, board) {
      if (!failsToLoad) return real.loadBoard(session, board)
      failsToLoad = false
      throw diskFull()
    },
  }))
  const writer = await open(0)
  writer.add('zero')
  expect(await isSaved(writer)).toBe(true)
  refuses = true
  writer.add('one')
  expect(await waitFor(() => writer.code !== 0 && !failsToLoad)).toBe(true)
  expect(writer.code).toBe(1013)
  const again = await open(0)
  expect(again.cards()).toEqual(['zero'])
  await bringAgain(again, writer)
  expect((await open(1)).cards()).toEqual(['one', 'zero'])
})
