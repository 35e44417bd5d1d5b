import { afterEach, expect, test, vi } from 'vitest'
import { Addresses } from '../../client/parts/addresses.svelte.ts'
import { startServer } from '../server/kit/server.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a page that was opened before the laptop joined a network shows its address as soon as it has one', async () => {
  // In no network a server can be reached by nobody but its own machine.
  const before = await startServer({ host: '127.0.0.1' })
  const ann = await before.facilitator('Ann')
  const { id } = await before.session(ann)
  let { base } = ann
  const real = fetch
  vi.stubGlobal('fetch', (path: string) => real(base + path, { headers: { cookie: ann.cookie } }))
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const addresses = new Addresses()
  expect(addresses.isCutOff).toBe(false)
  const stop = addresses.watch(id)
  await expect.poll(() => addresses.list).not.toBeNull()
  expect([addresses.best, addresses.isCutOff]).toEqual([null, true])

  await before.serving.close()
  const after = await startServer({ host: '0.0.0.0', dataDir: before.dataDir })
  base = `http://127.0.0.1:${String(after.serving.port)}`
  vi.advanceTimersByTime(10_000)
  await expect.poll(() => addresses.best?.address).toMatch(/^http:\/\/[\d.]+:\d+$/)
  expect(addresses.isCutOff).toBe(false)
  const { list } = addresses
  vi.advanceTimersByTime(10_000)
  await addresses.load(id)
  // Nothing is drawn anew where nothing has changed.
  expect(addresses.list).toBe(list)
  stop()
  await after.close()
})
