import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBlockingProxy, type BlockingProxy } from '../kit/blocking-proxy.ts'
import { joinTable, makeSession, openBrowser, openLaptop, ownAddress, runServer, type RunningRoom, type RunningServer } from './kit.ts'

/** docs/reliability.md, A11: something on the way lets no WebSocket through. */
const switchMs = 10_000
const editMs = 2000

let browser: Browser
let server: RunningServer
let filters: readonly BlockingProxy[]
let room: RunningRoom
const addressOf = (filter: BlockingProxy) => `${ownAddress()}:${String(filter.port)}`
beforeAll(async () => {
  browser = await openBrowser()
  const first = await runServer()
  await first.kill()
  filters = await Promise.all((['refuses', 'swallows', 'refuses'] as const).map((blocking) => openBlockingProxy(first.port, blocking)))
  server = await runServer({ dataDir: first.dataDir, port: first.port, hosts: filters.map(addressOf).join(',') })
  room = await makeSession(browser, server, { title: 'Filtered', tables: 3 })
  await room.facilitator.page.getByRole('button', { name: /^Open 1/ }).click()
})
afterAll(async () => {
  await browser.close()
  await server.kill()
  await Promise.all(filters.map((filter) => filter.close()))
})

const add = (page: Page, market: string) => page.getByRole('button', { name: market, exact: true }).first().click()
const card = (page: Page, market: string) => page.locator('[data-card]').filter({ hasText: market })

for (const [table, how] of ['refuses', 'swallows'].entries())
  test(`A11: a laptop behind a filter that ${how} WebSockets works at its table by polling`, async () => {
    const filter = filters[table]
    if (!filter) throw new Error('no filter')
    const [near, far] = await Promise.all([openLaptop(browser, 'en'), openLaptop(browser, 'en')])
    await joinTable(near.page, server.url, { code: room.code, table, name: 'Near' })
    await joinTable(far.page, `http://${addressOf(filter)}`, { code: room.code, table, name: `Far ${how}` })
    const joined = performance.now()
    await far.page.getByText(/^Saved/).first().waitFor({ timeout: switchMs }) // prettier-ignore
    const switched = performance.now() - joined
    expect(filter.upgrades).toBeGreaterThan(0)

    const edits: number[] = []
    for (const market of ['Heroin trade', 'Human trafficking', 'Arms trafficking']) {
      const start = performance.now()
      await add(far.page, market)
      await card(near.page, market).waitFor({ timeout: editMs })
      await far.page.getByText(/^Saved/).first().waitFor({ timeout: editMs }) // prettier-ignore
      edits.push(performance.now() - start)
    }
    await add(near.page, 'Flora crimes')
    await card(far.page, 'Flora crimes').waitFor({ timeout: editMs })
    // A command travels on the other channel.
    await far.page.getByRole('button', { name: 'Raise hand' }).click()
    await far.page.getByRole('button', { name: 'Lower hand' }).waitFor({ timeout: editMs })
    expect(far.faults).toEqual([])
    const slowest = Math.max(...edits)
    process.stdout.write(
      `A11, ${how}: at work ${switched.toFixed(0)} ms after joining; edits at the mate's and saved within ${slowest.toFixed(0)} ms\n`,
    )
  })

test('A11, control: with polls refused as well the laptop never gets to work', async () => {
  const filter = filters[2]
  if (!filter) throw new Error('no filter')
  filter.refusePolls()
  const { page } = await openLaptop(browser, 'en')
  await joinTable(page, `http://${addressOf(filter)}`, { code: room.code, table: 2, name: 'Lost' })
  await expect(
    page
      .getByText(/^Saved/)
      .first()
      .waitFor({ timeout: switchMs }),
  ).rejects.toThrow()
  expect(await page.getByRole('button', { name: 'Heroin trade', exact: true }).count()).toBe(0)
})
