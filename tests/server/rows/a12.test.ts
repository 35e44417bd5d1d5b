import * as Y from 'yjs'
import { afterAll, expect, test } from 'vitest'
import { cardsRoot } from '../../../shared/board/board.ts'
import { BoardLine } from '../../kit/board-line.ts'
import { ControlLine } from '../../kit/control-line.ts'
import { Door } from '../../kit/door.ts'
import { SimulatedFacilitator } from '../../kit/facilitator.ts'
import { look } from '../../kit/people.ts'
import { ServerProcess } from '../../kit/server-process.ts'
import { sized } from '../../kit/size.ts'
import { until } from '../../kit/waiting.ts'
import { Witnesses } from '../../kit/witness.ts'

/** docs/reliability.md, A12: the server’s laptop sleeps. 16 s is longer than every heartbeat; ten minutes in the long run. */
const frozenMs = sized(16_000, 600_000)
const laptops = 6
let server: ServerProcess | undefined
afterAll(async () => {
  server?.thaw()
  await server?.close()
})

test(
  `A12: after ${frozenMs / 1000} s in which the server stood still, everybody is back with everything within ten seconds`,
  async () => {
    server = await ServerProcess.start()
    const witnesses = new Witnesses()
    const ann = await SimulatedFacilitator.open(server.link, witnesses)
    const made = await ann.makeSession('Asleep', 2)
    const { groups } = await look(server.url, made.code)
    const seats = await Promise.all(
      Array.from({ length: laptops }, async (_, index) => {
        const door = new Door(server?.url ?? '')
        const group = groups[index % 2]?.id ?? ''
        await door.post('/rt/seat/join', { code: made.code, group, name: `Seat ${index}`, people: 1, rapporteur: false })
        const control = new ControlLine(door, 'seat', made.id, witnesses.of('session'))
        await until(() => control.view !== null, 'no view')
        const board = new BoardLine(door, control.view?.agenda[0]?.boards[group] ?? '', witnesses.of(group))
        await until(() => board.synced, 'no board')
        return { control, board, group, door }
      }),
    )
    const add = (board: BoardLine, id: string) =>
      board.doc.getMap(cardsRoot).set(id, new Y.Map<unknown>(Object.entries({ kind: 'market', order: 1 })))
    seats.forEach(({ board }, index) => add(board, `before-${index}`))
    await until(() => seats.every(({ board }) => board.saved === board.edits), 'not saved before')

    server.freeze()
    const frozenAt = performance.now()
    seats.forEach(({ board }, index) => add(board, `meanwhile-${index}`))
    const raised = Promise.all(seats.map(({ control }) => control.send({ do: 'raise-hand' })))
    await until(() => performance.now() - frozenAt > frozenMs, 'time stands still', frozenMs + 5000)
    // The control: nothing was called saved by a server that stood still.
    expect(seats.map(({ board }) => board.edits - board.saved)).toEqual(Array<number>(laptops).fill(1))

    server.thaw()
    const thawed = performance.now()
    await until(() => seats.every(({ board }) => board.saved === board.edits), 'not saved after', 30_000)
    const answers = await raised
    await until(
      () => seats.every(({ control }) => control.connected && (control.view?.seats.every((seat) => seat.handRaised !== null) ?? false)),
      'no hands',
      30_000,
    )
    const together = performance.now() - thawed
    process.stdout.write(`A12: ${laptops} laptops back with everything ${together.toFixed(0)} ms after ${frozenMs / 1000} s\n`)
    expect(together).toBeLessThan(10_000)
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(witnesses.forgotten).toEqual([])
    // Same seats, same cookies.
    for (const { door } of seats)
      expect(await door.get<{ person: { is: string } }>('/rt/seat/me')).toMatchObject({ person: { is: 'seat' } })
    for (const { board, group } of seats) {
      const mine = seats.flatMap((one, index) => (one.group === group ? [`before-${index}`, `meanwhile-${index}`] : []))
      await until(() => [...board.doc.getMap(cardsRoot).keys()].sort().join() === mine.sort().join(), 'boards differ')
    }
    for (const { control, board } of seats) {
      control.close()
      board.close()
    }
  },
  120_000 + 2 * frozenMs,
)
