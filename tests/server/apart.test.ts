import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Activity, BoardCards } from '../../shared/protocol/control.ts'
import type { SessionView } from '../../shared/session/view.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import type { ControlLink, Laptop } from './kit/people.ts'
import { saysWhoWasFaster } from './kit/races.ts'
import { startServer, type TestServer } from './kit/server.ts'
import { weak } from './kit/weak.ts'

/** Tables in different steps and exercises, through real sockets. */
let server: TestServer
let ann: Laptop
beforeAll(async () => {
  server = await startServer()
  ann = await server.facilitator('Ann')
})
afterAll(() => server.close())

interface Told {
  view: SessionView
  boards: readonly BoardCards[]
  activity: readonly Activity[]
}

/** What a socket was told last. */
async function listen(laptop: Laptop, hat: 'facilitator' | 'seat', session: string): Promise<{ link: ControlLink; told: Told }> {
  const told = { boards: [], activity: [] } as unknown as Told
  const link = await laptop.connect(hat, session, (socket) => {
    socket.on('view', (view: SessionView) => (told.view = view))
    socket.on('boards', (boards: readonly BoardCards[]) => (told.boards = boards))
    socket.on('activity', (activity: readonly Activity[]) => (told.activity = activity))
  })
  return { link, told }
}

async function setUp(on = server, facilitator = ann) {
  const plan = { title: 'Apart', place: '', groups: 3, exercises: ['crime-mapping', 'priorities'] }
  const { id, code } = (await facilitator.post('/rt/facilitator/sessions', plan)).body['session'] as { id: string; code: string }
  const session = () => on.serving.openSessions.session(id)!
  const { link, told } = await listen(facilitator, 'facilitator', id)
  let sent = 0
  const steer = async (command: object, turn = session().turn) => link.send({ id: `c${id.slice(0, 8)}${sent++}`, turn, command })
  const steps = session().agenda.map((item) => item.steps.map((step) => step.id))
  return { id, code, session, link, told, steer, first: steps[0]![0]!, second: steps[0]![1]!, other: steps[1]![0]! }
}

test('each table is told its own step and its own material, and the facilitator sees the board at which it works', async () => {
  const { id, code, session, link, told, steer, first, other } = await setUp()
  const [a, b] = session().groups.map((group) => group.id) as [string, string]
  const aida = await listen(await server.seat(code, 0, 'Aida'), 'seat', id)
  const bek = await server.seat(code, 1, 'Bek')
  const its = await listen(bek, 'seat', id)
  await steer({ do: 'open-step', step: first })
  expect(await steer({ do: 'open-step', step: other, groups: [b] })).toMatchObject({ ok: true })
  expect(await steer({ do: 'give-material', step: other, group: b, text: 'The case of March', part: null })).toMatchObject({ ok: true })
  const currentOf = ({ told }: { told: Told }) => told.view.current?.step
  expect(await waitFor(() => currentOf(aida) === first && currentOf(its) === other)).toBe(true)
  expect(await waitFor(() => JSON.stringify(its.told.view).includes('The case of March'))).toBe(true)
  expect(JSON.stringify(aida.told.view)).not.toContain('The case of March')
  const board = await new BoardSocket(bek, 'seat', session().agenda[1]!.boards[b]!).settled()
  board.add('c1', { kind: 'item', name: 'x' })
  const seen = () => told.boards.filter(({ group }) => group === b).map(({ exercise, cards }) => [exercise, cards.length])
  expect(await waitFor(() => seen().some(([exercise, cards]) => exercise === 'priorities' && cards === 1))).toBe(true)
  expect(told.boards.filter(({ group }) => group === a).map(({ exercise }) => exercise)).toEqual([undefined])
  expect(await waitFor(() => told.activity.find(({ group }) => group === b)?.present === 1)).toBe(true)
  // Who was never asked for an exercise, or has put nothing down in it, is not counted: "1 of 1 group", not of three.
  const mergedOf = async (exercise: string) => {
    const answer = await ann.get(`/rt/facilitator/merged/${id}/${exercise}`)
    return ((await answer.json()) as { merged: { groups: string[] } }).merged.groups.length
  }
  expect([await mergedOf('crime-mapping'), await mergedOf('priorities')]).toEqual([0, 1])
  // A part that the exercise does not share out is refused.
  expect(await steer({ do: 'give-material', step: other, group: b, text: '', part: 'HE' })).toMatchObject({ refused: 'not-understood' })
  board.leave()
  for (const one of [link, aida.link, its.link]) one.socket.close()
})

