import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { cardsRoot } from '../../../shared/board/board.ts'
import type { Adapters } from '../../../server/adapters.ts'
import { sized } from '../../kit/size.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import { PolledBoard } from '../kit/polled-board.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

/** A lock is the server’s: what a table writes on a locked board, by whatever client, is held on its laptop until the lock is gone. */
const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function setUp(adapters: Partial<Adapters> = {}) {
  const server = await startServer({ adapters })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const console_ = await ann.connect('facilitator', made.id)
  const [group = '', other = ''] = console_.view.groups.map(({ id }) => id)
  const boards = console_.view.agenda[0]?.boards ?? {}
  const aida = await server.seat(made.code, 0, 'Aida')
  const bek = await server.seat(made.code, 0, 'Bek')
  const far = await server.seat(made.code, 1, 'Far')
  let sent = 0
  const steer = async (command: object) =>
    expect(await console_.send({ id: `c${sent++}`, turn: server.serving.openSessions.session(made.id)?.turn ?? 0, command })).toMatchObject(
      {
        ok: true,
      },
    )
  const lock = (locked: boolean) => steer({ do: 'lock-step', step: made.step, group, locked })
  await steer({ do: 'open-step', step: made.step })
  return {
    server,
    made,
    aida,
    bek,
    far,
    board: boards[group] ?? '',
    others: boards[other] ?? '',
    steer,
    lock,
    end: () => console_.socket.close(),
  }
}

test('edits of a locked board are held on the laptops, by both ways of travelling, and arrive once when it is unlocked', async () => {
  const { aida, bek, far, board, others, lock, end } = await setUp()
  const socket = await new BoardSocket(aida, 'seat', board).settled()
  const polled = new PolledBoard(bek, 'seat', board)
  const neighbour = await new BoardSocket(far, 'seat', others).settled()
  socket.add('before')
  expect(await waitFor(() => socket.saved === socket.sent && polled.cards().length === 1)).toBe(true)
  for (let round = 0; round < sized(3, 50); round++) {
    await lock(true)
    const { saved } = socket
    socket.add(`socket-${round}`)
    polled.add(`polls-${round}`)
    // Others write on; a round trip of theirs shows that the server has had time.
    neighbour.add(`near-${round}`)
    expect(await waitFor(() => neighbour.saved === neighbour.sent)).toBe(true)
    expect(await waitFor(() => socket.saved > saved, 150)).toBe(false)
    const late = await new BoardSocket(aida, 'seat', board).settled()
    expect([late.cards().includes(`socket-${round}`), late.cards().includes(`polls-${round}`), late.code]).toEqual([false, false, 0])
    late.leave()
    await lock(false)
    expect(await waitFor(() => socket.saved === socket.sent && polled.cards().includes(`socket-${round}`))).toBe(true)
    expect(await waitFor(() => socket.cards().includes(`polls-${round}`))).toBe(true)
  }
  expect([socket.code, polled.isOpen]).toEqual([0, true])
  socket.leave()
  polled.close()
  neighbour.leave()
  end()
})

test('a laptop that comes back while its board is locked keeps what it wrote, and brings it when the next step is opened', async () => {
  const { made, server, aida, board, lock, steer, end } = await setUp()
  const away = await new BoardSocket(aida, 'seat', board).settled()
  away.leave()
  await waitFor(() => away.code !== 0)
  away.add('offline')
  await lock(true)
  const back = new BoardSocket(aida, 'seat', board)
  Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(away.doc), 'wire')
  await back.settled()
  back.add('meanwhile')
  expect(await waitFor(() => back.saved > 0, 150)).toBe(false)
  const next = server.serving.openSessions.session(made.id)?.agenda[0]?.steps[1]?.id ?? ''
  await steer({ do: 'open-step', step: next })
  expect(await waitFor(() => back.saved === back.sent)).toBe(true)
  const fresh = await new BoardSocket(aida, 'seat', board).settled()
  expect(fresh.cards()).toEqual(['meanwhile', 'offline'])
  for (const one of [back, fresh]) one.leave()
  end()
})

test('who comes back to a locked board from which something was deleted waits for nothing; a deletion of its own does wait', async () => {
  const { aida, board, lock, end } = await setUp()
  const first = await new BoardSocket(aida, 'seat', board).settled()
  for (const id of ['stays', 'goes']) first.add(id)
  first.doc.getMap(cardsRoot).delete('goes')
  expect(await waitFor(() => first.saved === first.sent)).toBe(true)
  first.leave()
  await lock(true)
  const back = new BoardSocket(aida, 'seat', board)
  Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(first.doc), 'wire')
  await back.settled()
  expect(await waitFor(() => back.sent > 0 && back.saved === back.sent)).toBe(true)
  const { saved } = back
  back.doc.getMap(cardsRoot).delete('stays')
  expect(await waitFor(() => back.saved > saved, 150)).toBe(false)
  await lock(false)
  expect(await waitFor(() => back.saved === back.sent)).toBe(true)
  const fresh = await new BoardSocket(aida, 'seat', board).settled()
  expect(fresh.cards()).toEqual([])
  for (const one of [back, fresh]) one.leave()
  end()
})

test('no lock outlives its step: what was held arrives when the step is closed', async () => {
  const { made, aida, board, lock, steer, end } = await setUp()
  const socket = await new BoardSocket(aida, 'seat', board).settled()
  await lock(true)
  const { saved } = socket
  socket.add('held')
  expect(await waitFor(() => socket.saved > saved, 150)).toBe(false)
  await steer({ do: 'close-step', step: made.step })
  expect(await waitFor(() => socket.saved === socket.sent)).toBe(true)
  const fresh = await new BoardSocket(aida, 'seat', board).settled()
  expect(fresh.cards()).toEqual(['held'])
  for (const one of [socket, fresh]) one.leave()
  end()
})

test('control: a server that does not ask for locks takes the edits of a locked board', async () => {
  const { aida, board, lock, end } = await setUp(weak.locks)
  const socket = await new BoardSocket(aida, 'seat', board).settled()
  await lock(true)
  socket.add('locked-out')
  expect(await waitFor(() => socket.saved === socket.sent)).toBe(true)
  socket.leave()
  end()
})
