import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import type { Activity } from '../../shared/protocol/control.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import type { Laptop } from './kit/people.ts'
import { startServer, type TestServer } from './kit/server.ts'

vi.mock('../../shared/merge/merge.ts', { spy: true })
const merges = () => vi.mocked(mergeGroups).mock.calls.length

const dirs: string[] = []
afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))))

async function freshDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-activity-'))
  dirs.push(dir)
  return dir
}

/** What the facilitator is told of the first table. */
async function watch(ann: Laptop, session: string) {
  const link = await ann.connect('facilitator', session)
  const told: Activity[] = []
  link.socket.on('activity', (activity: readonly Activity[]) => activity[0] && told.push(activity[0]))
  return { ...link, told, last: () => told.at(-1) }
}

function boardIn(server: TestServer, session: string, exercise = 0): string {
  const made = server.serving.openSessions.session(session)
  return made?.agenda[exercise]?.boards[made.groups[0]?.id ?? ''] ?? ''
}

const isSaved = (one: BoardSocket) => waitFor(() => one.saved === one.sent)

test('what a table did last and after it handed in is known after a new start; cards of the server are not its doing', async () => {
  const dataDir = await freshDir()
  let server = await startServer({ dataDir })
  const ann = await server.facilitator('Ann')
  const { exercises } = (await (await ann.get('/rt/facilitator/exercises')).json()) as { exercises: { id: string }[] }
  expect(exercises.map(({ id }) => id)).toContain('response-mapping')
  const plan = { title: 'Day one', place: '', groups: 1, exercises: ['response-mapping'] }
  const session = (await ann.post('/rt/facilitator/sessions', plan)).body['session'] as { id: string; code: string }
  const seat = await server.seat(session.code, 0, 'Aida')
  const step = server.serving.openSessions.session(session.id)?.agenda[0]?.steps[0]?.id ?? ''
  const board = boardIn(server, session.id)

  const { send, last, socket } = await watch(ann, session.id)
  await send({ id: 'open', turn: 0, command: { do: 'open-step', step } })
  const table = await seat.connect('seat', session.id)
  expect(await table.send({ id: 'hand', turn: null, command: { do: 'hand-in', step } })).toMatchObject({ ok: true })
  const from = { exercise: 'crime-mapping', cluster: 'a:b', groups: 1, of: 1 }
  const cards = [{ kind: 'threat', title: { code: 'HE' }, from }]
  expect(await send({ id: 'hand-on', turn: null, command: { do: 'hand-on', exercise: 'response-mapping', cards } })).toMatchObject({
    ok: true,
  })
  await waitFor(() => server.serving.openSessions.session(session.id)?.agenda[0]?.givens?.length === 1)
  const writer = await new BoardSocket(seat, 'seat', board).settled()
  expect(writer.cards()).toHaveLength(1)
  await waitFor(() => last()?.present === 1)
  expect(last()).toMatchObject({ lastEdit: null, changedAfter: false })

  writer.add('late', { kind: 'response' })
  await isSaved(writer)
  expect(await waitFor(() => last()?.changedAfter === true)).toBe(true)
  const before = last()?.lastEdit
  expect(before).toBeTypeOf('number')
  socket.close()
  table.socket.close()
  writer.leave()
  await server.serving.close()

  server = await startServer({ dataDir })
  const again = await watch(ann.at(server.serving.port), session.id)
  await waitFor(() => again.told.length > 0)
  expect(again.last()).toMatchObject({ lastEdit: before, changedAfter: true, present: 0 })
  again.socket.close()
  await server.serving.close()
})

test('signs of life are told without a merge', async () => {
  const server = await startServer({ dataDir: await freshDir() })
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const seat = await server.seat(session.code, 0, 'Aida')
  const { last, socket } = await watch(ann, session.id)
  await waitFor(() => last() !== undefined)
  const before = merges()
  for (let visit = 0; visit < 3; visit++) {
    const board = new BoardSocket(seat, 'seat', boardIn(server, session.id))
    expect(await waitFor(() => last()?.present === 1)).toBe(true)
    board.leave()
    expect(await waitFor(() => last()?.present === 0)).toBe(true)
  }
  expect(merges()).toBe(before)
  // The control: an edit is merged.
  const board = await new BoardSocket(seat, 'seat', boardIn(server, session.id)).settled()
  board.add('one')
  expect(await waitFor(() => merges() > before)).toBe(true)
  board.leave()
  socket.close()
  await server.serving.close()
})
