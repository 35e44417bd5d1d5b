import { EditLog } from '../../../server/storage/edit-log.ts'
import { unpackEdits } from '../../../server/storage/packed.ts'
import { edit } from '../../contracts/storage-kit.ts'

/**
 * While the file of one session refuses its edits, others come and are wiped, again and again. Tells the number of each edit that
 * waits and is saved; killed by the test.
 */
const [dir = '', saved = '0'] = process.argv.slice(2)
const log = await EditLog.open(dir, (packed) =>
  packed.flatMap(unpackEdits).some(({ session }) => session === 'other') ? Promise.reject(new Error('refuses')) : Promise.resolve(),
)
for (let sequence = Number(saved) + 1; ; sequence++) {
  await log.append([edit(sequence, `waits ${sequence}`, 'board', 'other')])
  process.send?.(sequence)
  const gone = `gone${String(process.pid)}x${String(sequence)}`
  // Long enough that overwriting them takes several writes.
  for (const number of [1, 2, 3, 4, 5, 6]) await log.append([edit(number, `Canarywords ${'z'.repeat(9000)}`, 'board', gone)])
  await log.forget(gone)
}
