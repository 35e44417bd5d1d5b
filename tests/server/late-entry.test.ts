import { afterAll, expect, test } from 'vitest'
import type { Command } from '../../shared/session/commands.ts'
import { closeCodes } from '../../shared/protocol/sync.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer, type TestServer } from './kit/server.ts'

let server: TestServer | undefined
afterAll(() => server?.close())

test('who comes while a board is being put away, and is moved or removed meanwhile, is not let in; the others are', async () => {
  let letGo: (() => void) | null = null
  let admitted = 0
  server = await startServer({
    adapters: {
      limits: (real) => ({ ...real, releaseAfterMs: 10 }),
      storage: (real) => ({
        ...real,
        compactBoard: async (...asked) => {
          await new Promise<void>((resolve) => (letGo = resolve))
          return real.compactBoard(...asked)
        },
      }),
      doorkeeper: (real) => ({
        ...real,
        admit: (...asked) => {
          admitted++
          return real.admit(...asked)
        },
      }),
    },
  })
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const [aida, bek, cem] = [
    await server.seat(made.code, 0, 'Aida'),
    await server.seat(made.code, 0, 'Bek'),
    await server.seat(made.code, 0, 'Cem'),
  ]
  const { agenda, groups, seats } = server.serving.openSessions.session(made.id)!
  const seatOf = (name: string) => seats.find((seat) => seat.name === name)!.id
  const board = agenda[0]!.boards[groups[0]!.id]!
  const first = await new BoardSocket(aida, 'seat', board).settled()
  first.add('one')
  await waitFor(() => first.saved === first.sent)
  first.leave()
  expect(await waitFor(() => letGo !== null)).toBe(true)

  admitted = 0
  const [moved, removed, stays] = [aida, bek, cem].map((laptop) => new BoardSocket(laptop, 'seat', board))
  expect(await waitFor(() => admitted === 3)).toBe(true)
  const console = await ann.connect('facilitator', made.id)
  const order = (id: string, command: Command) => console.send({ id, turn: console.view.turn, command })
  const move: Command = { do: 'move-seats', moves: [{ seat: seatOf('Aida'), group: groups[1]!.id }] }
  expect(await order('move', move)).toMatchObject({ ok: true })
  expect(await order('remove', { do: 'remove-seat', seat: seatOf('Bek') })).toMatchObject({ ok: true })
  letGo!()
  for (const one of [moved, removed, stays]) await one?.settled()
  expect([moved?.code, removed?.code, stays?.code]).toEqual([closeCodes.notAllowed, closeCodes.signInAgain, 0])
  expect([moved?.cards(), removed?.cards(), stays?.cards()]).toEqual([[], [], ['one']])
  console.socket.close()
})
