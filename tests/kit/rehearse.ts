import { createInterface } from 'node:readline/promises'
import { percentile } from './chance.ts'
import { SimulatedFacilitator } from './facilitator.ts'
import { help, readFlags } from './rehearse-flags.ts'
import { Rehearsal, type RehearsalOptions } from './rehearsal.ts'
import { ServerProcess } from './server-process.ts'
import { pause } from './waiting.ts'
import { Witnesses } from './witness.ts'

/**
 * Tries a room the evening before: simulated people take seats over the real channels and work at a human rate.
 * At the end a fresh laptop of each table is asked for everything that was called saved. Ends with 1 when something is lost.
 */
const { url, code, link, size } = readFlags()
const isTerminal = process.stdout.isTTY
const say = (line: string) => void process.stdout.write(`${line}\n`)

try {
  process.exitCode = await rehearse()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
process.exit()

async function rehearse(): Promise<number> {
  if (link !== undefined) return runSteered(link)
  if (code !== undefined) return run({ ...size, url, code })
  if (!(await answers())) return runAlone()
  const given = await askFor()
  if (given === '') {
    process.stderr.write(`Roundtable runs at ${url}.\n${help}`)
    return 2
  }
  return given.includes('#') ? runSteered(given) : run({ ...size, url, code: given })
}

/** On a server of its own, which laptops in the room can open meanwhile. */
async function runAlone(): Promise<number> {
  say(`No Roundtable runs at ${url}: the rehearsal starts one. It takes a moment.`)
  const server = await ServerProcess.start({ host: '0.0.0.0', port: Number(new URL(url).port || 80) })
  process.once('SIGINT', () => void server.close().finally(() => process.exit(130)))
  try {
    return await runSteered(server.link, server.addresses)
  } finally {
    await server.close()
  }
}

async function runSteered(link: string, addresses: readonly string[] = []): Promise<number> {
  const witnesses = new Witnesses()
  const facilitator = await SimulatedFacilitator.open(link, witnesses)
  const session = await facilitator.makeSession('Rehearsal', size.groups)
  say(`Watch on the console: ${await facilitator.invite()}`)
  say(`Real laptops may join too: ${[...addresses, `code ${session.code}`].join(', ')}`)
  const steering = await facilitator.enter(session.id)
  return run({ ...size, url: new URL(link).origin, code: session.code, steering, witnesses })
}

async function run(options: RehearsalOptions): Promise<number> {
  const rehearsal = new Rehearsal(options)
  const lobby = await rehearsal.join()
  const tables = new Set(rehearsal.people.map(({ group }) => group)).size
  say(`${rehearsal.people.length} people sit at ${tables} tables of "${lobby.title}".`)
  if (!options.steering) say('They follow the console: open a step there if none is open.')
  const working = rehearsal.work()
  const shown = show(rehearsal, working)
  await working
  await shown
  const wrong = await rehearsal.check()
  tell(rehearsal, wrong)
  rehearsal.leave()
  return wrong.length === 0 ? 0 : 1
}

/** A line that renews itself each second, or one line every ten seconds where the output is kept. */
async function show(rehearsal: Rehearsal, working: Promise<void>): Promise<void> {
  let isOver = false
  void working.finally(() => (isOver = true)).catch(() => undefined)
  for (let second = 1; !isOver; second++) {
    await pause(1000)
    if (isTerminal) process.stdout.write(`\r${summary(rehearsal)}\u001b[K`)
    else if (second % 10 === 0) say(summary(rehearsal))
  }
  if (isTerminal) say('')
}

function summary({ people }: Rehearsal): string {
  const sum = (of: (person: Rehearsal['people'][number]) => number) => people.reduce((total, person) => total + of(person), 0)
  const current = people[0]?.view?.current
  const step = current ? `step ${current.step}${current.until === null ? ' (closed)' : ''}` : 'no step is open'
  const connected = sum((person) => Number(person.isConnected))
  return `${step} · ${connected} of ${people.length} connected · edits ${sum((one) => one.edits)} · saved ${sum((one) => one.saved)} · ${delays(people)}`
}

function delays(people: Rehearsal['people']): string {
  const all = people.flatMap((person) => person.boards.flatMap((board) => board.delays))
  return `saved after ${percentile(all, 0.5).toFixed(0)} ms (p50), ${percentile(all, 0.95).toFixed(0)} ms (p95)`
}

function tell(rehearsal: Rehearsal, wrong: readonly string[]): void {
  const things = rehearsal.people.flatMap((person) => [...person.written.values()].flat())
  const count = (sort: string) => things.filter((one) => one.sort === sort).length
  say(summary(rehearsal))
  say(`Compared with fresh laptops: ${count('card')} cards, ${count('value')} choices and ratings, ${count('words')} notes.`)
  say(wrong.length === 0 ? 'Nothing was lost.' : `${wrong.length} things are not as they should be:`)
  for (const sentence of wrong.slice(0, 30)) say(`- ${sentence}`)
  if (wrong.length > 30) say(`- and ${wrong.length - 30} more`)
}

async function answers(): Promise<boolean> {
  return fetch(new URL('/rt/health', url)).then(
    () => true,
    () => false,
  )
}

/** Empty when nobody sits at a terminal. */
async function askFor(): Promise<string> {
  if (!process.stdin.isTTY || !isTerminal) return ''
  const reader = createInterface({ input: process.stdin, output: process.stdout })
  const given = await reader.question('The join code of your session, or a one-time link of the facilitator: ')
  reader.close()
  return given.trim()
}
