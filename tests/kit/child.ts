import { fork, spawn, type ChildProcess, type ForkOptions, type SpawnOptions } from 'node:child_process'

const running = new Set<ChildProcess>()
const endAll = () => {
  for (const child of running) child.kill('SIGKILL')
}
process.once('exit', endAll)
// The test runner ends its workers with this signal; a process that they leave behind would keep it waiting for ever.
process.once('SIGTERM', () => {
  endAll()
  process.exit(143)
})

/**
 * Starts a script of ours in a process of its own. It never outlives the process that started it, and what it writes
 * to its error output goes through that process instead of holding its pipe; nowhere, with `isQuiet`.
 */
export function startChild(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  isQuiet = false,
  node = process.execPath,
): ChildProcess {
  const options: SpawnOptions = { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }
  return held(spawn(node, [script, ...args], options), isQuiet)
}

/** The same, with messages instead of an output. */
export function forkChild(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  isQuiet = false,
): ChildProcess {
  const options: ForkOptions = { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }
  return held(fork(script, args, options), isQuiet)
}

function held(child: ChildProcess, isQuiet: boolean): ChildProcess {
  running.add(child)
  child.once('exit', () => running.delete(child))
  child.stderr?.on('data', (chunk: Buffer) => isQuiet || process.stderr.write(chunk))
  return child
}
