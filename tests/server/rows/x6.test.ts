import { afterAll, beforeAll, expect, test } from 'vitest'
import { sized } from '../../kit/size.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import type { Laptop } from '../kit/people.ts'
import { startServer, type Made, type TestServer } from '../kit/server.ts'

let server: TestServer
let ann: Laptop
let made: Made
const boards: BoardSocket[] = []
let isTyping = true
let typed: Promise<void>

/** Two tables in turns: whenever one looks, the first has as many cards as the second, or one more. */
beforeAll(async () => {
  server = await startServer()
  ann = await server.facilitator('Ann')
  made = await server.session(ann)
  const { agenda, groups } = server.serving.openSessions.session(made.id)!
  for (const [at, { id }] of groups.slice(0, 2).entries()) {
    const laptop = await server.seat(made.code, at, `Name${at}`)
    boards.push(await new BoardSocket(laptop, 'seat', agenda[0]!.boards[id]!).settled())
  }
  typed = type()
})
afterAll(async () => {
  isTyping = false
  await typed
  await server.close()
})

async function type(): Promise<void> {
  for (let turn = 0; isTyping; turn++)
    for (const [at, board] of boards.entries()) {
      board.add(`card${turn}`, { name: { own: `Table${at}card${turn}.` } })
      await waitFor(() => board.saved === board.sent)
    }
}

/** The first table has written so many more cards. */
function written(more: number): Promise<boolean> {
  const now = () => boards[0]!.cards().length
  const wanted = now() + more
  return waitFor(() => now() >= wanted, 20_000)
}

/** How many cards of each table an export has. */
async function counts(): Promise<number[]> {
  const text = await (await ann.get(`/rt/facilitator/report/${made.id}.md?lang=en`)).text()
  return boards.map((_, at) => new Set(text.match(new RegExp(`Table${at}card\\d+`, 'g'))).size)
}

test('X6: an export is of one moment, while people go on typing', { timeout: 240_000 }, async () => {
  const seen = new Set<number>()
  for (let round = 0; round < sized(12, 200); round++) {
    await written(1)
    const [first = 0, second = 0] = await counts()
    expect([0, 1]).toContain(first - second)
    seen.add(first)
  }
  // Exports of one standing picture would prove nothing.
  expect(seen.size).toBeGreaterThan(sized(6, 100))
})

test('X6, control: one table read later than the other does not fit', { timeout: 60_000 }, async () => {
  const [first = 0] = await counts()
  await written(2)
  const [, second = 0] = await counts()
  expect(first - second).toBeLessThan(0)
})
