import { checkedAt, unpackExercise } from './unpack.ts'
import type { Job } from './aside.ts'

/** The process in which files that people brought are read. Started by `aside.ts`, for one job; it may be ended at any moment. */
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

process.once('message', (job) => void carryOut(job as Job).then((done) => process.send?.(done, () => process.exit())))
// Whoever asked is gone.
process.once('disconnect', () => process.exit())
