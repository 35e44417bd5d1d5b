import { fork } from 'node:child_process'
import { log } from './log.ts'

export interface Limits {
  readonly milliseconds: number
  readonly heapMegabytes: number
}

/**
 * A process a job, for what comes from outside: nothing that one file does to it can reach the next, or the room. A thread is
 * not enough: when its memory runs out in the middle of a collection, it takes the whole server along. `child` answers the one
 * message that it gets by one message.
 */
export function runAside<Done>(child: string, job: object, limits: Limits): Promise<Done | 'too-slow' | 'broke'> {
  const running = fork(child, [], {
    execArgv: [`--max-old-space-size=${String(limits.heapMegabytes)}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise<Done | 'too-slow' | 'broke'>((resolve) => {
    const timer = setTimeout(() => resolve('too-slow'), limits.milliseconds)
    running.once('message', (done) => resolve(done as Done))
    running.once('error', (error) => {
      log('error', 'A file from outside could not be read', { error })
      resolve('broke')
    })
    running.once('exit', (code) => {
      clearTimeout(timer)
      if (code !== 0 && code !== null) log('error', 'The process that read a file from outside broke', { count: code })
      resolve('broke')
    })
    // A process that has ended already says so by its exit.
    running.send(job, () => undefined)
  }).finally(() => running.kill('SIGKILL'))
}
