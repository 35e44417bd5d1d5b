import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Board } from '../../client/board/board.svelte.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { BoardSocket, waitFor } from '../server/kit/board-socket.ts'
import type { Laptop } from '../server/kit/people.ts'
import { startServer, type TestServer } from '../server/kit/server.ts'

let server: TestServer
beforeAll(async () => (server = await startServer()))
afterAll(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

/** Sockets of one laptop, which can be cut off and let in again. */
function networkOf(laptop: Laptop) {
  const open = new Set<WebSocket>()
  const state = { isCut: false }
  vi.stubGlobal('location', new URL(laptop.base))
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string) {
        super(state.isCut ? 'ws://127.0.0.1:9' : url, { headers: { cookie: laptop.cookie, origin: laptop.base } })
        open.add(this)
      }
    },
  )
  return {
    cut() {
      state.isCut = true
      for (const socket of open) socket.terminate()
    },
    mend: () => void (state.isCut = false),
  }
}

test('what a laptop wrote while it was away and may not write any more is kept to be read; the rest arrives, and it goes on', async () => {
  const ann = await server.facilitator('Ann')
  const { id, code, step } = await server.session(ann)
  const session = () => server.serving.rooms.session(id)!
  const console_ = await ann.connect('facilitator', id)
  const steer = (command: object) => console_.send({ id: `c${session().revision}`, turn: session().turn, command })
  await steer({ do: 'open-step', step })
  const aida = await server.seat(code, 0, 'Aida')
  const bek = await server.seat(code, 0, 'Bek')
  const [aidas = '', beks = ''] = session().seats.map((seat) => seat.id)
  const item = session().agenda[0]!
  const boardId = item.boards[session().groups[0]!.id]!
  const exercise = (await (await aida.get(`/rt/seat/exercises/${id}/${item.exercise}`)).json()) as Exercise
  const market = exercise.kinds['market']!
  const note = market.fields['note']!
  const mate = await new BoardSocket(aida, 'seat', boardId).settled()
  mate.add('hers', { by: aidas })
  const network = networkOf(bek)
  const board = new Board(boardId, beks, exercise, () => Promise.resolve(beks))
  expect(await waitFor(() => board.card('hers') !== undefined)).toBe(true)
  const mine = board.add(market, {})
  expect(await waitFor(() => board.unsaved === 0)).toBe(true)

  network.cut()
  expect(await waitFor(() => !board.connected)).toBe(true)
  board.change('hers', note, 'Ours, really')
  board.change(mine, note, 'Written in the lift')
  const late = board.add(market, {})
  await steer({ do: 'allow', step, allowed: { ownCards: true } })
  network.mend()
  board.redial()
  expect(await waitFor(() => board.untaken.length > 0 && board.unsaved === 0)).toBe(true)
  expect(board.untaken).toMatchObject([{ action: 'change', card: { id: 'hers', fields: { note: 'Ours, really' } }, fields: ['note'] }])
  expect([board.closed, board.card('hers')?.fields['note'], board.card(mine)?.fields['note']]).toEqual([null, '', 'Written in the lift'])
  expect(await waitFor(() => mate.cards().length === 3)).toBe(true)
  expect(mate.cards().includes(late)).toBe(true)

  // From here on the page itself makes no edit that would be refused.
  board.remove('hers')
  board.change('hers', note, 'Still ours')
  board.change(mine, note, 'Mine')
  expect(await waitFor(() => board.unsaved === 0)).toBe(true)
  expect([board.card('hers')?.fields['note'], board.card(mine)?.fields['note'], board.untaken.length]).toEqual(['', 'Mine', 1])
  expect([board.obstacleTo('remove', 'hers'), board.obstacleTo('remove', mine)]).toEqual(['not-yours', null])
  await board.close()
  mate.leave()
  console_.socket.close()
})
