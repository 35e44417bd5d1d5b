import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readArchive } from '../../shared/archive/read.ts'
import { ownBoardOf } from '../../shared/session/alone.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { isRefusal } from '../../shared/refusals.ts'
import type { Session } from '../../shared/session/session.ts'
import type { SessionView } from '../../shared/session/view.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import type { ControlLink, Laptop } from './kit/people.ts'
import { startProcess } from './kit/process.ts'
import { saysWhoWasFaster } from './kit/races.ts'
import { startServer, type TestServer } from './kit/server.ts'

/** Exercises that come into a session while it runs, and go again, through real sockets. */
let server: TestServer
let ann: Laptop
beforeAll(async () => {
  server = await startServer()
  ann = await server.facilitator('Ann')
})
afterAll(() => server.close())

const title = { en: 'Line', ru: 'Строка' }
const daysOf = (exercises: readonly string[]) => [{ title, lines: exercises.map((exercise) => ({ at: '', minutes: 30, title, exercise })) }]
const setAgenda = (exercises: readonly string[], change: object = {}) => ({
  do: 'set-agenda',
  days: daysOf(exercises),
  minutes: {},
  ...change,
})

let sent = 0
/** Sends with the turn that this page saw last. */
async function listen(laptop: Laptop, session: string) {
  let view: SessionView | null = null
  const link: ControlLink = await laptop.connect('facilitator', session, (socket) => socket.on('view', (one: SessionView) => (view = one)))
  const steer = async (command: object, turn = view!.turn) => link.send({ id: `agenda${sent++}`, turn, command })
  return { link, steer, view: () => view! }
}

async function setUp(plan: object = {}) {
  const asked = { title: 'A day', place: '', groups: 2, exercises: ['crime-mapping', 'priorities'], ...plan }
  const { id, code } = (await ann.post('/rt/facilitator/sessions', asked)).body['session'] as { id: string; code: string }
  const session = (): Session => server.serving.openSessions.session(id)!
  const first = session().agenda[0]!.steps[0]!.id
  return { id, code, session, first, ...(await listen(ann, id)) }
}

const exercisesIn = ({ agenda }: Pick<Session, 'agenda'>) => agenda.map(({ exercise }) => exercise)
const definitionOf = async (laptop: Laptop, session: string, exercise: string, hat = 'facilitator') =>
  (await (await laptop.get(`/rt/${hat}/exercises/${session}/${exercise}`)).json()) as Exercise

test('an exercise that comes in while a step runs is worked on, and is there with its work after the server was killed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-agenda-'))
  let running = await startProcess({ dataDir })
  try {
    const bo = await running.facilitator('Bo')
    const { id, code, step } = await running.session(bo)
    const console = await listen(bo, id)
    const group = console.view().groups[1]!.id
    const aida = await running.seat(code, 1, 'Aida')
    await console.steer({ do: 'open-step', step })
    await waitFor(() => console.view().current?.step === step)
    expect(await console.steer(setAgenda(['crime-mapping', 'swot'], { add: ['swot'] }))).toMatchObject({ ok: true })
    expect(await waitFor(() => exercisesIn(console.view()).includes('swot'))).toBe(true)
    // What runs is not touched by it.
    expect(console.view().current?.step).toBe(step)
    const seat = await aida.connect('seat', id)
    const board = seat.view.agenda[1]!.boards[group]!
    expect((await definitionOf(aida, id, 'swot', 'seat')).steps.map(({ id }) => id)).toEqual(seat.view.agenda[1]!.steps.map(({ id }) => id))
    expect(await console.steer({ do: 'open-step', step: seat.view.agenda[1]!.steps[0]!.id })).toMatchObject({ ok: true })
    const writing = await new BoardSocket(aida, 'seat', board).settled()
    writing.add('c1', { kind: 'point', quadrant: 'S' })
    expect(await waitFor(() => writing.sent > 0 && writing.saved === writing.sent)).toBe(true)
    for (const { socket } of [seat, console.link]) socket.close()
    writing.leave()

    await running.kill()
    running = await startProcess({ dataDir, port: running.port })
    const again = await listen(bo, id)
    expect(again.view().agenda.map(({ exercise, boards }) => [exercise, boards[group]])).toEqual([
      ['crime-mapping', expect.any(String)],
      ['swot', board],
    ])
    expect(again.view().current?.step).toBe(seat.view.agenda[1]!.steps[0]!.id)
    expect((await definitionOf(bo, id, 'swot')).id).toBe('swot')
    expect((await new BoardSocket(aida, 'seat', board).settled()).cards()).toEqual(['c1'])
    const { merged } = (await (await bo.get(`/rt/facilitator/merged/${id}/swot`)).json()) as { merged: { clusters: unknown[] } }
    expect(merged.clusters).toHaveLength(1)
    const report = await (await bo.get(`/rt/facilitator/report/${id}.html?lang=en`)).text()
    expect(report).toContain((await definitionOf(bo, id, 'swot')).title.en)
    again.link.socket.close()
  } finally {
    await running.kill()
    await rm(dataDir, { recursive: true, force: true })
  }
})

