import { cpSync, existsSync, mkdirSync, openSync, closeSync, fsyncSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { goneSessions, selfId } from './server-file.ts'
import { shred } from './shred.ts'

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

function ask(file: string, sql: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    return database.prepare(sql).all().map((row) => String(row['id'])) // prettier-ignore
  } catch {
    // Not a catalogue, or one of before there was such a table.
    return []
  } finally {
    database.close()
  }
}

/** The copy of a laptop that died must not go because the next one was started without bringing it back first. */
function isOfOthers(): boolean {
  const there = join(to, 'server.sqlite')
  return existsSync(there) && ask(there, selfId)[0] !== ask(join(dataDir, 'server.sqlite'), selfId)[0]
}

async function copyAll(): Promise<void> {
  mkdirSync(join(to, 'sessions'), { recursive: true })
  if (isOfOthers()) throw Object.assign(new Error('The folder holds the copy of another Roundtable.'), { code: 'other-copy' })
  const sessions = databases(join(dataDir, 'sessions'))
  for (const name of sessions) await copyFile(join('sessions', name))
  // After the sessions: what the catalogue names must be there.
  await copyFile('server.sqlite')
  const exercises = join(dataDir, 'exercises')
  if (existsSync(exercises)) cpSync(exercises, join(to, 'exercises'), { recursive: true, force: true })
  // What was wiped here is wiped there, also where a copy was on its way at that moment.
  for (const id of ask(join(dataDir, 'server.sqlite'), goneSessions))
    for (const end of ['', '.part', '.part-journal']) shred(join(to, 'sessions', `${id}.sqlite${end}`))
}

async function again(): Promise<void> {
  const begun = Date.now()
  try {
    // What was saved until now may still stand in the log of edits alone.
    await new Promise<void>((resolve) => {
      settled = resolve
      parentPort?.postMessage({ asks: 'settle' })
    })
    if (isOver) return
    await copyAll()
    parentPort?.postMessage({ at: begun })
  } catch (error) {
    parentPort?.postMessage({ failed: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' })
  }
  if (!isOver) timer = setTimeout(() => void again(), everyMs)
}

let settled = () => undefined as void
let timer: NodeJS.Timeout | undefined
let isOver = false
parentPort?.on('message', (told: 'settled' | 'end') => {
  if (told === 'end') {
    isOver = true
    clearTimeout(timer)
    parentPort?.close()
  }
  settled()
})
void again()
