import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Retention } from '../../server/archive/retention.ts'
import type { Session } from '../../shared/session/session.ts'
import { sampleReport } from '../kit/report-sample.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer, type TestServer } from './kit/server.ts'

const day = 86_400_000
/** Copying and shredding take their time on a machine that is busy. */
const patienceMs = 30_000
const servers: TestServer[] = []
const copies: string[] = []
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  for (const copy of copies) rmSync(copy, { recursive: true, force: true })
})

/** Sessions that end, without a server around them. */
function kept(...sessions: Session[]) {
  const state = { now: 0, inUse: new Set<string>(), diskRefuses: false, wiped: [] as string[], left: sessions }
  const retention = new Retention({
    sessions: () => state.left,
    now: () => state.now,
    isInUse: ({ id }) => state.inUse.has(id),
    wipe: (id) => {
      if (state.diskRefuses) return Promise.resolve(false)
      state.wiped.push(id)
      state.left = state.left.filter((one) => one.id !== id)
      return Promise.resolve(true)
    },
  })
  return { state, look: async (times: number) => { for (let at = 0; at < times; at++) await retention.look() } } // prettier-ignore
}
const { session } = sampleReport('en')
const until = (id: string, keepUntil: number) => ({ ...session, id, keepUntil })

test('a session goes when seven looks in a row found it a day past its date; one without a date, or with a later one, stays', async () => {
  const { keepUntil: _, ...always } = until('always', 0)
  const { state, look } = kept(until('a', 10 * day), always, until('b', 99 * day))
  state.now = 11 * day - 1
  await look(20)
  expect(state.wiped).toEqual([])
  state.now = 11 * day
  await look(6)
  expect(state.wiped).toEqual([])
  await look(1)
  expect(state.wiped).toEqual(['a'])
  await look(20)
  expect(state.wiped).toEqual(['a'])
})

test('C7: a clock that is years ahead for an hour ends nothing, nor does one that is a day fast for good', async () => {
  const { state, look } = kept(until('a', 10 * day))
  state.now = 4000 * day
  await look(6)
  state.now = 5 * day
  await look(1)
  state.now = 4000 * day
  await look(6)
  expect(state.wiped).toEqual([])
  // The control: left wrong for longer it is taken for the time.
  await look(1)
  expect(state.wiped).toEqual(['a'])
})

test('nothing ends while somebody is connected, while the disk refuses, or after the date was changed', async () => {
  const { state, look } = kept(until('a', 10 * day))
  state.now = 20 * day
  state.inUse.add('a')
  await look(20)
  state.inUse.clear()
  await look(6)
  state.left = [until('a', 11 * day)]
  await look(6)
  state.diskRefuses = true
  await look(5)
  expect(state.wiped).toEqual([])
  state.diskRefuses = false
  await look(1)
  expect(state.wiped).toEqual(['a'])
})

/** None where the file has gone since it was listed: a copy that is made anew takes its place. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}

test(
  'P1: past its date a session is nowhere in the folder nor in the live copy, as after the typed confirmation; not while a laptop is connected',
  { timeout: 120_000 },
  async () => {
    const copyTo = mkdtempSync(join(tmpdir(), 'roundtable-copy-'))
    copies.push(copyTo)
    let now = Date.now()
    const server = await startServer({ now: () => now, copyTo, copyEveryMs: 200, retentionEveryMs: 40 })
    servers.push(server)
    const ann = await server.facilitator('Ann')
    const [made, other] = [await server.session(ann), await server.session(ann)]
    const board = server.serving.openSessions.session(made.id)!.agenda[0]!.boards[
      server.serving.openSessions.session(made.id)!.groups[0]!.id
    ]!
    const laptop = await server.seat(made.code, 0, 'Canaryname')
    const link = await laptop.connect('seat', made.id)
    const writing = await new BoardSocket(laptop, 'seat', board).settled()
    writing.add('first', { name: { own: 'Canarywords' } })
    expect(await waitFor(() => writing.saved === writing.sent, patienceMs)).toBe(true)
    writing.leave()
    const console = await ann.connect('facilitator', made.id)
    const command = { do: 'keep-until' as const, until: now + day }
    expect(await console.send({ id: 'keep', turn: null, command })).toMatchObject({ ok: true })
    expect(server.serving.openSessions.session(made.id)?.keepUntil).toBe(now + day)
    console.socket.close()
    const files = (of: string) => readdirSync(join(of, 'sessions'))
    linkSync(join(server.dataDir, 'sessions', `${made.id}.sqlite`), join(server.dataDir, 'bare-disk'))
    const found = (of: string) => {
      const all = [of, join(of, 'sessions')].flatMap((dir) => readdirSync(dir, { withFileTypes: true }).filter((one) => one.isFile()).map(({ name }) => bytesOf(join(dir, name)))) // prettier-ignore
      return ['Canaryname', 'Canarywords'].filter((word) => all.some((bytes) => bytes.includes(word)))
    }
    // Control: the sweep sees what is there, in both places.
    expect(await waitFor(() => files(copyTo).includes(`${made.id}.sqlite`) && found(copyTo).length === 2, patienceMs)).toBe(true)
    expect(found(server.dataDir)).toEqual(['Canaryname', 'Canarywords'])

    now += 2 * day
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(server.serving.openSessions.session(made.id)).not.toBeNull()
    link.socket.close()
    expect(await waitFor(() => server.serving.openSessions.session(made.id) === null, patienceMs)).toBe(true)
    expect(await waitFor(() => !files(server.dataDir).some((name) => name.startsWith(made.id)), patienceMs)).toBe(true)
    // A copy that was on its way at that moment.
    writeFileSync(join(copyTo, 'sessions', `${made.id}.sqlite.part`), 'Canarywords')
    expect(await waitFor(() => !files(copyTo).some((name) => name.startsWith(made.id)), patienceMs)).toBe(true)
    // The file goes first, what the log of edits holds of it a moment later: nobody is told of it here before both are done.
    await waitFor(() => [...found(server.dataDir), ...found(copyTo)].length === 0, patienceMs)
    expect([...found(server.dataDir), ...found(copyTo)]).toEqual([])
    expect(server.serving.openSessions.sessions().map(({ id }) => id)).toEqual([other.id])
  },
)
