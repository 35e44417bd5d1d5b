import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { cardsRoot } from '../../../shared/board/board.ts'
import type { Adapters } from '../../../server/adapters.ts'
import type { Storage } from '../../../server/ports.ts'
import type { DiskState } from '../../../shared/protocol/control.ts'
import { diskFull } from '../../kit/disk-full.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

/** A disk that takes its time, and knows what is really on it. */
class SlowDisk {
  readonly document = new Y.Doc()
  revision = 0
  isHeld = false
  readonly #delayMs: () => number
  constructor(delayMs: () => number = () => 0) {
    this.#delayMs = delayMs
  }

  get cards(): Set<string> {
    return new Set(this.document.getMap(cardsRoot).keys())
  }

  under(real: Storage): Storage {
    return {
      ...real,
      appendEdits: async (records) => {
        await this.#wait()
        await real.appendEdits(records)
        for (const { update } of records) Y.applyUpdate(this.document, update)
      },
      appendCommand: async (session, entry) => {
        await this.#wait()
        await real.appendCommand(session, entry)
        this.revision = session.revision
      },
    }
  }

  async #wait(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#delayMs()))
    await waitFor(() => !this.isHeld, 10_000)
  }
}

async function setUp(disk: SlowDisk, above: Partial<Adapters>) {
  const server = await startServer({ adapters: { ...above, storage: (real) => above.storage?.(disk.under(real)) ?? disk.under(real) } })
  servers.push(server)
  const facilitator = await server.facilitator('Ann')
  const session = await server.session(facilitator)
  // First, so that the room stays in memory: a weak storage forgets who has joined when it is read again.
  const link = await facilitator.connect('facilitator', session.id)
  const made = server.serving.openSessions.session(session.id)
  const board = made?.agenda[0]?.boards[made.groups[0]?.id ?? ''] ?? ''
  const seats = await Promise.all(['Aida', 'Bek', 'Chol'].map((name) => server.seat(session.code, 0, name)))
  const open = (index: number) => new BoardSocket(seats[index] ?? facilitator, 'seat', board).settled()
  return { server, session, seats, board, link, open }
}

/** Whatever is told while the disk holds everything back. The law: nothing; and all of it afterwards. */
async function whatIsToldEarly(above: Partial<Adapters>): Promise<string[]> {
  const disk = new SlowDisk()
  const { session, link, open } = await setUp(disk, above)
  const [writer, mate] = [await open(0), await open(1)]
  await waitFor(() => writer.saved === writer.sent)
  const before = writer.saved
  const told: string[] = []
  let [views, boards] = [0, 0]
  // Views of who joined before may still be on their way.
  const groups = link.view.groups.length
  link.socket.on('view', (view: typeof link.view) => (views += view.groups.length > groups ? 1 : 0))
  link.socket.on('boards', (all: { cards: unknown[] }[]) => (boards += all.some(({ cards }) => cards.length > 0) ? 1 : 0))
  disk.isHeld = true
  writer.add('held')
  let answered = false
  const command = link.send({ id: 'held', turn: null, command: { do: 'add-group' } }).then(() => (answered = true))
  const joiner = open(2)
  let joined = false
  void joiner.then((socket) => (joined = socket.synced))
  // Longer than the server gathers: long enough for whatever comes too early to be here.
  await waitFor(() => false, 600)
  if (writer.saved > before) told.push('the writer was told "saved"')
  if (mate.cards().length > 0) told.push('a mate has seen the edit')
  if (joined && (await joiner).cards().length > 0) told.push('somebody who came later has seen the edit')
  if (boards > 0) told.push('the console has seen the edit')
  if (answered) told.push('the command was answered')
  if (views > 0) told.push('the view was told')
  disk.isHeld = false
  await command
  const arrived = () => writer.saved > before && mate.cards().length > 0 && boards > 0 && views > 0
  if (!(await waitFor(arrived)) || (await joiner).cards().length !== 1) told.push(`not all was told afterwards in ${session.id}`)
  for (const one of [writer, mate, await joiner]) one.leave()
  link.socket.close()
  return told
}

test('D3: nothing is called saved, shown to others or answered before it is on disk', async () => {
  expect(await whatIsToldEarly({})).toEqual([])
})

test('D3, control: a storage that answers before its flush is found out', async () => {
  const told = (await whatIsToldEarly(weak.flush)).join('\n')
  for (const what of ['"saved"', 'a mate has seen', 'the console has seen', 'was answered', 'the view was told'])
    expect(told).toContain(what)
})

