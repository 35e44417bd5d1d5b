import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { closeCodes, readSaved } from '../../shared/protocol/sync.ts'
import type { Doorkeeper, Storage } from '../../server/ports.ts'
import { openStorage } from '../../server/storage/storage.ts'
import { serveBoards, type BoardServer } from '../../server/sync/boards.ts'
import { limits } from '../../server/sync/limits.ts'

let dir: string
let storage: Storage
let boards: BoardServer
let url: string
let stop: () => Promise<void>

const doorkeeper: Doorkeeper = {
  isOurPage: () => true,
  isOurHost: () => true,
  isSafe: () => true,
  personOf: (request) => Promise.resolve({ is: 'seat', session: 'meeting', seat: request.headers['x-seat'] as string, group: 'a' }),
  watch: () => () => undefined,
  signOut: () => Promise.resolve(),
  admit: (person) => ({
    session: 'meeting',
    rights: person.is === 'seat' && person.seat === 'reader' ? 'read' : 'write',
    seat: person.is === 'seat' ? person.seat : '',
  }),
}

async function start(versionMs?: number): Promise<void> {
  storage = await openStorage(dir)
  boards = serveBoards({
    storage,
    doorkeeper,
    world: { now: Date.now, bytes: (count) => randomBytes(count) },
    limits: { ...limits, releaseAfterMs: 10 },
    ...(versionMs === undefined ? {} : { versionMs }),
  })
  const http = createServer()
  http.on('upgrade', (request, socket, head) => boards.handleUpgrade(request, socket, head))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/rt/seat/y/board`
  stop = async () => {
    await boards.close()
    await storage.close()
    http.closeAllConnections()
    http.close()
  }
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'roundtable-'))
  await start()
})
afterEach(async () => {
  await stop()
  await rm(dir, { recursive: true })
})

function frame(step: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, bytes)
  return encoding.toUint8Array(encoder)
}

async function enter(seat: string) {
  const socket = new WebSocket(url, { headers: { 'x-seat': seat } })
  const doc = new Y.Doc()
  const state = { saved: 0, synced: false, code: 0 }
  socket.on('close', (code) => (state.code = code))
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type === 100) state.saved = readSaved(decoder)
    if (type !== 0) return
    const step = decoding.readVarUint(decoder)
    if (step === 0) return
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), 'wire')
    if (step === 1) state.synced = true
  })
  doc.on('update', (update, origin) => {
    if (origin !== 'wire') socket.send(frame(2, update))
  })
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(frame(0, Y.encodeStateVector(doc)))
  await expect.poll(() => state.synced).toBe(true)
  const add = (id: string) => doc.getMap('cards').set(id, new Y.Map(Object.entries({ kind: 'market', order: 1 })))
  return { socket, doc, state, add, cards: () => [...doc.getMap('cards').keys()].sort() }
}

test('an edit reaches the others and is acknowledged, and a new server on the same data has it', async () => {
  const ann = await enter('ann')
  const bob = await enter('bob')
  ann.add('one')
  await expect.poll(() => bob.cards()).toEqual(['one'])
  await expect.poll(() => ann.state.saved).toBe(1)
  await stop()
  await start()
  expect((await enter('eve')).cards()).toEqual(['one'])
})

test('a long session on one board leaves few records, and all of its content', async () => {
  const ann = await enter('ann')
  for (let index = 0; index < 1200; index++) ann.add(`card-${index}`)
  await expect.poll(() => ann.state.saved, { timeout: 10_000 }).toBe(1200)
  await expect.poll(async () => (await storage.loadBoard('meeting', 'board')).updates.length).toBeLessThan(500)
  ann.add('last')
  await expect.poll(() => ann.state.saved).toBe(1201)
  await stop()
  await start()
  expect((await enter('eve')).cards()).toHaveLength(1201)
})

test('a read-only socket changes nothing', async () => {
  const reader = await enter('reader')
  reader.add('mine')
  const ann = await enter('ann')
  ann.add('one')
  await expect.poll(() => ann.state.saved).toBe(1)
  expect((await enter('bob')).cards()).toEqual(['one'])
})

const attacks: Record<string, (victim: Y.Doc) => Uint8Array> = {
  'a forged client id': (victim) => {
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(victim))
    forged.clientID = victim.clientID
    const before = Y.encodeStateVector(forged)
    forged.getMap('cards').set('forged', new Y.Map())
    return Y.encodeStateAsUpdate(forged, before)
  },
  'a foreign root': () => {
    const doc = new Y.Doc()
    doc.getMap('other').set('a', 1)
    return Y.encodeStateAsUpdate(doc)
  },
  'a key of the prototype': () => {
    const doc = new Y.Doc()
    doc.getMap('cards').set('__proto__', new Y.Map())
    return Y.encodeStateAsUpdate(doc)
  },
  'a gap': () => {
    const doc = new Y.Doc()
    doc.getMap('cards').set('a', new Y.Map())
    const before = Y.encodeStateVector(doc)
    doc.getMap('cards').set('b', new Y.Map())
    return Y.encodeStateAsUpdate(doc, before)
  },
  'a card inside a card': () => {
    const doc = new Y.Doc()
    doc.getMap('cards').set('a', new Y.Map([['deep', new Y.Map([['deeper', 1]])]]))
    return Y.encodeStateAsUpdate(doc)
  },
  noise: () => randomBytes(50),
}

for (const [name, attack] of Object.entries(attacks))
  test(`${name} is refused, its sender dropped, and nobody else notices`, async () => {
    const ann = await enter('ann')
    ann.add('one')
    await expect.poll(() => ann.state.saved).toBe(1)
    const mallory = await enter('mallory')
    // A client that has caught up has no excuse for a gap.
    mallory.socket.send(frame(1, new Uint8Array([0, 0])))
    mallory.socket.send(frame(2, attack(ann.doc)))
    await expect.poll(() => mallory.state.code).toBe(name === 'a forged client id' ? closeCodes.otherClientId : closeCodes.badMessage)
    ann.add('two')
    await expect.poll(() => ann.state.saved).toBe(2)
    expect((await enter('bob')).cards()).toEqual(['one', 'two'])
  })

test('a board is let go of after the last has left', async () => {
  const ann = await enter('ann')
  ann.add('one')
  await expect.poll(() => ann.state.saved).toBe(1)
  ann.socket.close()
  await expect.poll(() => boards.open()).toBe(0)
  expect((await enter('bob')).cards()).toEqual(['one'])
})

test('a second server on the same data is refused', async () => {
  await expect(openStorage(dir)).rejects.toThrow('Another Roundtable is running')
})

test('a board that people work on is kept from time to time, and once when nobody changes it', async () => {
  await stop()
  await start(20)
  const kept: number[] = []
  const real = storage.keepVersion
  Object.assign(storage, {
    keepVersion: async (...[session, board, version]: Parameters<Storage['keepVersion']>) => {
      await real(session, board, version)
      kept.push(version.upTo ?? 0)
    },
  })
  const ann = await enter('ann')
  ann.add('one')
  await expect.poll(() => kept).toEqual([1])
  ann.add('two')
  await expect.poll(() => kept.at(-1)).toBe(2)
  // Others look at the board, the clock turns again and again, and nothing changes.
  for (let visit = 0; visit < 5; visit++) (await enter('bob')).socket.close()
  ann.add('three')
  await expect.poll(() => kept.at(-1)).toBe(3)
  expect(kept).toEqual([1, 2, 3])
})

test('a hand-in is kept when what it saw is on disk, however long others go on typing on a slow disk', async () => {
  const ann = await enter('ann')
  const real = storage.appendEdits
  const batches: (() => void)[] = []
  Object.assign(storage, {
    appendEdits: async (records: Parameters<Storage['appendEdits']>[0]) => {
      await new Promise<void>((resolve) => batches.push(resolve))
      return real(records)
    },
  })
  ann.add('one')
  await expect.poll(() => batches.length).toBe(1)
  const keeping = boards.keepHandedIn('meeting', 'board')
  ann.add('two')
  batches[0]?.()
  await expect.poll(() => batches.length).toBe(2)
  // The second edit is still on its way.
  await keeping
  batches[1]?.()
  await expect.poll(() => ann.state.saved).toBe(2)
})
