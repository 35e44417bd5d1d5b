import { expect, vi } from 'vitest'
import { Board } from '../../client/board/board.svelte.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { BoardSocket, waitFor } from '../server/kit/board-socket.ts'
import type { TestServer } from '../server/kit/server.ts'
import { networkOf } from './network-of.ts'

/** A laptop that loses the server in the middle of work: on its board stand a card of a mate's, `hers`, and one of its own, both saved; `asks` is awaited whenever the board asks whose seat it is, and null says that it holds none at that table any more. */
export async function cutOff(server: TestServer, asks: () => Promise<null | void> = () => Promise.resolve()) {
  const ann = await server.facilitator('Ann')
  const { id, code, step } = await server.session(ann)
  const session = () => server.serving.openSessions.session(id)!
  const console_ = await ann.connect('facilitator', id)
  const steer = (command: object) => console_.send({ id: `c${session().revision}`, turn: session().turn, command })
  await steer({ do: 'open-step', step })
  const [aida, bek] = [await server.seat(code, 0, 'Aida'), await server.seat(code, 0, 'Bek')]
  const [aidas = '', beks = ''] = session().seats.map((seat) => seat.id)
  const item = session().agenda[0]!
  const boardId = item.boards[session().groups[0]!.id]!
  const exercise = (await (await aida.get(`/rt/seat/exercises/${id}/${item.exercise}`)).json()) as Exercise
  const market = exercise.kinds['market']!
  const mate = await new BoardSocket(aida, 'seat', boardId).settled()
  mate.add('hers', { by: aidas })
  const open = (how: ConstructorParameters<typeof Board>[4] = {}) =>
    new Board(boardId, beks, exercise, () => asks().then((said) => (said === null ? null : beks)), how)
  /** The page at another address, with what it brings. */
  const arrive = (update: Uint8Array) => {
    networkOf(bek)
    const [done, stuck] = [vi.fn(), vi.fn()]
    return { done, stuck, board: open({ brought: { update, done, stuck } }) }
  }
  const move = () => steer({ do: 'move-seats', moves: [{ seat: beks, group: session().groups[1]!.id }] })
  const network = networkOf(bek)
  const board = open()
  expect(await waitFor(() => board.card('hers') !== undefined)).toBe(true)
  const mine = board.add(market, {})
  expect(await waitFor(() => board.unsaved === 0)).toBe(true)
  expect(board.unsavedEdits).toBeNull()
  network.cut()
  expect(await waitFor(() => !board.connected)).toBe(true)
  const leave = () => {
    mate.leave()
    console_.socket.close()
  }
  return {
    board,
    mine,
    market,
    note: market.fields['note']!,
    mate,
    steer,
    step,
    group: session().groups[0]!.id,
    move,
    network,
    arrive,
    leave,
    boardId,
    exercise,
  }
}
