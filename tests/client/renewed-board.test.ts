import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Board } from '../../client/board/board.svelte.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { closeCodes } from '../../shared/protocol/sync.ts'
import { refuse, type Refusal } from '../../shared/refusals.ts'
import { BoardSocket, waitFor } from '../server/kit/board-socket.ts'
import { startServer, type TestServer } from '../server/kit/server.ts'

let server: TestServer
beforeAll(async () => (server = await startServer()))
afterAll(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

test('a board goes on as the new seat of its laptop: a network that fails is no lost seat, and nothing written is lost', async () => {
  const ann = await server.facilitator('Ann')
  const { id, code } = await server.session(ann)
  const session = () => server.serving.openSessions.session(id)!
  const laptop = await server.seat(code, 0, 'Aida')
  const item = session().agenda[0]!
  const exercise = (await (await laptop.get(`/rt/seat/exercises/${id}/${item.exercise}`)).json()) as Exercise
  // A browser's own socket, with the laptop's cookie of that moment.
  const headers = () => ({ headers: { cookie: laptop.cookie, origin: laptop.base } })
  vi.stubGlobal('location', new URL(laptop.base))
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string) {
        super(url, headers())
      }
    },
  )
  const answers: (() => Refusal | string | null)[] = [
    () => refuse('not-connected'),
    () => refuse('something-broke'),
    () => session().seats.at(-1)!.id,
    () => null,
  ]
  let asked = 0
  const whoIsHere = () => Promise.resolve((answers[asked++] ?? (() => null))())
  const board = new Board(item.boards[session().groups[0]!.id]!, session().seats[0]!.id, exercise, whoIsHere, { told: () => 3 })
  const market = exercise.kinds['market']!
  expect(await waitFor(() => board.loaded)).toBe(true)
  const first = board.add(market, {})
  expect(await waitFor(() => board.unsaved === 0)).toBe(true)

  await laptop.post('/rt/seat/join', { code, group: session().groups[0]!.id, name: 'Ben', people: 1, rapporteur: false })
  expect(await waitFor(() => asked === 1)).toBe(true)
  expect(board.closed).toBe(null)
  const second = board.add(market, {})
  expect(await waitFor(() => board.renewing)).toBe(true)
  expect([asked, board.unsaved]).toEqual([3, 1])
  expect(await waitFor(() => !board.renewing && board.unsaved === 0)).toBe(true)
  const fresh = await new BoardSocket(laptop, 'seat', board.id).settled()
  expect(fresh.cards()).toEqual([first, second].sort())
  fresh.leave()
  expect(board.cards.map(({ told }) => told)).toEqual([3, 3])

  // Without any seat it stops, and says why.
  const console = await ann.connect('facilitator', id)
  await console.send({ id: 'remove-1', turn: null, command: { do: 'remove-seat', seat: session().seats[0]!.id } })
  expect(await waitFor(() => board.closed !== null)).toBe(true)
  expect([board.closed, asked]).toEqual([closeCodes.signInAgain, 4])
  console.socket.close()
  await board.close()
})
