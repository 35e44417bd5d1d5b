import { parseArgs } from 'node:util'
import type * as Y from 'yjs'
import { cardsRoot } from '../../shared/board/board.ts'
import { look, pause, percentile, SimulatedPerson } from './people.ts'

/**
 * Tries a room the evening before: simulated people join a running session and work at a human rate through
 * whichever step is open. At the end a fresh laptop of each table is asked what the server has.
 */
const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    url: { ...text, default: 'http://127.0.0.1:8080' },
    code: text,
    groups: { ...text, default: '6' },
    people: { ...text, default: '24' },
    minutes: { ...text, default: '2' },
  },
})
const say = (line: string) => process.stdout.write(line)

if (values.code === undefined) {
  process.stderr.write('Give the join code that the console shows, for example: npm run rehearse -- --code ABCDEF\n')
  process.exit(2)
}
const { url, code } = values

const lobby = await look(url, code)
const groups = lobby.groups.slice(0, Number(values.groups))
const people: SimulatedPerson[] = []
for (let index = 0; index < Number(values.people); index++) {
  const group = groups[index % groups.length]
  if (group) people.push(await SimulatedPerson.join(url, code, group.id, `Rehearsal ${index + 1}`, index + 1))
}
say(`${people.length} people sit at ${groups.length} tables. Open a step on the console if none is open.\n`)

const end = Date.now() + Number(values.minutes) * 60_000
await Promise.all([...people.map(live), report()])
await finish()

async function live(person: SimulatedPerson): Promise<void> {
  let opened = ''
  while (Date.now() < end) {
    // Somebody at a table writes or rates about every four seconds.
    await pause(2000 + Math.random() * 4000)
    const current = person.view?.current
    if (!current || current.until === null) continue
    const exercise = await person.exercise(current.exercise)
    if (opened === '') await person.openBoard((opened = current.exercise))
    const step = exercise.steps.find((one) => one.id === current.step)
    const kind = step && exercise.kinds[step.canvas.kind]
    if (step && kind) person.work(exercise, kind, step.fill)
  }
}

async function report(): Promise<void> {
  while (Date.now() < end) {
    await pause(1000)
    say(`\r${summary()}   `)
  }
}

function summary(): string {
  const edits = people.reduce((sum, person) => sum + person.edits, 0)
  const delays = people.flatMap((person) => person.delays)
  return `edits ${edits} · saved ${delays.length} · p95 ${percentile(delays, 0.95).toFixed(0)} ms`
}

/** Compares what people wrote with what a newcomer at the same table gets from the server. */
async function finish(): Promise<void> {
  await pause(2000)
  let lost = 0
  for (const [index, group] of groups.entries()) {
    const mates = people.filter((_, place) => place % groups.length === index)
    const exercise = mates[0]?.view?.current?.exercise
    if (exercise === undefined) continue
    const current = mates[0]?.view?.current
    if (current && current.until !== null) {
      for (const mate of mates) await mate.command({ do: 'done', step: current.step, done: true })
      await mates[0]?.command({ do: 'hand-in', step: current.step })
    }
    const newcomer = await SimulatedPerson.join(url, code, group.id, 'Rehearsal check', 1000 + index)
    await newcomer.openBoard(exercise)
    const cards = newcomer.doc.getMap<Y.Map<unknown>>(cardsRoot)
    for (const [card, fields] of mates.flatMap((mate) => [...mate.wrote]))
      for (const [field, value] of fields) if (String(cards.get(card)?.get(field) ?? '') !== String(value)) lost++
    newcomer.leave()
  }
  for (const person of people) person.leave()
  say(`\n${summary()}\n${lost === 0 ? 'Nothing was lost.' : `${lost} cards are not on the server as they were written.`}\n`)
  process.exit(lost === 0 ? 0 : 1)
}
