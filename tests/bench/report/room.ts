import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { addCard } from '../../../shared/board/board.ts'
import { SimulatedFacilitator } from '../../kit/facilitator.ts'
import { SimulatedPerson } from '../../kit/people.ts'
import { ServerProcess } from '../../kit/server-process.ts'
import { twoDayReport } from '../../kit/two-day-report.ts'
import { until } from '../../kit/waiting.ts'

interface Delay {
  readonly told: number
  readonly p50: number
  readonly p99: number
  readonly worst: number
}
const barMs = 50

/** Fills a running server with 10,000 cards and asks it for files, while a person of every table goes on writing. */
export async function roomWhileWriting(groups: number): Promise<{ rows: string[]; isHeldUp: boolean }> {
  const file = join(tmpdir(), `roundtable-delay-${process.pid}.json`)
  const watch = new URL('../../kit/loop-delay.ts', import.meta.url).href
  const env = { NODE_OPTIONS: `--import ${watch}`, LOOP_DELAY_FILE: file }
  const server = await ServerProcess.start({ script: fileURLToPath(new URL('../../../server/main.ts', import.meta.url)).replace(`${process.cwd()}/`, ''), env })
  try {
    const input = await twoDayReport({ groups, cards: Math.round(10_000 / groups), language: 'en' })
    const facilitator = await SimulatedFacilitator.open(server.link)
    const made = await facilitator.makeSession('Crowded', groups, input.exercises.map(({ id }) => id)) // prettier-ignore
    const steering = await facilitator.enter(made.id)
    const people: SimulatedPerson[] = []
    for (const [at, { id }] of steering.view!.groups.entries()) {
      const person = await SimulatedPerson.join({ url: server.url, code: made.code, group: id, name: `P${at}`, seed: at + 1 })
      people.push(person)
      for (const exercise of input.exercises) {
        const line = await person.openBoard(exercise.id)
        for (const card of input.boards[exercise.id]?.[at]?.cards ?? []) addCard(line.doc, card.id, exercise.kinds[card.kind]!, card.fields, null)
        await until(() => line.saved === line.edits, 'A board was not saved.', 120_000)
      }
    }
    await facilitator.report(made.id, 'md')
    const isHeldUp: boolean[] = []
    let told = (await delayOf(server.pid, file, 0)).told
    const rows: string[] = []
    for (const format of ['docx', 'pdf', 'xlsx', 'zip']) {
      const writing = facilitator.report(made.id, format)
      const typing = setInterval(() => people.forEach((person, at) => type(person, input.exercises[at % input.exercises.length]!.id)), 250)
      const bytes = await writing.finally(() => clearInterval(typing))
      const delay = await delayOf(server.pid, file, told)
      told = delay.told
      isHeldUp.push(delay.p99 > barMs)
      rows.push(`| ${format}, ${(bytes.length / 1e6).toFixed(1)} MB | ${[delay.p50, delay.p99, delay.worst].map((ms) => ms.toFixed(1)).join(' | ')} | ${barMs} |`) // prettier-ignore
    }
    people.forEach((person) => person.leave())
    steering.close()
    return { rows, isHeldUp: isHeldUp.includes(true) }
  } finally {
    await server.close()
    rmSync(file, { force: true })
  }
} // prettier-ignore

/** One letter more in a card of the own table. */
function type(person: SimulatedPerson, exercise: string): void {
  const line = person.boards.find(({ board }) => person.view?.agenda.some((item) => item.exercise === exercise && Object.values(item.boards).includes(board)))
  line?.doc.transact(() => {
    const card = [...line.doc.getMap<{ set(name: string, value: unknown): void }>('cards').values()][0]
    card?.set('order', Math.round(performance.now()))
  })
} // prettier-ignore

async function delayOf(pid: number, file: string, before: number): Promise<Delay> {
  process.kill(pid, 'SIGUSR2')
  const read = () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8') || '{"told":0}') as Delay) : null)
  await until(() => (read()?.told ?? 0) > before, 'The server did not say how long its event loop was held up.')
  return read()!
}
