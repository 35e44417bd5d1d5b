import { afterAll, expect, test } from 'vitest'
import type { Adapters } from '../../server/adapters.ts'
import type { Merged } from '../../shared/merge/cluster.ts'
import { changedBy, type MergedChange } from '../../shared/merge/difference.ts'
import type { SessionView } from '../../shared/session/view.ts'
import { shownOf } from '../../client/parts/agenda.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer, type TestServer } from './kit/server.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

test('the projector shows the merged result of an exercise of before, follows its boards, and comes back to the one that is on', async () => {
  const server = await startServer()
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const plan = { title: 'Two days', place: '', groups: 2, exercises: ['crime-mapping', 'response-mapping', 'evaluation'] }
  const session = (await ann.post('/rt/facilitator/sessions', plan)).body['session'] as { id: string; code: string }
  await ann.post('/rt/facilitator/plenary', { session: session.id })
  const control = await ann.connect('facilitator', session.id)
  let merged: Merged | null = null
  const wall = await ann.connect('plenary', session.id, (socket) => {
    socket.on('merged', (told: Merged) => (merged = told))
    socket.on('mergedChange', (told: MergedChange) => (merged = merged && changedBy(merged, told)))
  })
  let { view } = wall
  wall.socket.on('view', (told: SessionView) => (view = told))
  const made = () => server.serving.openSessions.session(session.id)!
  const send = (command: object) => control.send({ id: `c${made().revision}`, turn: made().turn, command })
  const isShown = (exercise: string, contributions: number) =>
    waitFor(() => merged?.exercise === exercise && merged.contributions === contributions && shownOf(view)?.item.exercise === exercise)

  await send({ do: 'open-step', step: 'choose' })
  const board = await new BoardSocket(await server.seat(session.code, 0, 'Aida'), 'seat', made().agenda[0]!.boards[made().groups[0]!.id]!).settled() // prettier-ignore
  board.add('market1', { name: 'HE' })
  await waitFor(() => board.saved === board.sent)
  await send({ do: 'open-step', step: 'resp-fill' })
  expect(await send({ do: 'show', plenary: { shows: 'merged' } })).toMatchObject({ ok: true })
  expect(await isShown('response-mapping', 0)).toBe(true)
  expect(shownOf(view)?.run.id).toBe('resp-fill')

  expect(await send({ do: 'show', plenary: { shows: 'merged', exercise: 'crime-mapping' } })).toMatchObject({ ok: true })
  expect(await isShown('crime-mapping', 1)).toBe(true)
  expect([shownOf(view)?.item.exercise, shownOf(view)?.run.id, shownOf(view)?.number]).toEqual(['crime-mapping', 'choose', 1])
  // Narrowed to one market: whoever follows the wall hears it, and it is not for tables to say.
  expect(await send({ do: 'show', plenary: { shows: 'merged', exercise: 'crime-mapping', only: 'HE' } })).toMatchObject({ ok: true })
  await waitFor(() => view.plenary.shows === 'merged' && view.plenary.only === 'HE')
  expect(await send({ do: 'show', plenary: { shows: 'merged', only: '' } })).toMatchObject({ ok: false, refused: 'not-understood' })
  const seat = await (await server.seat(session.code, 1, 'Bek')).connect('seat', session.id)
  const asked = { id: 'bek1', turn: made().turn, command: { do: 'show', plenary: { shows: 'merged', only: 'HE' } } }
  expect(await seat.send(asked)).toMatchObject({ ok: false, refused: 'not-allowed' })
  await send({ do: 'show', plenary: { shows: 'merged', exercise: 'crime-mapping' } })
  await waitFor(() => view.plenary.shows === 'merged' && view.plenary.only === undefined)
  // A table that puts something right afterwards is seen at once.
  board.add('market2', { name: 'SD' })
  expect(await isShown('crime-mapping', 2)).toBe(true)
  // Whoever opens the projector only now sees the same.
  // It listens before it is let in: the merge may come with the view.
  const told = Promise.withResolvers<Merged>()
  const second = await ann.connect('plenary', session.id, (socket) => socket.once('merged', told.resolve))
  expect(await told.promise).toMatchObject({ exercise: 'crime-mapping' })

  for (const [exercise, refused] of [
    ['evaluation', 'step-not-open'],
    ['elsewhere', 'unknown-exercise'],
    ['__proto__', 'unknown-exercise'],
  ] as const)
    // prettier-ignore
    expect(await send({ do: 'show', plenary: { shows: 'merged', exercise } })).toMatchObject({ ok: false, refused })
  await send({ do: 'show', plenary: { shows: 'merged' } })
  expect(await isShown('response-mapping', 0)).toBe(true)
  board.leave()
  for (const one of [control, wall, second]) one.socket.close()
})

test('whatever takes how long, the projector is told last what it shows last', async () => {
  let held = Promise.resolve()
  let slow: readonly string[] = []
  const storage: Adapters['storage'] = (real) => ({
    ...real,
    loadBoard: async (session, board) => (slow.includes(board) ? held : Promise.resolve()).then(() => real.loadBoard(session, board)),
  })
  const first = await startServer()
  const ann = await first.facilitator('Ann')
  const plan = { title: 'Two days', place: '', groups: 2, exercises: ['crime-mapping', 'response-mapping'] }
  const { id } = (await ann.post('/rt/facilitator/sessions', plan)).body['session'] as { id: string }
  await ann.post('/rt/facilitator/plenary', { session: id })
  const before = await ann.connect('facilitator', id)
  for (const [turn, step] of ['choose', 'resp-fill'].entries())
    expect(await before.send({ id: step, turn, command: { do: 'open-step', step } })).toMatchObject({ ok: true })
  before.socket.close()
  await first.serving.close()

  const server = await startServer({ dataDir: first.dataDir, adapters: { storage } })
  servers.push(server)
  const again = ann.at(server.serving.port)
  let letGo = () => undefined as void
  held = new Promise((resolve) => (letGo = resolve))
  slow = Object.values(server.serving.openSessions.session(id)!.agenda[0]!.boards)
  const control = await again.connect('facilitator', id)
  const wall = await again.connect('plenary', id)
  const told: string[] = []
  wall.socket.on('merged', ({ exercise }: Merged) => told.push(exercise))
  const show = (turn: number, plenary: object) => control.send({ id: `s${turn}`, turn, command: { do: 'show', plenary } })
  expect(await show(2, { shows: 'merged', exercise: 'crime-mapping' })).toMatchObject({ ok: true })
  // The telling of it is under way and waits for the disk.
  await new Promise((resolve) => control.socket.once('activity', resolve))
  expect(await show(3, { shows: 'findings' })).toMatchObject({ ok: true })
  await new Promise((resolve) => control.socket.once('activity', resolve))
  letGo()
  expect(await waitFor(() => told.length === 2)).toBe(true)
  expect(told).toEqual(['crime-mapping', 'response-mapping'])
  for (const one of [control, wall]) one.socket.close()
})
