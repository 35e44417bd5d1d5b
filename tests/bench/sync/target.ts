import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readyFile } from './hook.ts'

/** The folder of the sync-bench tool, as SYNC_BENCH names it; null where there is none. */
export function toolFolder(): string | null {
  const tool = process.env['SYNC_BENCH'] ?? ''
  return tool !== '' && existsSync(`${tool}/src/bench.mjs`) ? tool : null
}

/** What the tool must know to start and visit our server as it stands in the folder. */
export function environmentFor(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    BENCH_OURS_CMD: `env ROUNDTABLE_READY=json ${process.execPath} server/main.ts > ${readyFile('{port}')}`,
    BENCH_OURS_CWD: folder,
    BENCH_OURS_URL: 'ws://127.0.0.1:{port}/rt/seat/y/{room}',
    BENCH_OURS_TOKEN_MODULE: fileURLToPath(new URL('hook.ts', import.meta.url)),
    BENCH_OURS_LABEL: 'Roundtable',
  }
}
