import { parentPort, workerData } from 'node:worker_threads'
import { Files } from './files.ts'
import type { FromWorker, ToWorker } from './jobs.ts'

/** The thread in which the disk may take its time. Started by `openStorage`. */
const port = parentPort
const say = (message: FromWorker) => port?.postMessage(message)

try {
  const files = new Files((workerData as { dataDir: string }).dataDir)
  port?.on('message', (message: ToWorker) => {
    if ('jobs' in message) return say({ outcomes: files.run(message.jobs) })
    files.close()
    say({ closed: true })
    port.close()
  })
  say({ ready: true })
} catch (error) {
  say({ refused: error instanceof Error ? error.message : String(error) })
}
