import { copyFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer } from '../server/kit/server.ts'
import { makeRoom, openBrowser, openLaptop, serveHere, takeSeat, type RunningServer } from './kit.ts'

let browser: Browser
let server: RunningServer
beforeAll(async () => {
  browser = await openBrowser()
  server = await serveHere()
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

interface Fetched {
  readonly code: number
  readonly exercise: number
  readonly fonts: number
}

/** Bytes that a laptop fetches until it works at its table, what forty of them at once ask of one Wi-Fi; and after a reload. */
async function fetchedBy(name: string, code: string, headers: Record<string, string>): Promise<{ first: Fetched; again: Fetched }> {
  const { page } = await openLaptop(browser, 'en')
  await page.context().setExtraHTTPHeaders(headers)
  await takeSeat(page, server.url, { code, table: 0, name })
  const first = await fetched(page)
  await page.reload()
  const again = await fetched(page)
  await page.context().close()
  return { first, again }
}

async function fetched(page: Page): Promise<Fetched> {
  await page.locator('.picker').waitFor()
  const all = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map((one) => ({ path: one.name, bytes: one.transferSize })),
  )
  const sum = (which: RegExp) => all.reduce((bytes, { path, bytes: own }) => (which.test(path) ? bytes + own : bytes), 0)
  return { code: sum(/\.(js|css)$/), exercise: sum(/\/exercises\//), fonts: sum(/\.woff2$/) }
}

test('a laptop fetches its page and its exercise packed, and the page once', async () => {
  const room = await makeRoom(server, { title: 'Downloads', tables: 1 })
  await room.open('choose')
  const { first: packed, again } = await fetchedBy('Aida', room.code, {})
  expect(packed.code).toBeLessThan(400_000)
  expect(packed.exercise).toBeLessThan(110_000)
  // At a reload neither is asked for again, nor whether they have changed.
  expect(packed.fonts).toBeGreaterThan(10_000)
  expect([again.code, again.fonts]).toEqual([0, 0])
  // The controls: who takes nothing packed fetches three times as much, and what may not be kept is fetched again.
  const { first: plain } = await fetchedBy('Bek', room.code, { 'accept-encoding': 'identity' })
  expect(plain.code).toBeGreaterThan(2.5 * packed.code)
  expect(plain.exercise).toBeGreaterThan(2.5 * packed.exercise)
  expect(again.exercise).toBe(packed.exercise)
  process.stdout.write(
    `A table's page: ${packed.code} bytes of code packed, ${plain.code} plain; its exercise ${packed.exercise} and ${plain.exercise}\n`,
  )
})

test('files of the client that are gone, or have come since the server started, end nothing', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-client-'))
  await cp('dist/client', dir, { recursive: true })
  const { serving, close } = await startServer({ clientDir: dir })
  const at = async (path: string) => (await fetch(`http://127.0.0.1:${serving.port}${path}`)).status
  const [script] = (await readdir(join(dir, 'assets'))).filter((name) => name.endsWith('.js'))
  expect(await at(`/assets/${script}`)).toBe(200)
  await rm(join(dir, 'assets'), { recursive: true })
  expect(await at(`/assets/${script}`)).toBe(404)
  await cp('dist/client/assets', join(dir, 'assets'), { recursive: true })
  await copyFile(join(dir, 'assets', script!), join(dir, 'assets', 'later-12345678.js'))
  expect([await at('/assets/later-12345678.js'), await at('/assets/../index.html.gz'), await at('/rt/health')]).toEqual([200, 200, 200])
  expect([await at('/assets/'), await at('/assets/%2e%2e/%2e%2e/server/main.ts')]).toEqual([404, 404])
  await close()
  await rm(dir, { recursive: true })
})
