import * as Y from 'yjs'
import { afterAll, expect, test } from 'vitest'
import { cardsRoot } from '../../../shared/board/board.ts'
import { idleMs } from '../../../server/tokens.ts'
import type { Command } from '../../../shared/session/commands.ts'
import { BoardLine } from '../../kit/board-line.ts'
import { ControlLine } from '../../kit/control-line.ts'
import { Door } from '../../kit/door.ts'
import { until } from '../../kit/waiting.ts'
import { Witnesses } from '../../kit/witness.ts'
import { startServer, type TestServer } from '../kit/server.ts'

/**
 * docs/reliability.md, A1: half an hour without a network, for the server by its own clock, which the test puts on: what could
 * be over by then is a cookie, a heartbeat, a board in memory and the clock of the step. The cut itself, of two networks with a
 * real browser, is in `tests/browser/cuts.test.ts`; `npm run test:long -- --only cuts` lets half an hour pass.
 */
const halfAnHour = 1_800_000
const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function setUp() {
  let ahead = 0
  const server = await startServer({
    now: () => Date.now() + ahead,
    // Boards that nobody has open leave the memory at once: half an hour is longer than they stay.
    adapters: { limits: (real) => ({ ...real, releaseAfterMs: 1 }) },
  })
  servers.push(server)
  const url = `http://127.0.0.1:${server.serving.port}`
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const session = () => server.serving.openSessions.session(made.id)!
  const group = session().groups[0]!.id
  const board = session().agenda[0]!.boards[group]!
  const witnesses = new Witnesses()
  const sit = async (name: string) => {
    const door = new Door(url)
    await door.post('/rt/seat/join', { code: made.code, group, name, people: 3, rapporteur: false })
    const control = new ControlLine(door, 'seat', made.id, witnesses.of('session'))
    await until(() => control.view !== null, 'no view')
    const line = new BoardLine(door, board, witnesses.of(board))
    await until(() => line.synced, 'no board')
    return { door, control, line }
  }
  const steer = async (command: Command) => {
    const console_ = await ann.connect('facilitator', made.id)
    const answer = await console_.send({ id: command.do, turn: console_.view.turn, command })
    console_.socket.close()
    return answer
  }
  return { server, made, session, group, sit, steer, witnesses, later: (ms: number) => (ahead += ms) }
}

const add = ({ line }: { line: BoardLine }, id: string) =>
  line.doc.getMap(cardsRoot).set(id, new Y.Map<unknown>(Object.entries({ kind: 'market', order: 1 })))
const cards = ({ line }: { line: BoardLine }) => [...line.doc.getMap(cardsRoot).keys()].sort()

test('A1: a laptop that was away for half an hour of the server’s time comes back as the same seat with all it wrote', async () => {
  const { session, made, sit, steer, witnesses, later } = await setUp()
  expect(await steer({ do: 'open-step', step: made.step, minutes: 60 })).toMatchObject({ ok: true })
  const away = await sit('Away')
  add(away, 'before')
  await until(() => away.line.saved === away.line.edits, 'not saved before')
  const before = session()
  away.line.offline()
  away.control.close()
  for (let minute = 0; minute < 30; minute++) {
    add(away, `away-${minute}`)
    later(halfAnHour / 30)
  }
  // The control: nothing of that has arrived, and it is called unsaved.
  expect(away.line.edits - away.line.saved).toBe(30)
  const mate = await sit('Mate')
  expect(cards(mate)).toEqual(['before'])
  add(mate, 'of-the-mate')
  await until(() => mate.line.saved === 1, 'the mate is not saved')

  const began = performance.now()
  away.line.online()
  const again = new ControlLine(away.door, 'seat', made.id, witnesses.of('session'))
  await until(() => away.line.saved === away.line.edits, 'not saved after')
  await until(() => cards(mate).length === 32 && cards(away).length === 32, 'the boards differ')
  await until(() => again.view !== null, 'no view after')
  expect(await again.send({ do: 'raise-hand' })).toMatchObject({ ok: true })
  process.stdout.write(`A1, 30 min of the server's time: everything there ${(performance.now() - began).toFixed(0)} ms after\n`)
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(witnesses.forgotten).toEqual([])
  expect(session().seats.map(({ id }) => id)).toContain(before.seats[0]?.id)
  expect(session().seats).toHaveLength(2)
  // The hour of the step is half over, and not over.
  expect(again.view?.agenda[0]?.steps[0]?.state.is).toBe('open')
  for (const one of [away.line, mate.line, again, mate.control]) one.close()
})

test('A1, control: the same clock put on by a night and a day ends the cookie, and the laptop is told to sign in again', async () => {
  const { sit, later } = await setUp()
  const away = await sit('Away')
  away.line.offline()
  away.control.close()
  later(idleMs)
  add(away, 'too-late')
  away.line.online()
  await until(() => away.line.closed === 4401, 'it was let in')
  expect(away.line.edits - away.line.saved).toBe(1)
  away.line.close()
})
