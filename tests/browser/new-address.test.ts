import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cable } from '../kit/cable.ts'
import { mayOpenNetworks, openTwoNetworks, type TwoNetworks } from '../kit/two-networks.ts'
import { arrange } from '../server/kit/server.ts'
import { findPageBrowser } from '../setup/programs.ts'
import { joinTable, runServer, type RunningServer } from './kit.ts'

/** RELIABILITY.md, A13: the server's laptop gets another address in the middle of a step. */
const number = 7
const newAddress = `10.77.${number}.9`
let networks: TwoNetworks
let cable: Cable
let server: RunningServer
let browser: Browser
beforeAll(async () => {
  if (!mayOpenNetworks) return
  networks = openTwoNetworks(number)
  cable = await networks.plugIn()
  server = await runServer({ through: networks.onServer, port: cable.port, env: { ALLOW_PLAIN_HTTP: '1' } })
  browser = await chromium.launch({ executablePath: networks.inLaptop(findPageBrowser()), args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(async () => {
  if (!mayOpenNetworks) return
  await browser.close()
  await server.kill()
  networks.close()
})

test.skipIf(!mayOpenNetworks)(
  'A13: a table is told in words what to do, goes on at the new address as the same seat, and its old page brings what it held',
  async () => {
    const people = arrange(server.port, () => Promise.resolve(server.link), cable.url)
    const ann = await people.facilitator('Ann')
    const made = await people.session(ann)
    const console_ = await ann.connect('facilitator', made.id)
    let view = console_.view
    console_.socket.on('view', (fresh: typeof view) => (view = fresh))
    await console_.send({ id: 'open', turn: view.turn, command: { do: 'open-step', step: made.step } })
    // Both addresses are announced while the first still works.
    networks.alsoAt(newAddress)
    const page = await (await browser.newContext({ locale: 'en' })).newPage()
    await joinTable(page, `http://${networks.server}:${server.port}`, { code: made.code, table: 0, name: 'Aida' })
    await page.getByRole('button', { name: 'Heroin trade', exact: true }).first().click()
    await page.getByText(/^Saved/).first().waitFor() // prettier-ignore
    // Plain HTTP says so, and is put away for good.
    await page.getByText(/not encrypted/).waitFor()
    await page.getByRole('button', { name: 'Hide this line' }).click()
    await page.getByText(/not encrypted/).waitFor({ state: 'detached' })
    // The control: as long as the address answers, nobody is sent anywhere.
    expect(await page.getByText(/No answer from/).count()).toBe(0)

    networks.loseFirst()
    const lost = performance.now()
    await page.getByRole('button', { name: 'Human trafficking', exact: true }).first().click()
    await page.getByText(/No answer from/).waitFor({ timeout: 20_000 })
    const told = performance.now() - lost
    expect(told).toBeLessThan(20_000)
    await page.getByText(/not saved yet/).waitFor()
    const [tab] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: `Try ${newAddress}` }).click()])
    await tab.locator('label.table').first().click()
    await tab.getByLabel('Who sits at this laptop?').fill('Aida again')
    await tab.getByRole('button', { name: /^Join/ }).click()
    await tab.waitForURL('**/table')
    await tab.locator('[data-card]', { hasText: 'Heroin trade' }).waitFor()
    const back = performance.now() - lost
    process.stdout.write(`A13: told after ${told.toFixed(0)} ms, at the board again after ${back.toFixed(0)} ms\n`)

    // The old address comes back: what the old page held is there. Only then the two seats become one.
    networks.regainFirst()
    await tab.locator('[data-card]', { hasText: 'Human trafficking' }).waitFor({ timeout: 20_000 })
    await page.getByText(/^Saved/).first().waitFor() // prettier-ignore
    const [now, before] = ['Aida again', 'Aida'].map((name) => view.seats.find((seat) => seat.name === name)?.id)
    expect(await console_.send({ id: 'over', turn: null, command: { do: 'take-over-seat', seat: now, from: before } })).toMatchObject({
      ok: true,
    })
    await tab.locator('footer', { hasText: 'Aida' }).waitFor()
    await expect.poll(() => view.seats.map(({ name, rapporteur }) => ({ name, rapporteur }))).toEqual([{ name: 'Aida', rapporteur: true }])
    console_.socket.close()
  },
  90_000,
)
