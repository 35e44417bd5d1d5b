import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type * as Y from 'yjs'
import { cardsRoot } from '../../../shared/board/board.ts'
import { controlPath } from '../../../shared/protocol/control.ts'
import { syncStep } from '../../../shared/protocol/sync.ts'
import type { SessionView } from '../../../shared/session/view.ts'
import type { Storage } from '../../../server/ports.ts'
import { admitEdit } from '../../../server/sync/gate.ts'
import { isLong, sized } from '../../kit/size.ts'
import { BoardSocket, syncFrame, waitFor } from '../kit/board-socket.ts'
import type { Laptop } from '../kit/people.ts'
import { startProcess, type ProcessOptions, type ServerProcess } from '../kit/process.ts'
import { startServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

const MiB = 1_048_576
/** Controls that measure memory for long: they run with the long form. */
const long = test.runIf(isLong)
let running: ServerProcess | null = null
let dataDir = ''
afterEach(async () => {
  await running?.kill()
  await rm(dataDir, { recursive: true, force: true })
})

async function start(options: Partial<ProcessOptions> = {}): Promise<ServerProcess> {
  dataDir = await mkdtemp(join(tmpdir(), 'roundtable-a15-'))
  running = await startProcess({ dataDir, ...options })
  return running
}

const boardOf = ({ agenda }: SessionView, index = 0) => Object.values(agenda[0]?.boards ?? {})[index] ?? ''

/** Opens, fills and leaves boards of a session with 30 tables, a few at a time. */
async function visitAll(ann: Laptop, server: ServerProcess): Promise<string> {
  const { id, code } = await server.session(ann, 30)
  const link = await ann.connect('facilitator', id)
  for (let group = 0; group < 30; group += 10)
    await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const seat = await server.seat(code, group + index, 'Aida')
        const people = [1, 2, 3].map(() => new BoardSocket(seat, 'seat', boardOf(link.view, group + index)))
        await Promise.all(people.map((one) => one.settled()))
        people[0]?.add('large', { note: 'x'.repeat(100_000) })
        await waitFor(() => people.every((one) => one.cards().length === 1))
        people.forEach((one) => one.leave())
      }),
    )
  link.socket.close()
  return id
}

/** What 30 boards and the session they belong to leave behind after the last has gone, beyond a first visit. */
async function leftBehind(options: Partial<ProcessOptions>): Promise<{ bytes: number; timers: number }> {
  const server = await start(options)
  const ann = await server.facilitator('Ann')
  await visitAll(ann, server)
  const settle = async () => {
    await waitFor(() => false, 700)
    return server.memory()
  }
  const before = await settle()
  const left = await visitAll(ann, server)
  await settle()
  // Somebody fetches something about them when all have gone.
  await (await ann.get(`/rt/facilitator/worked/${left}`)).text()
  const after = await settle()
  return { bytes: after.bytes - before.bytes, timers: after.timers - before.timers }
}

test('A15: boards and sessions that nobody uses leave neither memory nor timers behind', async () => {
  const { bytes, timers } = await leftBehind({ releaseAfterMs: 100 })
  expect(bytes).toBeLessThan(1.5 * MiB)
  expect(timers).toBeLessThan(3)
})

long('A15, control: boards that are never let go of stay', async () => {
  expect((await leftBehind({ without: 'limits' })).bytes).toBeGreaterThan(2.5 * MiB)
})

/** How much the server grows while three laptops do not read their board and others write 40 MB. */
async function growsByUnreadBoards(options: Partial<ProcessOptions>): Promise<number> {
  const server = await start(options)
  const ann = await server.facilitator('Ann')
  const { id, code } = await server.session(ann)
  const seat = await server.seat(code, 0, 'Aida')
  const link = await seat.connect('seat', id)
  link.socket.close()
  const open = () => new BoardSocket(seat, 'seat', boardOf(link.view)).settled()
  const [writer, honest] = [await open(), await open()]
  const stalled = await Promise.all([open(), open(), open()])
  stalled.forEach(({ socket }) => socket.pause())
  const before = (await server.memory()).bytes
  for (let count = 0; count < 200; count++) {
    writer.add('one', { note: String(count).padEnd(200_000, 'x') })
    if (count % 10 === 9) await waitFor(() => writer.saved === writer.sent)
  }
  const end = () => (honest.doc.getMap(cardsRoot).get('one') as Y.Map<string> | undefined)?.get('note')?.startsWith('199') === true
  expect(await waitFor(end, 20_000)).toBe(true)
  const grown = (await server.memory()).bytes - before
  for (const one of [writer, honest, ...stalled]) one.leave()
  return grown
}

test('A15: laptops that do not read their board cost the server a bounded piece of memory, and the others go on', async () => {
  expect(await growsByUnreadBoards({})).toBeLessThan(20 * MiB)
})

long('A15, control: without the limit all that was not read is held', async () => {
  expect(await growsByUnreadBoards({ without: 'limits' })).toBeGreaterThan(25 * MiB)
})

