import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openStorage } from '../../server/storage/storage.ts'
import { startChild } from '../kit/child.ts'

const child = fileURLToPath(new URL('./kill-child.ts', import.meta.url))

test('an acknowledged edit survives a kill at any moment, and the next start is not refused', { timeout: 60_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-kill-'))
  for (let round = 0; round < 5; round++) {
    const acknowledged = await writeAndKill(dir)
    const storage = await openStorage(dir)
    const { lastSequence, updates } = await storage.loadBoard('meeting', 'board')
    await storage.close()
    expect(acknowledged).toBeGreaterThan(0)
    expect(lastSequence).toBeGreaterThanOrEqual(acknowledged)
    expect(updates).toHaveLength(lastSequence)
  }
  await rm(dir, { recursive: true })
})

/** The last edit that was acknowledged before the kill. */
async function writeAndKill(dir: string): Promise<number> {
  const running = startChild(child, [dir])
  let said = ''
  running.stdout?.on('data', (text: Buffer) => {
    if (said === '') setTimeout(() => running.kill('SIGKILL'), 50 + Math.random() * 300)
    said += text.toString()
  })
  await new Promise((resolve) => running.once('close', resolve))
  return Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1))
}
