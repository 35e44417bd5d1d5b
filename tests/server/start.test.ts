import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { sized } from '../kit/size.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'roundtable-start-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

test('a second server on the same data refuses plainly, and a crash leaves nothing in the way', async () => {
  for (let time = 0; time < sized(1, 3); time++) {
    const first = await run()
    expect(first.line).toContain('"ready":true')
    const second = await run()
    expect(second.line).toBe('')
    expect(second.said).toMatch(/^Another Roundtable is running on the data in .+\n$/)
    await ended(first.server, 'SIGKILL')
  }
})

test('a server that is told to end does so within five seconds', async () => {
  const { server } = await run()
  const since = Date.now()
  expect(await ended(server, 'SIGTERM')).toBe(0)
  expect(Date.now() - since).toBeLessThan(5000)
})

test('settings come from flags before the environment, and nonsense is said plainly', () => {
  expect(readConfig(['--port', '90'], { PORT: '80', DATA_DIR: '/d' })).toMatchObject({ port: 90, dataDir: '/d', host: '0.0.0.0' })
  expect(() => readConfig([], { PORT: 'many' })).toThrow('The port must be a number')
  expect(() => readConfig(['--prot', '1'], {})).toThrow('The flags are')
})

/** Starts a server; resolves when it is ready or has ended. */
function run(): Promise<{ server: ChildProcess; line: string; said: string }> {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, ROUNDTABLE_READY: 'json' }
  const server = spawn(process.execPath, ['server/main.ts'], { env })
  return new Promise((resolve) => {
    let said = ''
    server.stderr.on('data', (piece: Buffer) => (said += piece.toString()))
    server.stdout.once('data', (line: Buffer) => resolve({ server, line: line.toString(), said }))
    server.once('close', () => resolve({ server, line: '', said }))
  })
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    server.once('exit', resolve)
    server.kill(signal)
  })
}
