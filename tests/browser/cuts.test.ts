import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isLong } from '../kit/size.ts'
import type { Cable } from '../kit/cable.ts'
import { mayOpenNetworks, openTwoNetworks, type TwoNetworks } from '../kit/two-networks.ts'
import { BoardSocket, waitFor } from '../server/kit/board-socket.ts'
import { type Laptop } from '../server/kit/people.ts'
import { arrange, type Made } from '../server/kit/server.ts'
import { findPageBrowser } from '../setup/programs.ts'
import { joinTable, runServer, type RunningServer } from './kit.ts'

/** docs/reliability.md, A1: seconds without a network, and how soon all is back. `npm run test:long -- --only cuts` cuts for half an hour. */
const all = [
  { seconds: 1, backWithinMs: 3000 },
  { seconds: 10, backWithinMs: 5000 },
  { seconds: 60, backWithinMs: 8000 },
  { seconds: 1800, backWithinMs: 10_000 },
]
const wanted = process.env['CUT_S'] === undefined ? [1, 10, ...(isLong ? [60] : [])] : [Number(process.env['CUT_S'])]
const cuts = all.filter(({ seconds }) => wanted.includes(seconds))
const offlineWithinMs = 5000

let networks: TwoNetworks
let cable: Cable
let server: RunningServer
let browser: Browser
let ann: Laptop
let mate: BoardSocket
let made: Made
let board: string
beforeAll(async () => {
  if (!mayOpenNetworks) return
  // Half an hour goes on beside whatever else is tested meanwhile.
  networks = openTwoNetworks(process.env['CUT_S'] === undefined ? 1 : 40)
  cable = await networks.plugIn()
  server = await runServer({ through: networks.onServer, port: cable.port, env: { ALLOW_PLAIN_HTTP: '1' } })
  browser = await chromium.launch({ executablePath: networks.inLaptop(findPageBrowser()), args: ['--no-sandbox', '--disable-gpu'] })
  const people = arrange(server.port, () => Promise.resolve(server.link), cable.url)
  ann = await people.facilitator('Ann')
  made = await people.session(ann)
  const console_ = await ann.connect('facilitator', made.id)
  await console_.send({ id: 'open', turn: console_.view.turn, command: { do: 'open-step', step: made.step } })
  board = console_.view.agenda[0]?.boards[console_.view.groups[0]?.id ?? ''] ?? ''
  console_.socket.close()
  mate = await new BoardSocket(await people.seat(made.code, 0, 'Near'), 'seat', board).settled()
})
afterAll(async () => {
  if (!mayOpenNetworks) return
  mate.leave()
  await browser.close()
  await server.kill()
  networks.close()
})

for (const { seconds, backWithinMs } of cuts)
  test.skipIf(!mayOpenNetworks)(
    `A1: after ${seconds} s without a network everything typed and commanded meanwhile is there once`,
    async () => {
      const page = await (await browser.newContext({ locale: 'en' })).newPage()
      await joinTable(page, `http://${networks.server}:${server.port}`, { code: made.code, table: 0, name: `Far ${seconds}` })
      const market = ['Heroin trade', 'Human trafficking', 'Arms trafficking', 'Flora crimes'][cuts.findIndex((cut) => cut.seconds === seconds)] ?? '' // prettier-ignore
      await page.getByRole('button', { name: market, exact: true }).first().click()
      await page.getByText(/^Saved/).first().waitFor() // prettier-ignore
      await page.locator('[data-card]').filter({ hasText: market }).click()
      const note = page.getByLabel('Note')
      await note.click()
      await page.evaluate(() => {
        const cutAt = performance.now()
        Object.assign(window, { sameDocument: true })
        const look = () => {
          const says = [...document.querySelectorAll('[role="status"]')].some((one) => one.textContent.includes('Not connected'))
          if (says && !('saidOffline' in window)) Object.assign(window, { saidOffline: performance.now() - cutAt })
        }
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
      })
      networks.cut()
      const cutAt = performance.now()
      // The instrument's own control: nothing passes, not even a plain request.
      if (seconds > 1) {
        const passes = () => fetch('/rt/health', { signal: AbortSignal.timeout(800) }).then(Boolean, () => false)
        expect(await page.evaluate(passes)).toBe(false)
      }
      const typed: string[] = []
      let handUp = false
      while (performance.now() - cutAt < seconds * 1000) {
        const word = `c${seconds}n${typed.length} `
        if (typed.length < 200) {
          await note.pressSequentially(word, { delay: 20 })
          typed.push(word)
        } else await page.waitForTimeout(1000)
        if (!handUp && typed.length === 2) {
          handUp = true
          await page.getByRole('button', { name: 'Raise hand' }).click()
          await note.click()
          await note.press('End')
        }
      }
      const saidOffline = await page.evaluate(() => ('saidOffline' in window ? Number(window.saidOffline) : null))
      networks.mend()
      const mended = performance.now()
      const text = () => textOf(mate, typed.join('').trim())
      expect(await waitFor(text, backWithinMs + 20_000)).toBe(true)
      const back = performance.now() - mended
      await page.getByText(/^Saved/).first().waitFor() // prettier-ignore
      await page.getByRole('button', { name: 'Lower hand' }).waitFor()
      process.stdout.write(
        `A1, ${seconds} s: offline said after ${saidOffline === null ? 'never' : `${saidOffline.toFixed(0)} ms`}, everything at the mate's ${back.toFixed(0)} ms after the network\n`,
      )
      if (seconds * 1000 > offlineWithinMs) expect(saidOffline ?? Infinity).toBeLessThan(offlineWithinMs)
      expect(back).toBeLessThan(backWithinMs)
      expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
      const names = mate.cards()
      expect(new Set(names).size).toBe(names.length)
      await page.context().close()
    },
    120_000 + seconds * 1500,
  )

/** True when some card's note says exactly this, once. */
function textOf({ doc }: BoardSocket, words: string): boolean {
  const all = JSON.stringify(doc.getMap('cards').toJSON())
  return all.split(words).length === 2
}
