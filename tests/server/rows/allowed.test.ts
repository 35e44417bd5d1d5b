import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Adapters } from '../../../server/adapters.ts'
import { cardsRoot } from '../../../shared/board/board.ts'
import type { Allowed } from '../../../shared/exercise/allowed.ts'
import { closeCodes } from '../../../shared/protocol/sync.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

/** What a step allows is asked by the server of every edit: a client that sends what it may not is sent away, and nobody sees it. */
const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function setUp(adapters: Partial<Adapters> = {}) {
  const server = await startServer({ adapters })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const console_ = await ann.connect('facilitator', made.id)
  const board = console_.view.agenda[0]?.boards[console_.view.groups[0]?.id ?? ''] ?? ''
  const aida = await server.seat(made.code, 0, 'Aida')
  const bek = await server.seat(made.code, 0, 'Bek')
  let sent = 0
  const steer = async (command: object) =>
    expect(await console_.send({ id: `c${sent++}`, turn: server.serving.openSessions.session(made.id)?.turn ?? 0, command })).toMatchObject(
      {
        ok: true,
      },
    )
  await steer({ do: 'open-step', step: made.step })
  const open = async (laptop: typeof aida) => new BoardSocket(laptop, 'seat', board).settled()
  const seats = server.serving.openSessions.session(made.id)?.seats.map(({ id }) => id) ?? []
  return {
    ...{ server, made, aida, bek, steer, open, end: () => console_.socket.close() },
    aidas: seats[0] ?? '',
    beks: seats[1] ?? '',
    allow: (allowed: Allowed) => steer({ do: 'allow', step: made.step, allowed }),
  }
}

const cardOf = (socket: BoardSocket, id: string) => socket.doc.getMap(cardsRoot).get(id) as Y.Map<unknown>
const isSaved = (socket: BoardSocket) => waitFor(() => socket.saved === socket.sent)

test('with own cards only, what a laptop does to a card of another is refused and seen by nobody; its own go on', async () => {
  const { aida, bek, aidas, beks, allow, open, end } = await setUp()
  const [one, other] = [await open(aida), await open(bek)]
  one.add('aidas', { by: aidas, note: new Y.Text('hers') })
  other.add('beks', { by: beks })
  await Promise.all([isSaved(one), isSaved(other)])
  await allow({ ownCards: true })
  const acts: ((socket: BoardSocket) => void)[] = [
    ({ doc }) => doc.getMap(cardsRoot).delete('aidas'),
    (socket) => cardOf(socket, 'aidas').set('order', 7),
    (socket) => cardOf(socket, 'aidas').set('trend', 'rising'),
    (socket) => cardOf(socket, 'aidas').set('by', beks),
    (socket) => (cardOf(socket, 'aidas').get('note') as Y.Text).insert(0, 'not '),
    (socket) => socket.add('aidas', { by: beks }),
    (socket) => socket.add('forged', { by: aidas }),
    (socket) => socket.add('held', { by: beks, fixed: ['order'] }),
  ]
  for (const act of acts) {
    const hostile = await open(bek)
    act(hostile)
    expect(await waitFor(() => hostile.code !== 0)).toBe(true)
    expect(hostile.code).toBe(closeCodes.againstRules)
    expect(hostile.saved).toBeLessThan(hostile.sent)
  }
  // An honest edit after all of them shows that the server has had time, and that it goes on.
  cardOf(other, 'beks').set('trend', 'falling')
  other.add('second', { by: beks })
  expect(await isSaved(other)).toBe(true)
  expect(await waitFor(() => one.cards().includes('second'))).toBe(true)
  const late = await open(aida)
  for (const socket of [one, late]) {
    expect(socket.cards()).toEqual(['aidas', 'beks', 'second'])
    expect(String(cardOf(socket, 'aidas').get('note'))).toBe('hers')
    expect([cardOf(socket, 'aidas').get('order'), cardOf(socket, 'aidas').get('trend')]).toEqual([1, undefined])
    expect(cardOf(socket, 'beks').get('trend')).toBe('falling')
  }
  for (const socket of [one, other, late]) socket.leave()
  end()
})

test('a step may name what can be done; a position is moved and not changed, and a step that is over keeps its rules until the next', async () => {
  const { aida, made, server, steer, allow, open, end } = await setUp()
  const first = await open(aida)
  first.add('card', { at: { x: 1, y: 2 } })
  await isSaved(first)
  await allow({ may: ['change'] })
  const refused: ((socket: BoardSocket) => void)[] = [
    (socket) => socket.add('new'),
    ({ doc }) => doc.getMap(cardsRoot).delete('card'),
    (socket) => cardOf(socket, 'card').set('at', { x: 9, y: 9 }),
    (socket) => cardOf(socket, 'card').set('at', 'nowhere'),
    (socket) => cardOf(socket, 'card').set('order', 2),
  ]
  const tryAll = async () => {
    for (const act of refused) {
      const hostile = await open(aida)
      act(hostile)
      expect(await waitFor(() => hostile.code !== 0)).toBe(true)
      expect(hostile.code).toBe(closeCodes.againstRules)
    }
  }
  await tryAll()
  cardOf(first, 'card').set('trend', 'rising')
  expect(await isSaved(first)).toBe(true)
  await steer({ do: 'close-step', step: made.step })
  await tryAll()
  const next = server.serving.openSessions.session(made.id)?.agenda[0]?.steps[1]?.id ?? ''
  await steer({ do: 'open-step', step: next })
  first.add('free')
  expect(await isSaved(first)).toBe(true)
  first.leave()
  end()
})

test('laptops are told on the board’s own socket what they may do, before and after it changes', async () => {
  const { aida, bek, aidas, beks, steer, allow, open, end } = await setUp()
  await allow({ ownCards: true })
  const socket = await open(aida)
  expect(socket.granted).toEqual({ ownCards: true, as: [aidas] })
  socket.add('hers', { by: aidas })
  const mate = await open(bek)
  // Bek's laptop goes on as Aida, whose own has no battery any more.
  await steer({ do: 'take-over-seat', seat: beks, from: aidas })
  expect(await waitFor(() => JSON.stringify(mate.granted?.as) === JSON.stringify([beks, aidas]))).toBe(true)
  cardOf(mate, 'hers').set('trend', 'rising')
  expect(await isSaved(mate)).toBe(true)
  await allow({ may: ['add', 'change'] })
  expect(await waitFor(() => mate.granted?.may?.length === 2)).toBe(true)
  await allow({})
  expect(await waitFor(() => mate.granted?.may === undefined)).toBe(true)
  mate.leave()
  end()
})

test('control: a server that does not ask what is allowed takes it and shows it to the others', async () => {
  const { aida, bek, aidas, allow, open, end } = await setUp(weak.rulesOfStep)
  const one = await open(aida)
  one.add('aidas', { by: aidas })
  await isSaved(one)
  await allow({ ownCards: true })
  const hostile = await open(bek)
  hostile.doc.getMap(cardsRoot).delete('aidas')
  expect(await waitFor(() => one.cards().length === 0)).toBe(true)
  for (const socket of [one, hostile]) socket.leave()
  end()
})
