import { readConfig } from '../../server/config.ts'
import type { Storage } from '../../server/ports.ts'
import { serve } from '../../server/serve.ts'

/**
 * A server that breaks the promise: it says "saved" of edits, or answers commands (as HASTY names them), and writes a
 * moment later. Tests that look for what is lost must find it out.
 */
const hasteMs = 400
const config = readConfig([], process.env)
const later = (write: () => Promise<void>) => {
  setTimeout(() => void write(), hasteMs)
  return Promise.resolve()
}
const hasty = (honest: Storage): Partial<Storage> =>
  process.env['HASTY'] === 'edits'
    ? { appendEdits: (records) => later(() => honest.appendEdits(records)) }
    : { appendCommand: (session, entry) => later(() => honest.appendCommand(session, entry)) }
const { port, addresses, facilitatorLink } = await serve(config, {
  adapters: { storage: (honest) => ({ ...honest, ...hasty(honest) }) },
  clientDir: 'dist/client',
  exercisesDir: 'exercises',
  onStorageBroke: (error) => {
    throw error
  },
})
process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, port, link: facilitatorLink(), addresses })}\n`)
process.on('SIGTERM', () => process.exit(0))
