import { once } from 'node:events'
import { EditLog } from '../../../server/storage/edit-log.ts'
import { Pace } from '../../../server/storage/pace.ts'

/**
 * Writes edits to a log, one after the other: some before it says `ready`, some when it is told to go on. Then says how often
 * the event loop stood still meanwhile for longer than a tenth of a second. `always` waits for the disk whatever it does.
 */
const [dir = '', how = 'paced', edits = '0'] = process.argv.slice(2)
class Always extends Pace {
  override get isQuick(): boolean {
    return true
  }
}
const pace = how === 'always' ? new Always() : new Pace()
const log = await EditLog.open(dir, () => Promise.resolve(), pace)
let sequence = 0
async function write(count: number): Promise<void> {
  for (let left = count; left > 0; left--) {
    await log.append([{ session: 'meeting', board: 'board', sequence: ++sequence, update: new Uint8Array(100), owners: [] }])
    await new Promise((resolve) => setImmediate(resolve))
  }
}

// Until the disk has shown that it is quick.
do await write(50)
while (!pace.isQuick)
process.send?.('ready')
await once(process, 'message')
let [last, stalls] = [performance.now(), 0]
setInterval(() => {
  const now = performance.now()
  if (now - last > 100) stalls++
  last = now
}, 10)
await write(Number(edits))
process.send?.(stalls, () => process.exit(0))