test('of two facilitators who change the agenda at once one is told who was faster; a table may not', async () => {
  const { id, code, session, steer, link, view } = await setUp()
  const bo = await listen(await server.facilitator('Bo'), id)
  const { turn } = view()
  expect(await steer(setAgenda(exercisesIn(session()), { add: ['swot'] }), turn)).toMatchObject({ ok: true })
  const slower = await bo.steer(setAgenda(exercisesIn(session()), { add: ['pestel'] }), turn)
  expect(saysWhoWasFaster(slower, 'Ann', 'set-agenda')).toBe(true)
  expect(exercisesIn(session())).toEqual(['crime-mapping', 'priorities', 'swot'])
  const aida = await (await server.seat(code, 0, 'Aida')).connect('seat', id)
  const cannot = await aida.send({ id: 'of-a-seat', turn: session().turn, command: setAgenda([], { add: ['pestel'] }) })
  expect(cannot).toMatchObject({ refused: 'not-allowed' })
  for (const { socket } of [link, bo.link, aida]) socket.close()
})

test('the same command sent again is carried out once, and what cannot come in changes nothing', async () => {
  const { session, link } = await setUp()
  const envelope = { id: `again${sent++}`, turn: session().turn, command: setAgenda(['swot'], { add: ['swot'] }) }
  const answers = [await link.send(envelope), await link.send(envelope)]
  expect(answers[0]).toMatchObject({ ok: true })
  expect(answers[1]).toEqual(answers[0])
  const before = session()
  const trying = async (change: object) => link.send({ id: `try${sent++}`, turn: before.turn, command: setAgenda([], change) })
  expect(await trying({ add: ['nosuchone'] })).toMatchObject({ refused: 'unknown-exercise' })
  expect(await trying({ add: ['swot'] })).toMatchObject({ refused: 'exercise-there' })
  expect(await trying({ add: ['../../etc'] })).toMatchObject({ refused: 'not-understood' })
  expect(await trying({ add: [] })).toMatchObject({ refused: 'not-understood' })
  expect(await trying({ remove: ['nosuchone'] })).toMatchObject({ refused: 'unknown-exercise' })
  expect(session()).toBe(before)
  link.socket.close()
})

