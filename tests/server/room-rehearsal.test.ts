import { spawn } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import type { SimulatedPerson } from '../kit/people.ts'
import { Rehearsal } from '../kit/rehearsal.ts'
import { ServerProcess } from '../kit/server-process.ts'
import { isLong } from '../kit/size.ts'
import { until } from '../kit/waiting.ts'
import { Witnesses } from '../kit/witness.ts'

let server: ServerProcess
let stop: (() => void)[] = []

beforeEach(async () => {
  server = await ServerProcess.start()
})
afterEach(async () => {
  stop.forEach((one) => one())
  stop = []
  await server.close()
})

test('the rehearsal joins a running server by its link, goes through the steps and loses nothing', async () => {
  const { code, said } = await runRehearsal('--link', server.link, '--groups', '3', '--people', '6', '--minutes', '0.05')
  expect(said).toContain('6 people sit at 3 tables')
  expect(said).toContain('Nothing was lost.')
  expect(said).not.toMatch(/edits 0 /)
  expect(code).toBe(0)
})

test('the rehearsal says what to do with a code that nobody has', async () => {
  const { code, said } = await runRehearsal('--url', server.url, '--code', 'AAAAAA')
  expect(said).toContain('unknown-code')
  expect(code).toBe(2)
})

const restarts: Record<string, () => void | Promise<void>> = {
  'is killed and started by its watcher': () => server.kill(),
  ...(isLong && {
    'is ended and started by hand': async () => {
      await server.end()
      await server.start()
    },
  }),
}

for (const [name, restart] of Object.entries(restarts))
  test(`people go on by themselves when the server ${name}`, async () => {
    const { rehearsal, working } = await rehearse()
    await until(() => savedOf(rehearsal) > 40, 'Nobody works.')
    await restart()
    await until(() => server.starts === 2, 'The server did not start again.', 30_000)
    await until(() => rehearsal.people.every((one) => one.isConnected), 'Not everybody came back.', 20_000)
    const before = savedOf(rehearsal)
    await until(() => savedOf(rehearsal) > before + 40, 'Nobody goes on.')
    rehearsal.end()
    await working
    expect(await rehearsal.check()).toEqual([])
  })

test('a server that forgets boards is found out, although people bring back what it lacks', async () => {
  const { rehearsal, working, witnesses } = await rehearse()
  await until(() => savedOf(rehearsal) > 40, 'Nobody works.')
  await server.end()
  for (const file of sessionFiles()) {
    const database = new DatabaseSync(file)
    database.exec('DELETE FROM updates; DELETE FROM snapshots')
    database.close()
  }
  await server.start()
  await until(() => witnesses.forgotten.length > 0, 'Nobody noticed.', 20_000)
  rehearsal.end()
  await working
  expect((await rehearsal.check()).join('\n')).toMatch(/had been called saved and are gone/)
})

test.runIf(isLong)('a server that forgets the session is found out', async () => {
  const { rehearsal, working } = await rehearse()
  await until(() => savedOf(rehearsal) > 40, 'Nobody works.')
  await server.end()
  rmSync(join(server.dataDir, 'sessions'), { recursive: true })
  rmSync(join(server.dataDir, 'server.sqlite'), { force: true })
  rmSync(join(server.dataDir, 'server.sqlite-wal'), { force: true })
  rmSync(join(server.dataDir, 'server.sqlite-shm'), { force: true })
  await server.start()
  await until(() => rehearsal.people.every(isSentAway), 'Nobody noticed.', 20_000)
  rehearsal.end()
  await working
  expect((await rehearsal.check()).join('\n')).toMatch(/the server sent Rehearsal 1 away \(4401\)/)
})

/** 6 quick people at 3 tables, on a session of their own. */
async function rehearse(): Promise<{ rehearsal: Rehearsal; working: Promise<void>; witnesses: Witnesses }> {
  const witnesses = new Witnesses()
  const facilitator = await SimulatedFacilitator.open(server.link, witnesses)
  const { id, code } = await facilitator.makeSession('Rehearsal', 3)
  const steering = await facilitator.enter(id)
  const size = { groups: 3, people: 6, minutes: 1, pace: [20, 60] as const }
  const rehearsal = new Rehearsal({ ...size, url: server.url, code, witnesses, steering })
  stop.push(
    () => rehearsal.leave(),
    () => steering.close(),
  )
  await rehearsal.join()
  return { rehearsal, working: rehearsal.work(), witnesses }
}

const isSentAway = (person: SimulatedPerson) => person.boards.some(({ closed }) => closed !== null)
const savedOf = (rehearsal: Rehearsal) => rehearsal.people.reduce((sum, person) => sum + person.saved, 0)

function sessionFiles(): string[] {
  const dir = join(server.dataDir, 'sessions')
  return readdirSync(dir).flatMap((name) => (name.endsWith('.sqlite') ? [join(dir, name)] : []))
}

/** As `npm run rehearse -- …` runs it, without somebody at a terminal. */
function runRehearsal(...flags: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['tests/kit/rehearse.ts', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
}
