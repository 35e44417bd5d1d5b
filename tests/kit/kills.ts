import { chance, type Chance } from './chance.ts'
import { checkCommands, workControls } from './commanders.ts'
import { SimulatedFacilitator } from './facilitator.ts'
import type { SimulatedPerson } from './people.ts'
import { Rehearsal } from './rehearsal.ts'
import { ServerProcess } from './server-process.ts'
import { pause, until } from './waiting.ts'
import { Witnesses } from './witness.ts'

const tables = 6
const laptops = 24
const mostUnsaved = 4
const mostCards = 60

export interface KillOptions {
  readonly kills: number
  readonly seed: number
  /** Run instead of what `npm start` runs: a server that says "saved" too early, and of what. */
  readonly hasty?: 'edits' | 'commands'
  /** Ends as soon as something is found. */
  readonly endWhenFound?: boolean
  readonly say?: (line: string) => void
}

export interface KillReport {
  readonly kills: number
  /** Edits and commands that were called saved. */
  readonly edits: number
  readonly commands: number
  /** Milliseconds from each kill until `/` answered 200. */
  readonly back: readonly number[]
  /** Milliseconds from a kill until all people were connected again by themselves, where the next kill waited for it. */
  readonly together: readonly number[]
  /** A sentence for each thing that was lost or doubled. */
  readonly wrong: readonly string[]
}

/**
 * Kills the server again and again, at any moment, while 24 people edit flat out and send commands. They come back by
 * themselves. Whatever was acknowledged before a kill must be there after it: the first laptop of a table that comes back
 * looks before anybody brings anything, and at the end everything is compared with what fresh laptops get.
 */
export async function killAgainAndAgain(options: KillOptions): Promise<KillReport> {
  const hasty = options.hasty ? { script: 'tests/kit/hasty-server.ts', env: { HASTY: options.hasty } } : null
  const server = await ServerProcess.start(hasty ?? { env: { MOST_CRASHES: '1000000' } })
  const witnesses = new Witnesses()
  const facilitator = await SimulatedFacilitator.open(server.link, witnesses)
  const session = await facilitator.makeSession('A hard day', tables)
  const console = await facilitator.enter(session.id)
  const room = new Rehearsal({ url: server.url, code: session.code, groups: tables, people: laptops, minutes: 0, witnesses, mostCards })
  const life = { isOver: false }
  try {
    await room.join()
    await console.send({ do: 'open-step', step: 'choose', minutes: 600 })
    await until(() => room.people.every((one) => one.view?.current !== null), 'The step did not open everywhere.')
    await Promise.all(room.people.map((one) => one.openBoard('crime-mapping')))
    const commands = workControls(console, room.people, life)
    const editing = room.people.map((person) => editFlatOut(person, life))
    const { back, together } = await killAll(server, room, witnesses, options)
    life.isOver = true
    const isFound = witnesses.forgotten.length > 0
    if (!isFound) await Promise.all([...editing, commands])
    const wrong = isFound ? witnesses.forgotten : [...(await room.check()), ...(await checkCommands(console, room.people))]
    const done = [console, ...room.people.map(({ control }) => control)].reduce((sum, line) => sum + line.done.length, 0)
    return { kills: back.length, edits: room.people.reduce((sum, one) => sum + one.saved, 0), commands: done, back, together, wrong }
  } finally {
    life.isOver = true
    room.leave()
    console.close()
    await server.close()
  }
}

async function killAll(server: ServerProcess, room: Rehearsal, witnesses: Witnesses, options: KillOptions) {
  const random = chance(options.seed)
  const back: number[] = []
  const together: number[] = []
  let killed = 0
  const isFound = () => options.endWhenFound === true && witnesses.forgotten.length > 0
  const isAllThere = () => isFound() || room.people.every((one) => one.isConnected)
  while (back.length < options.kills) {
    const isPatient = back.length === 0 || random() < 0.75
    if (isPatient) await until(isAllThere, () => awayFrom(room), 30_000)
    if (isPatient && back.length > 0) together.push(performance.now() - killed)
    if (isPatient) await workAWhile(room, random, isFound)
    // Every fourth time while people are still coming back.
    else await pause(random() * 1000)
    if (isFound()) return { back, together }
    const starts = server.starts
    killed = performance.now()
    server.kill()
    const ready = server.isWatchedOver ? undefined : server.startAgain()
    await answers(server.url)
    back.push(performance.now() - killed)
    await ready
    await until(
      () => server.starts > starts,
      () => `Nobody started the server again: ${server.said}`,
    )
    options.say?.(`${back.length} kills, back after ${back.at(-1)?.toFixed(0)} ms, ${savedBy(room)} edits saved`)
  }
  await until(isAllThere, () => awayFrom(room), 30_000)
  return { back, together }
}

async function workAWhile(room: Rehearsal, random: Chance, isFound: () => boolean): Promise<void> {
  const before = savedBy(room)
  await until(() => isFound() || savedBy(room) > before + laptops, 'Nobody works.', 30_000)
  await pause(random() * 1500)
}

/** The next edit as soon as the server has called most of the earlier ones saved. */
async function editFlatOut(person: SimulatedPerson, life: { readonly isOver: boolean }): Promise<void> {
  while (!life.isOver) {
    while (person.edits - person.saved < mostUnsaved && person.work());
    await pause(2)
  }
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const status = await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.text().then(() => response.status),
      () => 0,
    )
    if (status === 200) return
    await pause(5)
  }
}

const savedBy = (room: Rehearsal) => room.people.reduce((sum, person) => sum + person.saved, 0)

function awayFrom(room: Rehearsal): string {
  const away = room.people.filter((person) => !person.isConnected)
  return `These did not come back: ${away.map((one) => `${one.name} (${one.boards[0]?.closed ?? 'not refused'})`).join(', ')}`
}