/** Three people type at once on a disk of 20 ms. Returns what somebody saw or was promised without the disk having it. */
async function typeTogether(above: Partial<Adapters>): Promise<string[]> {
  const disk = new SlowDisk(() => 20)
  const { open } = await setUp(disk, above)
  const people = [await open(0), await open(1), await open(2)]
  const wrong: string[] = []
  people.forEach((one, index) => {
    one.socket.on('message', () => {
      const unseen = one.cards().filter((id) => !id.startsWith(`p${index}`) && !disk.cards.has(id))
      const mine = [...disk.cards].filter((id) => id.startsWith(`p${index}`)).length
      if (unseen.length > 0) wrong.push(`${unseen.join()} was seen before it was on disk`)
      // The first frame that counts is the answer to the server's step 1, which carries nothing.
      if (one.saved - 1 > mine) wrong.push(`${one.saved - 1} edits of ${index} were called saved, ${mine} were on disk`)
    })
  })
  for (let count = 0; count < 60; count++) {
    people.forEach((one, index) => one.add(`p${index}-${count}`))
    await new Promise((resolve) => setTimeout(resolve, 8))
  }
  const all = await waitFor(() => people.every((one) => one.cards().length === 180 && one.saved === one.sent))
  if (!all) wrong.push('not everything arrived')
  const order = people.map((one) => one.cards().join())
  if (new Set(order).size !== 1) wrong.push('people ended with different boards')
  people.forEach((one) => one.leave())
  return wrong
}

test('D3: while three people type on a slow disk, every "saved" and every edit that others see is on disk by then', async () => {
  expect(await typeTogether({})).toEqual([])
})

test('D3, control: with answers before the flush the same people see what is nowhere', async () => {
  expect((await typeTogether(weak.flush)).join('\n')).toMatch(/seen before it was on disk[\s\S]*called saved/)
})

test('D3: what the disk refuses is neither called saved nor shown, and the socket is asked to come back', async () => {
  let refuses = false
  const failing = (real: Storage): Storage => ({
    ...real,
    appendEdits: (records) => (refuses ? Promise.reject(diskFull()) : real.appendEdits(records)),
  })
  const { open } = await setUp(new SlowDisk(), { storage: failing })
  const [writer, mate] = [await open(0), await open(1)]
  refuses = true
  writer.add('refused')
  expect(await waitFor(() => writer.code !== 0 && mate.code !== 0)).toBe(true)
  expect([writer.code, mate.code]).toEqual([1013, 1013])
  expect(writer.saved).toBeLessThan(writer.sent)
  expect(mate.cards()).toEqual([])
  refuses = false
  // It comes back with what it had, as every y-websocket client does.
  const again = await open(0)
  Y.applyUpdate(again.doc, Y.encodeStateAsUpdate(writer.doc))
  await waitFor(() => again.saved === again.sent)
  expect((await open(1)).cards()).toEqual(['refused'])
})

test('D3: a command that the disk refuses is answered so, and nothing of it is done', async () => {
  const storage = (real: Storage): Storage => ({ ...real, appendCommand: () => Promise.reject(diskFull()) })
  const server = await startServer({ adapters: { storage } })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const link = await ann.connect('facilitator', session.id)
  const answer = await link.send({ id: 'a', turn: null, command: { do: 'add-group' } })
  expect(answer).toEqual({ ok: false, refused: 'cannot-save', details: {} })
  expect(server.serving.openSessions.session(session.id)?.groups).toHaveLength(2)
  link.socket.close()
})

test('D3: a command that only a mistake of ours keeps from the disk is answered so, and nobody is told that the disk refuses', async () => {
  let isMistaken = true
  const storage = (real: Storage): Storage => ({
    ...real,
    appendCommand: (...asked) => (isMistaken ? Promise.reject(new TypeError('over a command')) : real.appendCommand(...asked)),
  })
  const server = await startServer({ adapters: { storage } })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const states: DiskState[] = []
  const link = await ann.connect('facilitator', session.id, (socket) => socket.on('disk', (state: DiskState) => states.push(state)))
  const ask = () => link.send({ id: 'a', turn: null, command: { do: 'add-group' } })
  expect(await ask()).toEqual({ ok: false, refused: 'something-broke', details: {} })
  expect(server.serving.openSessions.session(session.id)?.groups).toHaveLength(2)
  isMistaken = false
  expect(await ask()).toMatchObject({ ok: true })
  expect(states).not.toContain('refuses')
  link.socket.close()
})
