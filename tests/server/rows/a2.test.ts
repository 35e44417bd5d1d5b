import type { ChildProcess } from 'node:child_process'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import * as Y from 'yjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardsRoot } from '../../../shared/board/board.ts'
import { forkChild } from '../../kit/child.ts'
import { sized } from '../../kit/size.ts'
import { BoardSocket } from '../kit/board-socket.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import type { Storm } from '../kit/storm-child.ts'

/** docs/reliability.md, A2: forty laptops come back at once to the largest board, with nothing of it left. 120 in the long run. */
const laptops = sized(40, 120)
const cards = 10_000
let server: TestServer
let child: ChildProcess
let storm: Omit<Storm, 'vector'>
beforeAll(async () => {
  server = await startServer()
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const session = server.serving.openSessions.session(made.id)
  const board = session?.agenda[0]?.boards[session.groups[0]?.id ?? ''] ?? ''
  const doc = new Y.Doc()
  doc.transact(() => {
    for (let number = 0; number < cards; number++) {
      const note = new Y.Text(`What people say about market ${number}`)
      const card = new Y.Map<unknown>(Object.entries({ kind: 'market', order: number, name: { own: `Market ${number}` }, note }))
      doc.getMap(cardsRoot).set(`card-${number}`, card)
    }
  })
  const update = Y.encodeStateAsUpdate(doc)
  await server.serving.storage.appendEdits([{ session: made.id, board, sequence: 1, update, owners: [] }])
  const cookies: string[] = []
  for (let number = 0; number < laptops; number++) cookies.push((await server.seat(made.code, 0, `Seat ${number}`)).cookie)
  storm = { port: server.serving.port, board, cookies }
  child = forkChild(fileURLToPath(new URL('../kit/storm-child.ts', import.meta.url)), [])
  await new Promise((resolve) => child.once('message', resolve))
  // Somebody is at work on it: it is in memory, as in the middle of a day.
  await new BoardSocket(await server.seat(made.code, 0, 'Stays'), 'seat', board).settled()
})
afterAll(async () => {
  child.kill()
  await server.close()
})

/** The slowest laptop, the longest that the server heard nobody, and what its memory grew by. */
async function comeBack(vector: readonly number[]) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const before = process.memoryUsage.rss()
  delay.enable()
  const times = await new Promise<number[]>((resolve) => {
    child.once('message', (answer) => resolve(answer as number[]))
    child.send({ ...storm, vector } satisfies Storm)
  })
  delay.disable()
  return { slowest: Math.max(...times), stalled: delay.max / 1e6, grown: (process.memoryUsage.rss() - before) / 1e6 }
}

test(`A2: ${laptops} laptops at once have a board of ${cards} cards within three seconds, and the server goes on listening`, async () => {
  // What a laptop says that has something of its own: the answer to it is made anew for each. This is the control.
  const own = Uint8Array.from([1, 7, 0])
  const told = await comeBack([0])
  const control = await comeBack([...own])
  const say = ({ slowest, stalled, grown }: typeof told) =>
    `slowest ${slowest.toFixed(0)} ms, loop stalled ${stalled.toFixed(0)} ms, memory by ${grown.toFixed(0)} MB`
  process.stdout.write(`A2: ${say(told)}; control, without the state kept ready: ${say(control)}\n`)
  expect(told.slowest).toBeLessThan(3000)
  expect(told.stalled).toBeLessThan(250)
  expect(told.grown).toBeLessThan(150)
  expect(control.slowest).toBeGreaterThan(told.slowest)
})
