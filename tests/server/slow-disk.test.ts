import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { forkChild } from '../kit/child.ts'

const writes = 12
const stallMs = 150
const dir = mkdtempSync(join(tmpdir(), 'roundtable-slow-disk-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** How often the room stands still where a disk that was quick takes 150 ms for each write, by the system's own doing. */
async function stalls(how: 'paced' | 'always'): Promise<number> {
  const child = forkChild('tests/server/kit/pace-child.ts', [dir, how, String(writes)])
  await once(child, 'message')
  const slow = ['-e', 'trace=pwrite64', '-e', `inject=pwrite64:delay_exit=${stallMs * 1000}`]
  const disk = spawn('strace', ['-f', '-p', String(child.pid), '-o', join(dir, 'trace'), ...slow], { stdio: ['ignore', 'ignore', 'pipe'] })
  await once(disk.stderr, 'data')
  child.send('go')
  const [said] = (await once(child, 'message')) as [number]
  await once(disk, 'exit')
  return said
}

test('a disk that stops being quick holds the room up once; after that only what is written waits for it', async () => {
  // One more for a machine that stands still by itself.
  expect(await stalls('paced')).toBeLessThanOrEqual(2)
})

test('control: who waits for the disk all the same stands still with each write', async () => {
  expect(await stalls('always')).toBeGreaterThanOrEqual(writes - 1)
})
