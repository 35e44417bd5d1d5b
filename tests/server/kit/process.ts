import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { forkChild } from '../../kit/child.ts'
import { arrange, type Arranged } from './server.ts'
import type { Defence } from './weak.ts'

const child = fileURLToPath(new URL('./server-child.ts', import.meta.url))

/** The real server in a process of its own. */
export interface ServerProcess extends Arranged {
  readonly port: number
  readonly pid: number
  /** Heap and buffers in bytes after everything unused was collected, and timers that are set. */
  memory(): Promise<{ bytes: number; timers: number }>
  /** The exit code, or the signal, once it has ended; null while it runs. */
  ended(): number | string | null
  /** The lines that it has logged so far, where it was asked to log. */
  logged(): readonly string[]
  kill(): Promise<void>
}

export interface ProcessOptions {
  readonly dataDir: string
  readonly port?: number
  readonly without?: Defence
  readonly releaseAfterMs?: number
  /** A live copy into this folder, so often. */
  readonly copy?: { readonly to: string; readonly everyMs: number }
  readonly clientDir?: string
  readonly host?: string
  /** Errors are logged; nothing is, when not given. */
  readonly logs?: true
}

/** Resolves when the server listens; rejects when it ends before. */
export async function startProcess({
  dataDir,
  port = 0,
  without,
  releaseAfterMs,
  copy,
  clientDir,
  host,
  logs,
}: ProcessOptions): Promise<ServerProcess> {
  const asked = JSON.stringify({ dataDir, port, without: without ?? null, releaseAfterMs: releaseAfterMs ?? null, copy, clientDir, host })
  const isQuiet = logs ?? false
  const running = forkChild(child, [asked], { ROUNDTABLE_LOG: logs ? 'error' : 'silent' }, isQuiet)
  let said = ''
  running.stderr?.on('data', (piece: Buffer) => (said += piece.toString()))
  const ended = () => running.signalCode ?? running.exitCode
  const ready = (await Promise.race([answerOf(running), once(running, 'exit').then(() => null)])) as { port: number } | null
  if (!ready) throw new Error('The server ended before it listened.')
  const ask = async (what: string) => {
    const answer = answerOf(running)
    running.send(what)
    return answer
  }
  return {
    ...arrange(ready.port, async () => String(await ask('link'))),
    port: ready.port,
    pid: running.pid ?? 0,
    memory: async () => (await ask('memory')) as { bytes: number; timers: number },
    ended,
    logged: () => said.split('\n').filter((line) => line !== ''),
    async kill() {
      if (ended() !== null) return
      const gone = once(running, 'exit')
      running.kill('SIGKILL')
      await gone
    },
  }
}

async function answerOf(running: ChildProcess): Promise<unknown> {
  return ((await once(running, 'message')) as [unknown])[0]
}
