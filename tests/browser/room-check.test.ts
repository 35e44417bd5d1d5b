import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkRoom, type RoomFacts } from '../../shared/room/checks.ts'
import type { Cable } from '../kit/cable.ts'
import { mayOpenNetworks, openTwoNetworks, type TwoNetworks } from '../kit/two-networks.ts'
import { waitFor } from '../server/kit/board-socket.ts'
import type { Laptop } from '../server/kit/people.ts'
import { arrange } from '../server/kit/server.ts'
import { findPageBrowser } from '../setup/programs.ts'
import { runServer, type RunningServer } from './kit.ts'

/** docs/reliability.md, O1: a phone in a network of its own, which the Wi-Fi keeps apart at first. */
let networks: TwoNetworks
let cable: Cable
let server: RunningServer
let browser: Browser
let ann: Laptop
beforeAll(async () => {
  if (!mayOpenNetworks) return
  networks = openTwoNetworks(3)
  cable = await networks.plugIn()
  server = await runServer({ through: networks.onServer, port: cable.port, env: { ALLOW_PLAIN_HTTP: '1' } })
  browser = await chromium.launch({ executablePath: networks.inLaptop(findPageBrowser()), args: ['--no-sandbox', '--disable-gpu'] })
  ann = await arrange(server.port, () => Promise.resolve(server.link), cable.url).facilitator('Ann')
})
afterAll(async () => {
  if (!mayOpenNetworks) return
  await browser.close()
  await server.kill()
  networks.close()
})

async function look() {
  const { facts, url } = (await (await ann.get('/rt/facilitator/check')).json()) as { facts: RoomFacts; url: string }
  return { key: url.split('#')[1] ?? '', found: Object.fromEntries(checkRoom(facts).map((one) => [one.name, one.text])) }
}

test.skipIf(!mayOpenNetworks)('O1: devices kept apart, a phone that comes and one with a wrong clock are told by their names', async () => {
  const began = performance.now()
  const address = `http://${networks.server}:${server.port}/check#${(await look()).key}`
  const pocket = await browser.newContext({ locale: 'en' })
  const lost = await pocket.newPage()
  networks.cut()
  await expect(lost.goto(address, { timeout: 4000 })).rejects.toThrow()
  expect((await look()).found).toMatchObject({ device: 'check.device_awaited', sockets: 'check.sockets_awaited' })

  networks.mend()
  // A page of its own: the browser's page about the error may still be on its way in the other.
  const phone = await pocket.newPage()
  await phone.goto(address)
  await phone.getByText('Good: this device reaches the laptop').waitFor()
  expect((await look()).found).toMatchObject({ device: 'check.device_came', sockets: 'check.sockets_pass', clock: 'check.clock_agrees' })

  const wrong = await (await browser.newContext({ locale: 'en' })).newPage()
  await wrong.clock.install({ time: Date.now() - 86_400_000 })
  await wrong.goto(address)
  expect(await waitFor(async () => (await look()).found['clock'] === 'check.clock_differs')).toBe(true)
  process.stdout.write(`O1: three faults told within ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
  expect(performance.now() - began).toBeLessThan(60_000)
})
