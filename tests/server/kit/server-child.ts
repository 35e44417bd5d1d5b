import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { serve } from '../../../server/serve.ts'
import { limits } from '../../../server/sync/limits.ts'
import { weak, type Defence } from './weak.ts'

/** The real server in a process of its own, killed or measured by a test. See `process.ts` for what it is asked. */
interface Asked {
  readonly dataDir: string
  readonly port: number
  readonly without: Defence | null
  readonly releaseAfterMs: number | null
  readonly copy?: { readonly to: string; readonly everyMs: number }
  readonly clientDir?: string
  readonly host?: string
}
const { dataDir, port, without, releaseAfterMs, copy, clientDir = null, host = '127.0.0.1' } = JSON.parse(process.argv[2] ?? '') as Asked
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const shorter = releaseAfterMs === null ? {} : { limits: () => ({ ...limits, releaseAfterMs }) }
const serving = await serve(
  { port, host, dataDir, hosts: [], announceAsJson: false, mostCrashes: 5, copyTo: copy?.to },
  {
    clientDir,
    ...(copy ? { copyEveryMs: copy.everyMs } : {}),
    exercisesDir: 'exercises',
    adapters: { ...shorter, ...(without === null ? {} : weak[without]) },
    onStorageBroke: () => process.exit(1),
  },
)
process.on('message', (asked) => {
  if (asked === 'link') process.send?.(serving.facilitatorLink())
  if (asked === 'memory') void measure()
})

/** Twice and with a pause, for buffers are given back after the collection that found them unused. */
async function measure(): Promise<void> {
  collect()
  await new Promise((resolve) => setTimeout(resolve, 50))
  collect()
  const { heapUsed, external } = process.memoryUsage()
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  process.send?.({ bytes: heapUsed + external, heapUsed, external, timers })
}

process.send?.({ port: serving.port })
