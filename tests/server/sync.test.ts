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
import { closeCodes, message, readSaved, syncStep, type SyncStep } from '../../shared/protocol/sync.ts'
import type { Doorkeeper, Storage } from '../../server/ports.ts'
import { openStorage } from '../../server/storage/storage.ts'
import { serveBoards, type BoardServer } from '../../server/sync/boards.ts'
import { limits } from '../../server/sync/limits.ts'
import { realWorld } from '../../server/world.ts'
import { diskFull } from '../kit/disk-full.ts'

let dir: string
let storage: Storage
let boards: BoardServer
let url: string
let stop: () => Promise<void>

const doorkeeper: Doorkeeper = {
  isOurPage: () => true,
  isOurHost: () => true,
  isSafe: () => true,
  asTheyAre: (person) => person,
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
    world: realWorld,
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

function frame(step: SyncStep, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.sync)
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
    if (type === message.saved) state.saved = readSaved(decoder)
    if (type !== message.sync) return
    const step = decoding.readVarUint(decoder)
    if (step === syncStep.step1) return
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), 'wire')
    if (step === syncStep.step2) state.synced = true
  })
  doc.on('update', (update, origin) => {
    if (origin !== 'wire') socket.send(frame(syncStep.update, update))
  })
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(frame(syncStep.step1, Y.encodeStateVector(doc)))
  await expect.poll(() => state.synced).toBe(true)
  const add = (id: string) => doc.getMap('cards').set(id, new Y.Map(Object.entries({ kind: 'market', order: 1 })))
  return { socket, doc, state, add, cards: () => [...doc.getMap('cards').keys()].sort() }
}

/** From here on each batch of edits waits before the disk until it is let go. */
function holdBatches(): (() => void)[] {
  const real = storage.appendEdits
  const batches: (() => void)[] = []
  Object.assign(storage, {
    appendEdits: async (records: Parameters<Storage['appendEdits']>[0]) => {
      await new Promise<void>((resolve) => batches.push(resolve))
      return real(records)
    },
  })
  return batches
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

test('a snapshot that the disk refused is made when the board is let go of, and is not tried again with every edit', async () => {
  const real = storage.compactBoard
  let [tries, refuses] = [0, true]
  Object.assign(storage, {
    compactBoard: (...asked: Parameters<Storage['compactBoard']>) => {
      tries++
      return refuses ? Promise.reject(diskFull()) : real(...asked)
    },
  })
  const ann = await enter('ann')
  const add = async (count: number) => {
    const saved = ann.state.saved + count
    for (let index = 0; index < count; index++) ann.add(`card-${saved}-${index}`)
    await expect.poll(() => ann.state.saved).toBe(saved)
  }
  await add(500)
  expect(tries).toBe(1)
  for (let index = 0; index < 3; index++) await add(1)
  expect(tries).toBe(1)
  await add(497)
  expect(tries).toBe(2)
  refuses = false
  ann.socket.close()
  await expect.poll(() => tries).toBe(3)
  await expect.poll(async () => (await storage.loadBoard('meeting', 'board')).updates.length).toBe(0)
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
    mallory.socket.send(frame(syncStep.step2, new Uint8Array([0, 0])))
    mallory.socket.send(frame(syncStep.update, attack(ann.doc)))
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
  const batches = holdBatches()
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

/** A laptop that comes back and lags: its first frame stands on work that its sync step 2 is still to bring, its second on nothing. */
async function lag() {
  const [ann, bob] = [await enter('ann'), await enter('bob')]
  bob.add('old')
  await expect.poll(() => ann.cards()).toEqual(['old'])
  const away = new Y.Doc()
  Y.applyUpdate(away, Y.encodeStateAsUpdate(ann.doc))
  const frames: Uint8Array[] = []
  away.on('update', (update: Uint8Array) => frames.push(frame(syncStep.update, update)))
  for (const id of ['offline', 'next']) away.getMap('cards').set(id, new Y.Map(Object.entries({ kind: 'market', order: 1 })))
  away.getMap('cards').delete('old')
  ann.socket.send(frames[1] ?? '')
  const bring = () => ann.socket.send(frame(syncStep.step2, Y.encodeStateAsUpdate(away, Y.encodeStateVector(ann.doc))))
  return { ann, bob, takeAway: () => ann.socket.send(frames[2] ?? ''), bring }
}

/** Resolves when the server has taken all that the laptop sent before. */
async function taken({ socket }: { readonly socket: WebSocket }): Promise<void> {
  socket.ping()
  await new Promise((resolve) => socket.once('pong', resolve))
}

test('what was passed by is not called saved before the step 2 that brings it is on disk, whoever’s edit leaves meanwhile', async () => {
  const { ann, bob, takeAway, bring } = await lag()
  takeAway()
  await expect.poll(() => bob.cards()).toEqual([])
  const batches = holdBatches()
  bob.add('mate')
  await expect.poll(() => batches.length).toBe(1)
  bring()
  await taken(ann)
  batches[0]?.()
  // The mate's edit would have brought the word along.
  await expect.poll(() => ann.cards()).toContain('mate')
  const told = ann.state.saved
  batches[1]?.()
  expect(told).toBe(0)
  await expect.poll(() => ann.state.saved).toBe(3)
  expect(bob.cards()).toEqual(['mate', 'next', 'offline'])
})

test('an edit that was on its way when step 2 came does not call saved what was passed by before it', async () => {
  const { ann, bob, takeAway, bring } = await lag()
  const batches = holdBatches()
  bob.add('first')
  await expect.poll(() => batches.length).toBe(1)
  takeAway()
  await taken(ann)
  bob.add('mate')
  await taken(bob)
  batches[0]?.()
  await expect.poll(() => batches.length).toBe(2)
  bring()
  await taken(ann)
  batches[1]?.()
  await expect.poll(() => ann.cards()).toContain('mate')
  const told = ann.state.saved
  batches[2]?.()
  expect(told).toBe(0)
  await expect.poll(() => ann.state.saved).toBe(3)
  expect(bob.cards()).toEqual(['first', 'mate', 'next', 'offline'])
})
