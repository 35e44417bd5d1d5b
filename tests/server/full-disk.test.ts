import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { CannotSave } from '../../server/cannot-save.ts'
import { Disk } from '../../server/disk.ts'
import type { WritingStorage } from '../../server/ports.ts'
import { openStorage } from '../../server/storage/storage.ts'
import { edit, makeSession } from '../contracts/storage-kit.ts'
import { littleRooms, type LittleRoom } from '../kit/little-room.ts'
import { waitFor } from './kit/board-socket.ts'

const rooms = littleRooms()
afterAll(() => rooms.forEach((room) => room.close()))

const many = 40
const text = 'z'.repeat(200_000)
const state = new Uint8Array(200_000)
const token = { hat: 'seat', person: { is: 'nobody' }, created: 1, expires: 2, revoked: false } as const
const wiped = Array.from({ length: many }, (_, number) => makeSession(`wiped${number}`))

/** A write of each sort, as often as it takes until there is no room. */
const writes: { readonly [Name in keyof WritingStorage]: (storage: WritingStorage, number: number) => Promise<unknown> } = {
  createSession: (storage, number) => storage.createSession({ ...makeSession(`made${number}`), title: text }, []),
  importSession: (storage, number) =>
    storage.importSession(makeSession(`came${number}`), [], [{ board: `came${number}`, state, lastEdit: null, clients: [] }], 1),
  wipeSession: (storage, number) => storage.wipeSession(`wiped${number}`, 1),
  appendCommand: (storage, number) =>
    storage.appendCommand(
      { ...makeSession('one'), title: text },
      { id: `c${number}`, at: 1, by: text, command: { do: 'add-group' }, answer: { ok: true, revision: 1 } },
    ),
  appendEdits: (storage, number) => storage.appendEdits([edit(number + 1, text)]),
  compactBoard: (storage, number) => storage.compactBoard('one', `compact${number}`, 1, state),
  keepVersion: (storage, number) => storage.keepVersion('one', 'kept', { at: 1, why: 'hand-in', upTo: number + 1, state }),
  saveTemplate: (storage, number) => storage.saveTemplate('one', { number, text }),
  saveToken: (storage, number) => storage.saveToken({ ...token, hash: `${number}${text}` }),
}

/** What the first write that is refused is refused with; null when none was. */
async function refusalOf(write: (number: number) => Promise<unknown>): Promise<unknown> {
  for (let number = 0; number < many; number++) {
    const error: unknown = await write(number).then(() => null, (error: unknown) => error) // prettier-ignore
    if (error !== null) return error
  }
  return null
}

async function openDisk(room: LittleRoom, name: string) {
  const dir = join(room.dir, name)
  mkdirSync(dir)
  const real = await openStorage(dir)
  const disk = new Disk(real, dir, () => undefined)
  return { disk, real }
}

test.each(rooms.map((room) => [room.name, room] as const))(
  'whatever the storage writes is told as refused by the disk when %s, and is possible again afterwards',
  async (_name, room) => {
    const { disk, real } = await openDisk(room, 'full')
    for (const session of [makeSession('one'), ...wiped]) await real.createSession(session, [])
    const all = Object.entries(writes).map(([name, write]) => [name, (number: number) => write(disk.storage, number)] as const)
    room.fill()
    for (const [name, write] of all) expect([name, await refusalOf(write)]).toEqual([name, expect.any(CannotSave)])
    expect(disk.state).toBe('refuses')
    room.free()
    expect(await waitFor(() => disk.state !== 'refuses')).toBe(true)
    for (const [, write] of all) await write(many)
    disk.close()
    await real.close()
  },
)

test('what only a mistake of ours makes the storage refuse is not called the disk’s, and nobody is told of a full disk', async () => {
  const { disk, real } = await openDisk(rooms[0]!, 'mistakes')
  await disk.storage.createSession(makeSession('one'), [])
  await disk.storage.appendEdits([edit(1)])
  const mistakes: Readonly<Record<string, Promise<unknown>>> = {
    'the number of an edit is taken': disk.storage.appendEdits([edit(1)]),
    'not the id of a session': disk.storage.saveTemplate('../one', {}),
    'the session is here already': disk.storage.importSession(makeSession('one'), [], [], 1),
    'UNIQUE constraint failed: sessions.id': disk.storage.createSession(makeSession('one'), []),
  }
  for (const [says, made] of Object.entries(mistakes)) {
    const error: unknown = await made.catch((error: unknown) => error)
    expect([says, error instanceof Error && error.message, error instanceof CannotSave]).toEqual([says, says, false])
  }
  expect(disk.state).toBe('well')
  disk.close()
  await real.close()
})
