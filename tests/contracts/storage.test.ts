import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Storage } from '../../server/ports.ts'
import { openStorage } from '../../server/storage/storage.ts'
import { littleRooms } from '../kit/little-room.ts'
import { edit, openOne, refused, textsOf, type Open } from './storage-kit.ts'
import { laws } from './storage-laws.ts'

/** Any storage that stands behind `server/ports.ts`. A second one gets these laws by a line here. */
const storages: Readonly<Record<string, Open>> = { 'SQLite on disk': openStorage }
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const dirs: string[] = []
afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))))

async function freshDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-storage-'))
  dirs.push(dir)
  return dir
}

describe.each(Object.entries(storages))(`the storage: %s (seed ${seed})`, (_name, open) => {
  test.each(Object.entries(laws))('keeps its promise: %s', async (_law, law) => {
    expect(await law(open, await freshDir(), seed)).toEqual([])
  })
})

type Weakness = (real: Storage) => Partial<Storage>
/** The real one with a promise broken: each is found out by the law of its name. */
const broken: { readonly [Name in keyof typeof laws]: Weakness } = {
  order: (real) => ({
    loadBoard: async (...asked) => {
      const found = await real.loadBoard(...asked)
      return { ...found, updates: found.updates.toReversed() }
    },
  }),
  atomic: (real) => ({
    async appendEdits(records) {
      for (const record of records) await real.appendEdits([record])
    },
  }),
  commands: (real) => ({ appendCommand: (session, entry) => real.appendCommand(session, entry).catch(() => undefined) }),
  definitions: (real) => ({ appendCommand: (session, { exercises: _, ...entry }) => real.appendCommand(session, entry) }),
  compaction: (real) => ({ compactBoard: (session, board, upTo, state) => real.compactBoard(session, board, upTo + 2, state) }),
  damage: (real) => ({
    loadBoard: async (...asked) => ({ ...(await real.loadBoard(...asked)), snapshot: new Uint8Array([1]) }),
  }),
  facts: (real) => ({
    loadSession: async (id) => {
      const found = await real.loadSession(id)
      return found && { ...found, session: { ...found.session, revision: 3, turn: 0 } }
    },
  }),
  versions: (real) => ({ versions: async (...asked) => (await real.versions(...asked)).toReversed() }),
  ids: (real) => ({ loadSession: (id) => real.loadSession(id).catch(() => null) }),
  tokens: (real) => ({ saveToken: (token) => real.saveToken({ ...token, revoked: false }) }),
  alone: () => ({ close: () => Promise.resolve() }),
}

test.each(Object.entries(broken))('control: a storage that breaks its promise is found out: %s', async (name, weakness) => {
  const opened: Storage[] = []
  const open: Open = async (dir) => {
    const real = await openStorage(dir)
    opened.push(real)
    return { ...real, ...weakness(real) }
  }
  expect(await laws[name as keyof typeof laws](open, await freshDir(), seed)).not.toEqual([])
  await Promise.all(opened.map((one) => one.close()))
})

const rooms = littleRooms()
afterAll(() => rooms.forEach((room) => room.close()))

test.each(rooms.map((room) => [room.name, room] as const))('the storage, when %s', async (_name, room) => {
  let storage = await openOne(openStorage, room.dir)
  const acknowledged: string[] = []
  let sequence = 0
  const write = async (bytes: number) => {
    const record = edit(++sequence, `${sequence} ${'z'.repeat(bytes)}`)
    const answer = await refused(storage.appendEdits([record]))
    if (answer === null) acknowledged.push(new TextDecoder().decode(record.update))
    else sequence--
    return answer
  }
  for (let count = 0; count < 20; count++) expect(await write(2000)).toBeNull()
  for (let round = 0; round < 3; round++) {
    room.fill()
    let answer: string | null = null
    for (let count = 0; count < 40 && answer === null; count++) answer = await write(100_000)
    expect(answer).toMatch(/full|I\/O|disk|ENOSPC|EFBIG/i)
    for (const file of ['one', null]) expect(await refused(storage.tryWriting(file))).not.toBeNull()
    // Reading goes on meanwhile, and what was refused is not there.
    expect(await textsOf(storage)).toEqual(acknowledged)
    room.free()
    for (const file of ['one', null]) expect(await refused(storage.tryWriting(file))).toBeNull()
    expect(await write(100_000)).toBeNull()
  }
  await storage.close()
  storage = await openStorage(room.dir)
  expect(await textsOf(storage)).toEqual(acknowledged)
  await storage.close()
})

test.each(rooms.map((room) => [room.name, room] as const))(
  'control: a storage that says yes all the same, when %s',
  async (_name, room) => {
    const real = await openStorage(room.dir)
    await real.createSession({ ...(await real.sessions())[0]!, id: 'hasty' }, [])
    const hasty = {
      ...real,
      appendEdits: (records: Parameters<Storage['appendEdits']>[0]) => real.appendEdits(records).catch(() => undefined),
    }
    room.fill()
    const acknowledged: string[] = []
    for (let count = 1; count <= 40; count++) {
      const record = edit(count, `${count} ${'z'.repeat(100_000)}`, 'board', 'hasty')
      if ((await refused(hasty.appendEdits([record]))) === null) acknowledged.push(new TextDecoder().decode(record.update))
    }
    room.free()
    expect(await textsOf(real, 'board', 'hasty')).not.toEqual(acknowledged)
    await real.close()
  },
)