test('each step has its own clock: the one that is over closes, the others go on', async () => {
  const { session, link, steer, first, second } = await setUp()
  const b = session().groups[1]!.id
  await steer({ do: 'open-step', step: first, minutes: 1 })
  await steer({ do: 'open-step', step: second, minutes: 1, groups: [b] })
  const states = () => session().agenda[0]!.steps.slice(0, 2).map(({ state }) => state.is) // prettier-ignore
  expect(states()).toEqual(['open', 'open'])
  await steer({ do: 'pause-step', step: first })
  await steer({ do: 'extend-step', step: second, minutes: -1, group: null })
  expect(await waitFor(() => states()[1] === 'closed')).toBe(true)
  expect(states()).toEqual(['open', 'closed'])
  await steer({ do: 'open-step', step: second, minutes: 1, groups: [b] })
  await steer({ do: 'resume-step', step: first })
  await steer({ do: 'extend-step', step: first, minutes: -1, group: null })
  expect(await waitFor(() => states()[0] === 'closed')).toBe(true)
  expect(states()).toEqual(['closed', 'open'])
  link.socket.close()
})

test('a step ends with its last table: it waits for one whose clock stands still, and closes when each was closed by itself', async () => {
  const { session, link, steer, first } = await setUp()
  const [a, b, c] = session().groups.map((group) => group.id) as [string, string, string]
  const stateOf = () => session().agenda[0]!.steps[0]!.state.is
  await steer({ do: 'open-step', step: first, minutes: 1 })
  await steer({ do: 'pause-step', step: first, group: a })
  await steer({ do: 'extend-step', step: first, minutes: -1, group: null })
  // What was asked after the end is answered, and the step is open still.
  expect(await steer({ do: 'lock-step', step: first, group: b, locked: true })).toMatchObject({ ok: true })
  expect(stateOf()).toBe('open')
  await steer({ do: 'resume-step', step: first, group: a })
  expect(await waitFor(() => stateOf() === 'closed')).toBe(true)
  await steer({ do: 'open-step', step: first, minutes: 20 })
  for (const group of [a, b]) await steer({ do: 'close-step', step: first, group })
  expect(stateOf()).toBe('open')
  await steer({ do: 'close-step', step: first, group: c })
  expect(await waitFor(() => stateOf() === 'closed')).toBe(true)
  link.socket.close()
})

/** Two facilitators send tables to different steps at the same moment; what went against the law. */
async function race(on: TestServer): Promise<string[]> {
  const [one, two] = [await on.facilitator('Ann'), await on.facilitator('Bo')]
  const { id, session, link, first, second, steer } = await setUp(on, one)
  await steer({ do: 'open-step', step: first })
  const [a, b] = session().groups.map((group) => group.id)
  const other = await two.connect('facilitator', id)
  const { turn } = session()
  const [mine, theirs] = await Promise.all([
    link.send({ id: 'race1', turn, command: { do: 'open-step', step: second, groups: [a] } }),
    other.send({ id: 'race2', turn, command: { do: 'give-material', step: first, group: b, text: 'Case', part: null } }),
  ])
  for (const { socket } of [link, other]) socket.close()
  const wrong = mine.ok === theirs.ok ? ['both have the same answer'] : []
  const [loser, winner, did] = mine.ok ? ([theirs, 'Ann', 'open-step'] as const) : ([mine, 'Bo', 'give-material'] as const)
  return saysWhoWasFaster(loser, winner, did) ? wrong : [...wrong, `the slower one heard ${JSON.stringify(loser)}`]
}

test('C3: of two facilitators who send tables apart at once one wins, and the other is told who and what', async () => {
  expect(await race(server)).toEqual([])
})

test('C3, control: without the comparison of turns both win', async () => {
  const lax = await startServer({ adapters: weak.turn })
  expect(await race(lax)).toContain('both have the same answer')
  await lax.close()
})
