import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { environmentFor, toolFolder } from './target.ts'

/**
 * Measures our sync server beside a bare relay, the stock y-websocket server and Hocuspocus with the sync-bench tool,
 * whose folder is named by SYNC_BENCH: `SYNC_BENCH=../sync-bench npm run bench:sync -- --profile room200`.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const tool = toolFolder()
if (tool === null) {
  process.stderr.write('Name the folder of the sync-bench tool: SYNC_BENCH=<folder> npm run bench:sync\n')
  process.exit(2)
}
const given = process.argv.slice(2)
const args = given.includes('--targets') ? given : ['--targets', 'floor,stock,hocuspocus,ours', ...given]
process.exit(
  spawnSync(process.execPath, ['src/bench.mjs', ...args], { cwd: tool, env: environmentFor(root), stdio: 'inherit' }).status ?? 1,
)
