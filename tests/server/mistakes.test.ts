import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { closeCodes, message, syncStep } from '../../shared/protocol/sync.ts'
import { cardsRoot } from '../../shared/board/board.ts'
import { awarenessFrame, BoardSocket, syncFrame, waitFor } from './kit/board-socket.ts'
import type { Laptop } from './kit/people.ts'
import { startProcess, type ServerProcess } from './kit/process.ts'

let dir: string
let server: ServerProcess
let seat: Laptop
let board: string
let session: string

/** A server whose gate makes a mistake over edits that speak of one, with a log that is read. */
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'roundtable-mistakes-'))
  server = await startProcess({ dataDir: dir, without: 'sense', logs: true })
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  session = made.id
  seat = await server.seat(made.code, 0, 'Aida')
  const link = await seat.connect('seat', session)
  board = Object.values(link.view.agenda[0]!.boards)[0]!
  link.socket.close()
})
afterEach(async () => {
  await server.kill()
  await rm(dir, { recursive: true, force: true })
})

/** The code that the laptop is closed with for what it does. */
async function closedFor(deed: (socket: BoardSocket) => void): Promise<number> {
  const socket = await new BoardSocket(seat, 'seat', board).settled()
  expect(socket.synced).toBe(true)
  deed(socket)
  await waitFor(() => socket.code !== 0)
  return socket.code
}

function foreignRoot(): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('other').set('a', 1)
  return Y.encodeStateAsUpdate(doc)
}

function cardInCard(): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap(cardsRoot).set('a', new Y.Map([['deep', new Y.Map([['deeper', 1]])]]))
  return Y.encodeStateAsUpdate(doc)
}

const hostile: Readonly<Record<string, Uint8Array>> = {
  'an empty message': new Uint8Array(),
  'a type that nobody knows': Uint8Array.of(77, 1),
  'a number without an end': Uint8Array.of(message.sync, 255, 255),
  'a step that there is not': Uint8Array.of(message.sync, 7, 0),
  'bytes that end too soon': Uint8Array.of(message.sync, syncStep.update, 99, 1),
  'what nobody has': syncFrame(syncStep.step1, Uint8Array.of(200, 255)),
  'an update that is noise': syncFrame(syncStep.update, Uint8Array.of(1, 1, 1, 0, 31, ...randomBytes(20))),
  'a foreign root': syncFrame(syncStep.update, foreignRoot()),
  'a card inside a card': syncFrame(syncStep.update, cardInCard()),
  'signs that end too soon': Uint8Array.of(message.awareness, 3, 9, 1),
  'a sign that is no JSON': awarenessFrame([{ client: 1, clock: 1, state: '{' }]),
}

test('what a laptop sends amiss is refused without a word in the log, and a mistake of ours is logged with its board', async () => {
  for (const [name, frame] of Object.entries(hostile))
    expect([name, await closedFor((socket) => socket.send(frame))]).toEqual([name, closeCodes.badMessage])
  expect(await closedFor((socket) => socket.add('mistake'))).toBe(closeCodes.badMessage)
  expect(await closedFor((socket) => socket.add('broken'))).toBe(closeCodes.badMessage)
  expect(await waitFor(() => server.logged().length >= 2)).toBe(true)
  for (const line of server.logged()) {
    expect(JSON.parse(line)).toMatchObject({ session, board, kind: expect.stringContaining('TypeError') as unknown })
    expect(line).not.toContain('over a card')
  }
  expect(server.logged()).toHaveLength(2)
})

test('who has found a mistake of ours and sends it again and again does not fill the log', async () => {
  for (let count = 0; count < 30; count++) expect(await closedFor((socket) => socket.add('mistake'))).toBe(closeCodes.badMessage)
  expect(await waitFor(() => server.logged().length >= 10)).toBe(true)
  await server.memory()
  // Two minutes may have had a part in it.
  expect(server.logged().length).toBeLessThanOrEqual(20)
})
