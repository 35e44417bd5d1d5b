import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Board } from '../../client/board/board.svelte.ts'
import { addCard } from '../../shared/board/board.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'
import { BoardSocket, waitFor } from '../server/kit/board-socket.ts'
import { startServer, type TestServer } from '../server/kit/server.ts'
import { pretendBrowser, wordsOf } from './words-of.ts'

let server: TestServer
beforeAll(async () => {
  pretendBrowser()
  server = await startServer()
})
afterAll(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await server.close()
})

test('an entry is called gone only when all entries have come: not while they come, and not after one failure', async () => {
  const { default: Entries } = await import('../../client/screens/report/Entries.svelte')
  const { default: Marks } = await import('../../client/screens/report/Marks.svelte')
  const { EvidenceShelf } = await import('../../client/screens/report/evidence.svelte.ts')
  const ann = await server.facilitator('Ann')
  const { id, code, step } = await server.session(ann)
  const session = () => server.serving.openSessions.session(id)!
  const steering = await ann.connect('facilitator', id)
  await steering.send({ id: 'c1', turn: session().turn, command: { do: 'open-step', step } })
  const seat = await server.seat(code, 0, 'Aida')
  const item = session().agenda[0]!
  const exercise = (await (await seat.get(`/rt/seat/exercises/${id}/${item.exercise}`)).json()) as Exercise
  const line = await new BoardSocket(seat, 'seat', item.boards[session().groups[0]!.id]!).settled()
  addCard(line.doc, 'cash', exercise.kinds['market']!, { name: { own: 'Cash couriers' } }, null)
  expect(await waitFor(() => line.saved === line.sent)).toBe(true)

  let down = ''
  const real = fetch
  vi.stubGlobal('fetch', (path: string) =>
    down !== '' && path.includes(down) ? Promise.reject(new Error('cut off')) : real(ann.base + path, { headers: { cookie: ann.cookie } }),
  )
  // What is cut off is asked for again after two waits.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const shelf = new EvidenceShelf()
  const load = async () => {
    let isOver = false
    void shelf.load(id).then(() => (isOver = true))
    while (!isOver) {
      await vi.advanceTimersByTimeAsync(2000)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const mark = (card: string, about: string): Card => ({ id: card, kind: 'mark', order: 0, fields: { about, keys: '', audience: { code: 'restricted' } } }) // prettier-ignore
  const key = `${session().groups[0]!.id}:cash`
  const board = { cards: [mark('m1', `crime-mapping:${key}`), mark('m2', 'crime-mapping:x:gone'), mark('m3', 'crime-mapping:')] } as Partial<Board> as Board // prettier-ignore
  const agenda = [{ id: exercise.id, title: exercise.title, isEvaluation: false }]
  const marks = () => wordsOf(Marks, { board, shelf, agenda })
  const entries = () => wordsOf(Entries, { shelf, pick: () => undefined })

  void shelf.load(id)
  for (const words of [marks(), entries()]) {
    expect(words).toContain('One moment')
    expect(words).not.toMatch(/no longer there|put nothing down/)
  }
  expect(marks()).toContain('The whole exercise “Mapping organized crime”')
  for (const part of ['/worked/', '/merged/', '/exercises/']) {
    down = part
    await load()
    for (const words of [marks(), entries()]) {
      expect(words).toMatch(/not all here\. The server cannot be reached.*Try again/)
      expect(words).not.toMatch(/no longer there|put nothing down|One moment/)
    }
    expect(marks().match(/A cluster whose title is not here yet/g)).toHaveLength(2)
  }
  down = ''
  await load()
  expect(marks()).toMatch(/Cash couriers.*A cluster that is no longer there/)
  expect(marks() + entries()).not.toMatch(/not here yet|not all here|Try again/)
  expect(entries()).toContain('Cash couriers')
  line.leave()
  steering.socket.close()
})
