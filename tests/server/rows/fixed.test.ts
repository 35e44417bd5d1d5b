import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import type { Adapters } from '../../../server/adapters.ts'
import { cardsRoot } from '../../../shared/board/board.ts'
import { closeCodes } from '../../../shared/protocol/sync.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

/** Cards that come with an exercise stand on every board from its first step on; what is fixed of them nobody at a table changes. */
const servers: TestServer[] = []
let exercisesDir = ''
beforeAll(async () => {
  exercisesDir = await mkdtemp(join(tmpdir(), 'roundtable-start-'))
  await cp('exercises', exercisesDir, { recursive: true })
  const add = async (name: string, text: string) => {
    const file = join(exercisesDir, 'crime-mapping', name)
    await writeFile(file, (await readFile(file, 'utf8')) + text)
  }
  const market = 'kind: market, fields: { name: HE, trend: growing }'
  await add('exercise.yaml', `\nstart:\n  - { id: held, ${market}, fixed: true }\n  - { id: free, kind: market, fields: { name: HT } }\n`)
  await add('texts/en.yaml', '\nstart:\n  held: { note: Set by the organisers }\n')
  await add('texts/ru.yaml', '\nstart:\n  held: { note: Задано организаторами }\n')
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  await rm(exercisesDir, { recursive: true })
})

async function setUp(adapters: Partial<Adapters> = {}) {
  const server = await startServer({ adapters, exercisesDir })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const made = await server.session(ann)
  const console_ = await ann.connect('facilitator', made.id)
  let sent = 0
  const steer = async (command: object) =>
    expect(await console_.send({ id: `c${sent++}`, turn: server.serving.openSessions.session(made.id)?.turn ?? 0, command })).toMatchObject(
      {
        ok: true,
      },
    )
  const aida = await server.seat(made.code, 0, 'Aida')
  const group = console_.view.groups[0]?.id ?? ''
  const board = console_.view.agenda[0]?.boards[group] ?? ''
  const open = () => new BoardSocket(aida, 'seat', board).settled()
  return { server, made, steer, open, end: () => console_.socket.close() }
}
const cardOf = (socket: BoardSocket, id: string) => socket.doc.getMap(cardsRoot).get(id) as Y.Map<unknown>

test('fixed cards can be filled in and neither taken away nor moved nor changed in what they say; free ones can, and stay away', async () => {
  const { steer, made, open, end } = await setUp()
  const early = await open()
  expect(early.cards()).toEqual([])
  await steer({ do: 'set-tables', tables: [{ name: '', language: 'ru', delegation: '' }] })
  await steer({ do: 'open-step', step: made.step })
  expect(await waitFor(() => early.cards().length === 2)).toBe(true)
  expect(String(cardOf(early, 'start-held').get('note'))).toBe('Задано организаторами')
  const acts: ((socket: BoardSocket) => void)[] = [
    ({ doc }) => doc.getMap(cardsRoot).delete('start-held'),
    (socket) => cardOf(socket, 'start-held').set('order', 99),
    (socket) => cardOf(socket, 'start-held').set('trend', 'falling'),
    (socket) => cardOf(socket, 'start-held').delete('fixed'),
    (socket) => (cardOf(socket, 'start-held').get('note') as Y.Text).insert(0, 'Not '),
    (socket) => socket.add('start-held'),
  ]
  for (const act of acts) {
    const hostile = await open()
    act(hostile)
    expect(await waitFor(() => hostile.code !== 0)).toBe(true)
    expect(hostile.code).toBe(closeCodes.againstRules)
  }
  cardOf(early, 'start-held').set('scale', 4)
  early.doc.getMap(cardsRoot).delete('start-free')
  expect(await waitFor(() => early.saved === early.sent)).toBe(true)
  await steer({ do: 'add-group' })
  const late = await open()
  expect(late.cards()).toEqual(['start-held'])
  expect(['scale', 'trend', 'name'].map((name) => cardOf(late, 'start-held').get(name))).toEqual([4, 'growing', 'HE'])
  expect(String(cardOf(late, 'start-held').get('note'))).toBe('Задано организаторами')
  for (const socket of [early, late]) socket.leave()
  end()
})

test('control: a server that does not ask lets a table take a fixed card away', async () => {
  const { steer, made, open, end } = await setUp(weak.rulesOfStep)
  await steer({ do: 'open-step', step: made.step })
  const one = await open()
  const other = await open()
  expect(await waitFor(() => one.cards().length === 2 && other.cards().length === 2)).toBe(true)
  one.doc.getMap(cardsRoot).delete('start-held')
  expect(await waitFor(() => other.cards().length === 1)).toBe(true)
  for (const socket of [one, other]) socket.leave()
  end()
})
