import { strFromU8, unzipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { lateKeys, versionOf } from '../../shared/report/late.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { sampleReport } from '../kit/report-sample.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer, type TestServer } from './kit/server.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

test('X7: what comes after a table has handed in is in the next report, and said to be late; what came before is not', { timeout: 60_000 }, async () => {
  const server = await startServer()
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const { id, code } = await server.session(ann)
  const seat = await server.seat(code, 0, 'Aida')
  const made = server.serving.openSessions.session(id)!
  const steps = made.agenda[0]!.steps.map((step) => step.id)
  const link = await ann.connect('facilitator', id)
  const table = await seat.connect('seat', id)
  const board = await new BoardSocket(seat, 'seat', made.agenda[0]!.boards[made.groups[0]!.id]!).settled()
  const put = async (card: string) => {
    board.add(card, { name: { own: `Wq${card}` } })
    expect(await waitFor(() => board.saved === board.sent)).toBe(true)
  }
  const told = async () => {
    const lines = (await (await ann.get(`/rt/facilitator/report/${id}.md?lang=en`)).text()).split('\n')
    const rows = lines.filter((line) => line.startsWith('|') && /Wq/.test(line))
    const isMarked = (card: string) => rows.some((row) => row.includes(`Wq${card}`) && /\| yes\s*\|$/.test(row))
    return { isThere: (card: string) => rows.some((row) => row.includes(`Wq${card}`)), isMarked, says: lines.find((line) => line.includes('handed in; it counts')) }
  }
  let sent = 0
  const handIn = async (step: string) => {
    expect(await link.send({ id: `open-${sent}`, turn: sent, command: { do: 'open-step', step } })).toMatchObject({ ok: true })
    expect(await table.send({ id: `hand-${sent++}`, turn: null, command: { do: 'hand-in', step } })).toMatchObject({ ok: true })
  }
  await put('first')
  await handIn(steps[0]!)
  await put('between')
  expect((await told()).says).toBeUndefined()
  for (const step of steps.slice(1)) await handIn(step)
  expect((await told()).says).toBeUndefined()
  await put('late')
  const report = await told()
  expect(['first', 'between', 'late'].map((card) => [report.isThere(card), report.isMarked(card)])).toEqual([[true, false], [true, false], [true, true]])
  expect(report.says).toContain('One contribution came after its group had handed in; it counts like all others.')
  const book = unzipSync(new Uint8Array(await (await ann.get(`/rt/facilitator/report/${id}.xlsx?lang=en`)).arrayBuffer()))
  expect(Object.values(book).some((part) => strFromU8(part, true).includes('After hand-in'))).toBe(true)
  // The board was the same at the last hand-ins, and one version says so; an earlier step that is handed in once more makes another.
  expect(await table.send({ id: 'back', turn: null, command: { do: 'take-back', step: steps[0] } })).toMatchObject({ ok: true })
  expect(await table.send({ id: 'again', turn: null, command: { do: 'hand-in', step: steps[0] } })).toMatchObject({ ok: true })
  expect((await told()).isMarked('late')).toBe(true)
  const open = await (await ann.get(`/rt/facilitator/report/${id}.md?lang=en&variant=public`)).text()
  expect(open).not.toContain('After hand-in')
}) // prettier-ignore

test('X7, control: a report that is told of nothing late marks nothing', () => {
  const input = sampleReport('en')
  const boards = input.boards['crime-mapping']!
  const told = (late: readonly string[]) => JSON.stringify(assembleReport({ ...input, late }).blocks)
  expect(told([])).not.toContain('After hand-in')
  expect(told(lateKeys(boards[1]!, boards[1]!.cards.slice(1)))).toContain('After hand-in')
  const version = (id: number, at: number, why: 'hand-in' | 'time') => ({ id, at, why, cards: 0 })
  const all = [version(3, 30, 'hand-in'), version(1, 10, 'time'), version(2, 20, 'hand-in')]
  const found = [15, 20, 25, 40, 5].map((at) => versionOf({ group: 'g', at, by: '' }, at === 5 ? [] : all)?.id ?? null)
  expect(found).toEqual([2, 2, 3, 3, null])
  // Nothing had changed at 25, and the version at 30 is that of the next hand-in.
  expect(versionOf({ group: 'g', at: 25, by: '' }, all, 28)?.id).toBe(2)
})