test('an exercise goes while its boards are empty; nobody gets in there any more, and one with a card stays', async () => {
  const { id, code, session, steer, link, first, view } = await setUp({ exercises: ['crime-mapping', 'priorities', 'swot'] })
  const [group] = session().groups.map((one) => one.id) as [string]
  const boardIn = (exercise: string) => session().agenda.find((item) => item.exercise === exercise)!.boards[group]!
  const aida = await server.seat(code, 0, 'Aida')
  const swot = boardIn('swot')
  const empty = await new BoardSocket(aida, 'seat', swot).settled()
  empty.leave()
  const written = await new BoardSocket(aida, 'seat', boardIn('priorities')).settled()
  written.add('c1', { kind: 'item', name: 'x' })
  await waitFor(() => written.sent > 0 && written.saved === written.sent)
  expect(await steer(setAgenda(['crime-mapping'], { remove: ['priorities'] }))).toMatchObject({ refused: 'exercise-used' })
  expect(await steer(setAgenda(['crime-mapping'], { remove: ['swot', 'priorities'] }))).toMatchObject({ refused: 'exercise-used' })
  expect(exercisesIn(session())).toEqual(['crime-mapping', 'priorities', 'swot'])
  expect(await steer(setAgenda(['crime-mapping'], { remove: ['swot'] }))).toMatchObject({ ok: true })
  expect(exercisesIn(session())).toEqual(['crime-mapping', 'priorities'])
  const late = await new BoardSocket(aida, 'seat', swot).settled()
  expect(late.code).toBe(4403)
  expect(await definitionOf(ann, id, 'swot')).toMatchObject({ refused: 'unknown-exercise' })
  // So does one that was opened.
  await waitFor(() => view().turn === session().turn)
  expect(await steer({ do: 'open-step', step: first })).toMatchObject({ ok: true })
  expect(await steer(setAgenda(['priorities'], { remove: ['crime-mapping'] }), session().turn)).toMatchObject({ refused: 'exercise-used' })
  // What came back is a fresh one: nobody finds in it what others did.
  expect(await steer(setAgenda(['crime-mapping', 'swot'], { add: ['swot'] }), session().turn)).toMatchObject({ ok: true })
  expect(boardIn('swot')).not.toBe(swot)
  written.leave()
  link.socket.close()
})

test('an exercise that has come in goes along in the session’s file, one that has gone does not', async () => {
  const { id, session, steer, link } = await setUp()
  expect(await steer(setAgenda(['swot', 'priorities'], { add: ['swot'], remove: ['crime-mapping'] }))).toMatchObject({ ok: true })
  const file = await (await ann.get(`/rt/facilitator/archives/${id}`)).text()
  const read = readArchive(file, (text) => createHash('sha256').update(text).digest('hex'))
  if (isRefusal(read)) throw new Error(read.refused)
  expect(exercisesIn(read.archive.session)).toEqual(['swot', 'priorities'])
  expect(read.archive.exercises.map((one) => one.id)).toEqual(exercisesIn(session()))
  const other = await startServer()
  const bob = await other.facilitator('Bob')
  const headers = { cookie: bob.cookie, origin: bob.base, 'x-roundtable': '1', 'content-type': 'application/vnd.roundtable.session+json' }
  expect((await fetch(`${bob.base}/rt/facilitator/archives`, { method: 'POST', headers, body: file })).status).toBe(200)
  expect(await (await bob.get(`/rt/facilitator/archives/${id}`)).text()).toBe(file)
  await other.close()
  link.socket.close()
})

test('what laptops write alone goes along in the session’s file, also behind an exercise that has come in', async () => {
  const { id, code, session, steer, link, view } = await setUp()
  const days = setAgenda(['crime-mapping', 'swot', 'priorities'], { add: ['swot'] })
  expect(await steer(days)).toMatchObject({ ok: true })
  const item = () => session().agenda.find(({ exercise }) => exercise === 'priorities')!
  const step = item().steps[0]!.id
  expect(await steer({ do: 'open-step', step }, session().turn)).toMatchObject({ ok: true })
  expect(await steer({ do: 'write-alone', step }, session().turn)).toMatchObject({ ok: true })
  const aida = await server.seat(code, 0, 'Aida')
  await waitFor(() => view().seats.length === 1)
  const own = await new BoardSocket(aida, 'seat', ownBoardOf(session().agenda, step, session().seats[0]!)).settled()
  own.add('c1', { kind: 'item', name: 'x' })
  expect(await waitFor(() => own.sent > 0 && own.saved === own.sent)).toBe(true)
  const file = await (await ann.get(`/rt/facilitator/archives/${id}`)).text()
  const read = readArchive(file, (text) => createHash('sha256').update(text).digest('hex'))
  if (isRefusal(read)) throw new Error(read.refused)
  const board = item().boards[session().groups[0]!.id]!
  expect(read.archive.boards[board]?.cards.map((card) => card.id)).toEqual(['c1'])
  own.leave()
  link.socket.close()
})

