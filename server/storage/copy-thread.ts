import { cpSync, existsSync, mkdirSync, openSync, closeSync, fsyncSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/** Copies the data folder again and again, beside the storage's own thread and without holding it up. */
const { dataDir, to, everyMs } = workerData as { readonly dataDir: string; readonly to: string; readonly everyMs: number }
const seen = new Map<string, string>()

/** What changes whenever something is written: the file and its log. */
function signOf(path: string): string {
  return [path, `${path}-wal`].map((one) => (existsSync(one) ? `${statSync(one).mtimeMs} ${statSync(one).size}` : '')).join(' ')
}

/** Whole or not at all: the former copy stays in its place until the new one is on the disk. */
async function copyFile(name: string): Promise<void> {
  const [from, target] = [join(dataDir, name), join(to, name)]
  const sign = signOf(from)
  if (seen.get(name) === sign && existsSync(target)) return
  const part = `${target}.part`
  rmSync(part, { force: true })
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 })
  try {
    await backup(source, part, { rate: 500 })
  } finally {
    source.close()
  }
  const handle = openSync(part, 'r+')
  fsyncSync(handle)
  closeSync(handle)
  // A copy must not be read together with the log of the one before it.
  for (const log of ['-wal', '-shm']) rmSync(target + log, { force: true })
  renameSync(part, target)
  seen.set(name, sign)
}

const databases = (dir: string) => (existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.sqlite')) : [])

async function copyAll(): Promise<void> {
  mkdirSync(join(to, 'sessions'), { recursive: true })
  const sessions = databases(join(dataDir, 'sessions'))
  for (const name of sessions) await copyFile(join('sessions', name))
  // After the sessions: what the catalogue names must be there.
  await copyFile('server.sqlite')
  const exercises = join(dataDir, 'exercises')
  if (existsSync(exercises)) cpSync(exercises, join(to, 'exercises'), { recursive: true, force: true })
  // What was wiped here is not kept there.
  for (const name of databases(join(to, 'sessions'))) if (!sessions.includes(name)) rmSync(join(to, 'sessions', name), { force: true })
}

async function again(): Promise<void> {
  const begun = Date.now()
  try {
    await copyAll()
    parentPort?.postMessage({ at: begun })
  } catch (error) {
    parentPort?.postMessage({ failed: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' })
  }
  if (!isOver) timer = setTimeout(() => void again(), everyMs)
}

let timer: NodeJS.Timeout | undefined
let isOver = false
parentPort?.once('message', () => {
  isOver = true
  clearTimeout(timer)
  parentPort?.close()
})
void again()
