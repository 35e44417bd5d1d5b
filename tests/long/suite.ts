import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The suite of `npm test` at full size: more kills, longer cuts, every hostile file, every scale and page. */
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const { status } = spawnSync(process.execPath, [vitest, 'run'], { stdio: 'inherit', env: { ...process.env, LONG: '1' } })
process.exit(status ?? 1)
