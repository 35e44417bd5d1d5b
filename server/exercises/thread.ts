import { parentPort, workerData } from 'node:worker_threads'
import { checkedAt, unpackExercise } from './unpack.ts'
import type { Job } from './in-thread.ts'

/** The thread in which files that people brought are read. Started by `inThread`, for one job; it may be ended at any moment. */
async function carryOut(job: Job) {
  switch (job.do) {
    case 'unpack':
      return unpackExercise(job.zip, job.named, job.into, job.libraries)
    case 'load':
      return checkedAt(job.folder, job.root, job.libraries)
    case 'pack':
      return (await import('./pack.ts')).packExercise(job.folder, job.libraries)
  }
}

parentPort?.postMessage(await carryOut(workerData as Job))
