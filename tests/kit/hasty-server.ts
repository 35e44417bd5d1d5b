import { readConfig } from '../../server/config.ts'
import { serve } from '../../server/serve.ts'
import { openStorage } from '../../server/storage/storage.ts'

/**
 * A server that breaks the promise: it says "saved" of edits, or answers commands (as HASTY names them), and writes a
 * moment later. Tests that look for what is lost must find it out.
 */
const hasteMs = 50
const config = readConfig([], process.env)
const honest = await openStorage(config.dataDir)
const later = (write: () => Promise<void>) => {
  setTimeout(() => void write(), hasteMs)
  return Promise.resolve()
}
const hasty = {
  appendEdits: (records: Parameters<typeof honest.appendEdits>[0]) => later(() => honest.appendEdits(records)),
  appendCommand: (...command: Parameters<typeof honest.appendCommand>) => later(() => honest.appendCommand(...command)),
}
const storage =
  process.env['HASTY'] === 'edits' ? { ...honest, appendEdits: hasty.appendEdits } : { ...honest, appendCommand: hasty.appendCommand }
const { port, addresses, facilitatorLink } = await serve(config, {
  storage,
  clientDir: 'dist/client',
  exercisesDir: 'exercises',
  onCannotSave: (error) => {
    throw error
  },
})
process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, port, link: facilitatorLink(), addresses })}\n`)
process.on('SIGTERM', () => process.exit(0))
