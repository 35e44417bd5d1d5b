import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/**
 * Read by a server before its own code (`node --import`): how long its event loop was held up. At SIGUSR2 it writes p99 and the
 * worst, in ms, to the file named by `LOOP_DELAY_FILE` and begins anew. No route and no line of the server knows of it.
 */
const file = process.env['LOOP_DELAY_FILE']
if (isMainThread && file !== undefined) {
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  let told = 0
  process.on('SIGUSR2', () => {
    const [p50, p99, worst] = [delays.percentile(50), delays.percentile(99), delays.max].map((ns) => ns / 1e6)
    writeFileSync(file, JSON.stringify({ told: ++told, p50, p99, worst, count: delays.count }))
    delays.reset()
  })
}
