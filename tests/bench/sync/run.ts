import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readyFile } from './hook.ts'

/**
 * Measures our sync server beside a bare relay, the stock y-websocket server and Hocuspocus with the sync-bench tool,
 * whose folder is named by SYNC_BENCH: `SYNC_BENCH=../sync-bench npm run bench:sync -- --profile room200`.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const tool = process.env['SYNC_BENCH'] ?? ''
if (tool === '' || !existsSync(`${tool}/src/bench.mjs`)) {
  process.stderr.write('Name the folder of the sync-bench tool: SYNC_BENCH=<folder> npm run bench:sync\n')
  process.exit(2)
}
const given = process.argv.slice(2)
const args = given.includes('--targets') ? given : ['--targets', 'floor,stock,hocuspocus,ours', ...given]
const env = {
  ...process.env,
  BENCH_OURS_CMD: `env ROUNDTABLE_READY=json ${process.execPath} server/main.ts > ${readyFile('{port}')}`,
  BENCH_OURS_CWD: root,
  BENCH_OURS_URL: 'ws://127.0.0.1:{port}/rt/seat/y/{room}',
  BENCH_OURS_TOKEN_MODULE: fileURLToPath(new URL('hook.ts', import.meta.url)),
  BENCH_OURS_LABEL: 'Roundtable',
}
process.exit(spawnSync(process.execPath, ['src/bench.mjs', ...args], { cwd: tool, env, stdio: 'inherit' }).status ?? 1)
