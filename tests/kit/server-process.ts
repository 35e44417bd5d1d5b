import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.ts'
import { until } from './waiting.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const startMs = 60_000

interface Ready {
  readonly port: number
  readonly pid: number
  readonly link: string
  readonly addresses: readonly string[]
}

export interface ServerOptions {
  /** What is run; what `npm start` runs unless said otherwise. */
  readonly script?: string
  readonly port?: number
  readonly host?: string
  /** A folder of its own, taken away at the end, when not given. */
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  /** Flags of the script. */
  readonly args?: readonly string[]
}

/** The real server in processes of its own, as `npm start` runs it. */
export class ServerProcess {
  readonly dataDir: string
  readonly #isOwnDir: boolean
  readonly #options: ServerOptions
  readonly #port: number
  readonly #outputs: Ready[] = []
  #process: ChildProcess | null = null
  #said = ''

  private constructor(options: ServerOptions, port: number) {
    this.#options = options
    this.#port = port
    this.#isOwnDir = options.dataDir === undefined
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'roundtable-server-'))
  }

  /** Resolves when the server is ready; throws what it said when it ends before. */
  static async start(options: ServerOptions = {}): Promise<ServerProcess> {
    const server = new ServerProcess(options, options.port ?? (await freePort()))
    await server.start()
    return server
  }

  /** Waits until a killed process is gone, then starts it: for a script that nobody watches over. */
  async startAgain(): Promise<void> {
    await until(() => this.#hasEnded, 'The killed server is still there.')
    await this.start()
  }

  /** Starts it on the same port and data, when it has ended. */
  async start(): Promise<void> {
    const before = this.#outputs.length
    const { script = 'server/start.ts', host = '127.0.0.1', env = {}, args = [] } = this.#options
    const own = { PORT: String(this.#port), HOST: host, DATA_DIR: this.dataDir, ROUNDTABLE_READY: 'json' }
    const child = startChild(join(root, script), args, { ...env, ...own }, true)
    this.#process = child
    this.#said = ''
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      const lines = (text + chunk.toString()).split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) if (line.startsWith('{"ready"')) this.#outputs.push(JSON.parse(line) as Ready)
    })
    child.stderr?.on('data', (chunk: Buffer) => (this.#said += chunk.toString()))
    await until(() => this.#outputs.length > before || this.#hasEnded, 'The server did not get ready in a minute.', startMs)
    if (this.#outputs.length === before) throw new Error(this.#said.trim())
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** The one-time link that the server printed last. */
  get link(): string {
    return this.#outputs.at(-1)?.link ?? ''
  }

  get addresses(): readonly string[] {
    return this.#outputs.at(-1)?.addresses ?? []
  }

  /** How often a server has said that it is ready. */
  get starts(): number {
    return this.#outputs.length
  }

  /** True when the process that serves is not the one that was started here: then somebody starts it again. */
  get isWatchedOver(): boolean {
    return this.#outputs.at(-1)?.pid !== this.#process?.pid
  }

  /** The process that serves. */
  get pid(): number {
    return this.#outputs.at(-1)?.pid ?? 0
  }

  /** What it has written to its log. */
  get said(): string {
    return this.#said
  }

  /** Kills the process that serves, not the one that watches over it. */
  kill(): void {
    const pid = this.#outputs.at(-1)?.pid
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  }

  /** The process that serves stands still, as on a laptop that sleeps, until `thaw`. */
  freeze(): void {
    const pid = this.#outputs.at(-1)?.pid
    if (pid !== undefined) process.kill(pid, 'SIGSTOP')
  }

  thaw(): void {
    const pid = this.#outputs.at(-1)?.pid
    if (pid !== undefined) process.kill(pid, 'SIGCONT')
  }

  /** Ends it as Ctrl+C does, and waits. */
  async end(): Promise<void> {
    const child = this.#process
    if (!child || this.#hasEnded) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  }

  get #hasEnded(): boolean {
    return this.#process !== null && (this.#process.exitCode !== null || this.#process.signalCode !== null)
  }

  /** Ends it and takes its own folder away. */
  async close(): Promise<void> {
    await this.end()
    if (this.#isOwnDir) rmSync(this.dataDir, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