/** A control connection that signs in and then reads nothing more. */
async function stallControl(ann: Laptop, session: string): Promise<WebSocket> {
  const url = `${ann.base.replace('http', 'ws')}${controlPath('facilitator')}/?EIO=4&transport=websocket&session=${session}`
  const socket = new WebSocket(url, { headers: { cookie: ann.cookie, origin: ann.base } })
  let isIn = false
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer) => {
    const said = data.toString()
    if (said.startsWith('0')) socket.send('40')
    if (said.startsWith('42["view"')) isIn = true
  })
  await waitFor(() => isIn)
  socket.pause()
  return socket
}

/** How much the server grows while 3 consoles do not read and a session of 230 kB changes 50 times or more. */
async function growsByUnreadViews(options: Partial<ProcessOptions>): Promise<number> {
  const server = await start(options)
  const ann = await server.facilitator('Ann')
  const { id } = await server.session(ann)
  const link = await ann.connect('facilitator', id)
  for (let count = 0; count < 4; count++) {
    const keys = Array.from({ length: 700 }, (_, index) => `${`g${count}`.padEnd(38, 'x')}:${String(index).padEnd(38, 'x')}`)
    const command = { do: 'decide', decision: `d${count}`, what: { act: 'keep-apart', keys } }
    expect(await link.send({ id: `d${count}`, turn: null, command })).toMatchObject({ ok: true })
  }
  const stalled = await Promise.all([1, 2, 3].map(() => stallControl(ann, id)))
  const group = link.view.groups[0]?.id
  const before = (await server.memory()).bytes
  for (let count = 0; count < sized(50, 100); count++) {
    await link.send({ id: `n${count}`, turn: null, command: { do: 'name-group', group, name: `Table ${count}` } })
    await new Promise<void>((resolve) => link.socket.once('view', () => resolve()))
  }
  const grown = (await server.memory()).bytes - before
  stalled.forEach((socket) => socket.terminate())
  link.socket.close()
  return grown
}

test('A15: consoles that do not read cost the latest of each event, however often the session changes', async () => {
  expect(await growsByUnreadViews({})).toBeLessThan(8 * MiB)
})

long('A15, control: without the outbox every view that was not read is held', async () => {
  expect(await growsByUnreadViews({ without: 'outbox' })).toBeGreaterThan(20 * MiB)
})

/** How many bytes of edits the server takes from one socket while the disk answers nothing. */
async function takenFromOneSocket(weakness: object): Promise<number> {
  let taken = 0
  let free = () => {}
  const disk = new Promise<void>((resolve) => (free = resolve))
  const storage = (real: Storage): Storage => ({ ...real, appendEdits: (records) => disk.then(() => real.appendEdits(records)) })
  const gate =
    () =>
    (...[update, ...rest]: Parameters<typeof admitEdit>) => {
      taken += update.length
      return admitEdit(update, ...rest)
    }
  const server = await startServer({ adapters: { ...weakness, storage, gate } })
  const { id, code } = await server.session(await server.facilitator('Ann'))
  const seat = await server.seat(code, 0, 'Aida')
  const link = await seat.connect('seat', id)
  link.socket.close()
  const writer = await new BoardSocket(seat, 'seat', boardOf(link.view)).settled()
  for (let count = 0; count < 30; count++) writer.add('one', { note: String(count).padEnd(200_000, 'x') })
  await waitFor(() => taken >= 29 * 200_000, 1500)
  const whileHeld = taken
  free()
  // Nothing is lost: it is read as soon as the disk goes on.
  expect(await waitFor(() => writer.saved === writer.sent, 10_000)).toBe(true)
  writer.leave()
  await server.close()
  return whileHeld
}

test('A15: a socket that is far ahead of the disk is not read until the disk has caught up', async () => {
  expect(await takenFromOneSocket({})).toBeLessThan(2 * MiB)
})

test('A15, control: without the limit everything is taken in', async () => {
  expect(await takenFromOneSocket(weak.limits)).toBeGreaterThan(5 * MiB)
})

test('A15: a board is full when what stands on it is too large, not when much was written and removed', async () => {
  const server = await startServer()
  const { id, code } = await server.session(await server.facilitator('Ann'))
  const seat = await server.seat(code, 0, 'Aida')
  const link = await seat.connect('seat', id)
  link.socket.close()
  const writer = await new BoardSocket(seat, 'seat', boardOf(link.view)).settled()
  for (let count = 0; count < 60; count++) writer.add('one', { note: String(count).padEnd(200_000, 'x') })
  expect(await waitFor(() => writer.saved === writer.sent || writer.code !== 0, 10_000)).toBe(true)
  expect(writer.code).toBe(0)
  // The control: as much again that stays is too large.
  for (let count = 0; count < 60; count++) writer.add(`c${count}`, { note: 'x'.repeat(200_000) })
  expect(await waitFor(() => writer.code !== 0, 10_000)).toBe(true)
  expect(writer.code).toBe(4413)
  writer.send(syncFrame(syncStep.step1, new Uint8Array([0])))
  await server.close()
})
