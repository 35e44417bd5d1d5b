import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { arriveWithGap } from './arrive.ts'
import { openBrowser, openLaptop, serveHere, takeSeat, type RunningServer } from './kit.ts'

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

test('a page that could not bring all it held says so, and never that nothing is lost', async () => {
  const facilitator = await SimulatedFacilitator.open(server.link)
  const { id, code } = await facilitator.makeSession('Moved', 1, ['crime-mapping'])
  const console = await facilitator.enter(id)
  await console.send({ do: 'open-step', step: 'choose' })
  const { agenda, groups } = console.view!
  const { page, faults } = await openLaptop(browser, 'en')
  await takeSeat(page, server.url, { code, table: 0, name: 'Aida' })
  await page.locator('.list').waitFor()

  await arriveWithGap(page, agenda[0]!.boards[groups[0]!.id]!, 'crime-mapping')
  const said = page.getByText(/Some of what you wrote before this page moved to .* could not be brought/)
  const allIsWell = page.getByText('nothing is lost')
  expect([await said.count(), await allIsWell.count()]).toEqual([1, 0])
  await page.getByRole('button', { name: 'Hide', exact: true }).click()
  await said.waitFor({ state: 'detached' })
  expect(await allIsWell.count()).toBe(0)
  expect(faults).toEqual([])
})
