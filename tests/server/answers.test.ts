import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Storage } from '../../server/ports.ts'
import { cardsRoot } from '../../shared/board/board.ts'
import { closeCodes, message, syncStep } from '../../shared/protocol/sync.ts'
import { BoardSocket, syncFrame, waitFor } from './kit/board-socket.ts'
import { startServer, type TestServer } from './kit/server.ts'

let server: TestServer
let boards: string[]
let open: (name: string, table?: number) => Promise<BoardSocket>
/** From when on each batch of edits waits before the disk; what lets them go. */
let batches: (() => void)[] | null = null

beforeAll(async () => {
  const storage = (real: Storage): Storage => ({
    ...real,
    async appendEdits(records) {
      await (batches && new Promise<void>((resolve) => batches?.push(resolve)))
      return real.appendEdits(records)
    },
  })
  server = await startServer({ adapters: { storage } })
  const facilitator = await server.facilitator('Ann')
  open = async (name, table = 0) => {
    const board = boards[table] ?? ''
    return new BoardSocket(await server.seat(code, table, name), 'seat', board).settled()
  }
  const { id, code } = await server.session(facilitator, 2)
  const made = server.serving.openSessions.session(id)
  boards = made?.groups.map((group) => made.agenda[0]?.boards[group.id] ?? '') ?? []
})
afterAll(() => server.close())

const isSaved = (one: BoardSocket) => waitFor(() => one.saved === one.sent && one.code === 0)

/** How often the socket has been told what it lacks, from here on. */
function countAnswers({ socket }: BoardSocket): () => number {
  let count = 0
  socket.on('message', (data: Buffer) => {
    if (data[0] === message.sync && data[1] === syncStep.step2) count++
  })
  return () => count
}

/** Asks so many times what it lacks, in one piece of what TCP carries. */
function ask({ doc, socket }: BoardSocket, times: number): void {
  const { _socket: wire } = socket as unknown as { readonly _socket: { cork(): void; uncork(): void } }
  wire.cork()
  for (let index = 0; index < times; index++) socket.send(syncFrame(syncStep.step1, Y.encodeStateVector(doc)))
  wire.uncork()
}

/** Resolves when the server has taken all that the laptop sent before, and what it said to that is here. */
async function heard({ socket }: BoardSocket): Promise<void> {
  for (const turn of ['taken', 'answered']) {
    socket.ping(turn)
    await new Promise((resolve) => socket.once('pong', resolve))
  }
}

test('a laptop that asks what it lacks while somebody’s edit is refused is told it when the board has been read again', async () => {
  const [writer, mallory, eve] = [await open('Writer'), await open('Mallory'), await open('Eve')]
  const answers = countAnswers(eve)
  const held: (() => void)[] = (batches = [])
  writer.add('one')
  expect(await waitFor(() => held.length === 1)).toBe(true)
  ask(eve, 1)
  await heard(eve)
  mallory.add('fixed', { fixed: ['order'] })
  expect(await waitFor(() => mallory.code === closeCodes.againstRules)).toBe(true)
  expect(answers()).toBe(0)
  batches = null
  held[0]?.()
  expect(await isSaved(writer)).toBe(true)
  expect(await waitFor(() => answers() === 1)).toBe(true)
  expect(eve.cards()).toEqual(['one'])
})

test('who asks many times in one breath is answered once; who asks again before the disk has it all is not answered twice', async () => {
  const [writer, eve] = [await open('Writer', 1), await open('Eve', 1)]
  writer.add('one')
  expect(await waitFor(() => eve.cards().length === 1)).toBe(true)
  const answers = countAnswers(eve)
  ask(eve, 10)
  await heard(eve)
  expect(answers()).toBe(1)
  const held: (() => void)[] = (batches = [])
  writer.add('two')
  expect(await waitFor(() => held.length === 1)).toBe(true)
  for (let breath = 0; breath < 3; breath++) {
    ask(eve, 1)
    await heard(eve)
  }
  expect(answers()).toBe(1)
  batches = null
  held[0]?.()
  expect(await isSaved(writer)).toBe(true)
  await heard(eve)
  expect(eve.cards()).toEqual(['one', 'two'])
  expect(answers()).toBe(2)
})

test('who asks without end on a large board is sent away unanswered, and another table works on', async () => {
  const [mallory, honest] = [await open('Mallory', 0), await open('Honest', 1)]
  mallory.doc.transact(() => {
    for (let index = 0; index < 1000; index++) mallory.add(`card-${index}`)
  })
  expect(await isSaved(mallory)).toBe(true)
  const answers = countAnswers(mallory)
  ask(mallory, 500)
  honest.doc.getMap(cardsRoot).delete('one')
  expect(await isSaved(honest)).toBe(true)
  expect(await waitFor(() => mallory.code === closeCodes.tooFast)).toBe(true)
  expect(answers()).toBe(0)
})