test('an exercise stays where a laptop wrote alone and has left, also when the opening was taken back', async () => {
  const { code, session, steer, link, view } = await setUp()
  const step = session().agenda[1]!.steps[0]!.id
  for (const command of [
    { do: 'open-step', step },
    { do: 'write-alone', step },
  ])
    expect(await steer(command, session().turn)).toMatchObject({ ok: true })
  const aida = await server.seat(code, 0, 'Aida')
  const seat = session().seats[0]!
  const own = await new BoardSocket(aida, 'seat', ownBoardOf(session().agenda, step, seat)).settled()
  own.add('c1', { kind: 'item', name: 'x' })
  expect(await waitFor(() => own.sent > 0 && own.saved === own.sent)).toBe(true)
  expect(await steer({ do: 'undo-open', step }, session().turn)).toMatchObject({ ok: true })
  expect(await steer({ do: 'remove-seat', seat: seat.id })).toMatchObject({ ok: true })
  await waitFor(() => view().revision === session().revision)
  expect(await steer(setAgenda(['crime-mapping'], { remove: ['priorities'] }))).toMatchObject({ refused: 'exercise-used' })
  // Opened once more, the table is shown it.
  expect(await steer({ do: 'open-step', step }, session().turn)).toMatchObject({ ok: true })
  const mate = await new BoardSocket(await server.seat(code, 0, 'Bek'), 'seat', session().agenda[1]!.boards[seat.group]!).settled()
  expect(await steer({ do: 'show-cards', step, group: seat.group })).toMatchObject({ ok: true })
  expect(await waitFor(() => mate.cards().includes('c1'))).toBe(true)
  for (const socket of [own, mate]) socket.leave()
  link.socket.close()
})

test('maps of an exercise that comes in are drawn as those that the session has', async () => {
  const profilesOf = async (boundaries: object) => {
    const { id, steer, link } = await setUp({ exercises: ['crime-mapping'], ...boundaries })
    expect(await steer(setAgenda(['routes', 'crime-mapping'], { add: ['routes'] }))).toMatchObject({ ok: true })
    link.socket.close()
    const both = await Promise.all(['crime-mapping', 'routes'].map((exercise) => definitionOf(ann, id, exercise)))
    return both.map(({ maps }) => Object.values(maps ?? {}).map(({ profile }) => profile))
  }
  expect(await profilesOf({ boundaries: 'none' })).toEqual([['none'], ['none']])
  expect(await profilesOf({ boundaries: 'un' })).toEqual([['un'], ['un']])
  const line = { type: 'LineString', coordinates: [[64, 38], [66, 40], [68, 41]] } // prettier-ignore
  const headers = { cookie: ann.cookie, origin: ann.base, 'x-roundtable': '1', 'content-type': 'application/geo+json' }
  const given = await fetch(`${ann.base}/rt/facilitator/boundaries?name=b.geojson`, { method: 'POST', headers, body: JSON.stringify(line) })
  const { boundaries } = (await given.json()) as { boundaries: string }
  const { id, steer, link } = await setUp({ exercises: ['crime-mapping'], ownBoundaries: boundaries })
  expect(await steer(setAgenda(['crime-mapping', 'routes'], { add: ['routes'] }))).toMatchObject({ ok: true })
  const [there, added] = await Promise.all(
    ['crime-mapping', 'routes'].map(async (one) => Object.values((await definitionOf(ann, id, one)).maps!)[0]!),
  )
  expect(added!.profile).toBe('own')
  expect([added!.boundaries, added!.disclaimer]).toEqual([there!.boundaries, there!.disclaimer])
  link.socket.close()
})
