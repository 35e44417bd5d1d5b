import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWhenStale } from './built-client.ts'
import { readConfig } from './config.ts'
import { restoreCopy } from './storage/copy.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const crashWindowMs = 60_000
/** The server says so when its settings or its data folder are at fault: starting again would not help. */
const cannotStart = 78

/** What `npm start` runs: builds the client when its sources are newer, then keeps the server running. */
async function start(): Promise<void> {
  const { mostCrashes, restore, dataDir } = readConfig(process.argv.slice(2), process.env)
  if (restore !== undefined) {
    const { sessions } = await restoreCopy(restore, dataDir)
    process.stdout.write(`${sessions === 1 ? 'One session was' : `${sessions} sessions were`} brought back from ${restore}.\n`)
  }
  await buildWhenStale()
  keepRunning(mostCrashes, [])
}

/** Starts the server again at once when it crashes; gives up when it crashes again and again. */
function keepRunning(mostCrashes: number, crashes: readonly number[]): void {
  const server = spawn(process.execPath, [join(root, 'server/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
  const letGo = passSignalsTo(server)
  server.once('exit', (code, signal) => {
    const ended = letGo()
    if (ended || code === 0 || code === cannotStart) process.exit(code ?? 0)
    const recent = [...crashes.filter((at) => Date.now() - at < crashWindowMs), Date.now()]
    if (recent.length >= mostCrashes) {
      process.stderr.write(`Roundtable stopped ${recent.length} times within a minute and is not started again. What was saved is safe.\n`)
      process.exit(1)
    }
    process.stderr.write(`Roundtable stopped unexpectedly (${signal ?? code}) and starts again.\n`)
    keepRunning(mostCrashes, recent)
  })
}

/** Returns the way to stop passing on; it says whether a signal had come. */
function passSignalsTo(server: ChildProcess): () => boolean {
  let asked = false
  const pass = (signal: NodeJS.Signals) => {
    asked = true
    server.kill(signal)
  }
  process.on('SIGTERM', pass).on('SIGINT', pass)
  return () => {
    process.off('SIGTERM', pass).off('SIGINT', pass)
    return asked
  }
}

start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'Roundtable could not start.'}\n`)
  process.exit(cannotStart)
})
