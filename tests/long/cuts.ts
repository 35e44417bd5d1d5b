import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Half an hour without a network, in real time: a frozen clock would not freeze the server's. */
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const ended = ['60', '1800'].map((seconds) => {
  const env = { ...process.env, CUT_S: seconds }
  return spawnSync(process.execPath, [vitest, 'run', 'tests/browser/cuts.test.ts'], { stdio: 'inherit', env }).status
})
process.exit(ended.every((status) => status === 0) ? 0 : 1)
