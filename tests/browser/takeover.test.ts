import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardsRoot } from '../../shared/board/board.ts'
import { openStorage } from '../../server/storage/storage.ts'
import { restoreCopy } from '../../server/storage/copy.ts'
import { rebuild } from '../../server/sync/rebuild.ts'
import { ServerProcess } from '../kit/server-process.ts'
import { sized } from '../kit/size.ts'
import { until } from '../kit/waiting.ts'
import { BoardSocket, waitFor } from '../server/kit/board-socket.ts'
import { arrange } from '../server/kit/server.ts'
import { startProcess, type ServerProcess as FirstLaptop } from '../server/kit/process.ts'
import { openBrowser, openLaptop, takeSeat } from './kit.ts'

/**
 * docs/reliability.md, O3 and D11, as a drill: two servers in processes of their own, the first killed while tables write, the
 * second brought up from its copy on another data folder. The long run copies as often as a real room does.
 */
const everyMs = sized(6000, 20_000)
const rate = 50
const folder = (name: string) => mkdtempSync(join(tmpdir(), `roundtable-${name}-`))
let browser: Browser
let first: FirstLaptop
let second: ServerProcess | undefined
beforeAll(async () => (browser = await openBrowser()))
afterAll(async () => {
  await browser.close()
  await first.kill()
  await second?.close()
})

const saved = (page: Page) => page.getByText(/^Saved/).first().waitFor({ timeout: 20_000 }) // prettier-ignore
const pick = (page: Page, market: string) => page.locator('.picker li button', { hasText: market }).first().click()

/** When the youngest card of the load was written, as a data folder has it. */
async function youngestIn(dataDir: string, session: string, board: string): Promise<number> {
  const storage = await openStorage(dataDir)
  const { doc } = rebuild(await storage.loadBoard(session, board))
  await storage.close()
  return Math.max(0, ...[...doc.getMap(cardsRoot).keys()].flatMap((id) => (id.startsWith('at-') ? [Number(id.slice(3))] : [])))
}

test('O3: the first laptop dies under load, the second goes on from the copy, and the tables with it', async () => {
  const to = folder('stick')
  first = await startProcess({ dataDir: folder('first'), copy: { to, everyMs }, clientDir: 'dist/client' })
  const url = `http://127.0.0.1:${first.port}`
  const ann = await first.facilitator('Ann')
  const made = await first.session(ann)
  const console_ = await ann.connect('facilitator', made.id)
  await console_.send({ id: 'open', turn: console_.view.turn, command: { do: 'open-step', step: made.step } })
  const [a, b] = console_.view.groups.map(({ id }) => console_.view.agenda[0]?.boards[id] ?? '') as [string, string]
  console_.socket.close()

  // Two real laptops at table A and the facilitator's own page; table B is a stream of writing.
  const [aida, bek, desk] = [
    (await openLaptop(browser, 'en')).page,
    (await openLaptop(browser, 'en')).page,
    (await openLaptop(browser, 'en')).page,
  ]
  await takeSeat(aida, url, { code: made.code, table: 0, name: 'Aida' })
  await takeSeat(bek, url, { code: made.code, table: 0, name: 'Bek' })
  const { secret } = (await ann.post('/rt/facilitator/invite', {})).body as { secret: string }
  await desk.goto(`${url}/console?session=${made.id}#${secret}`)
  await pick(aida, 'Heroin trade')
  await saved(aida)
  const writer = await new BoardSocket(await first.seat(made.code, 1, 'Load'), 'seat', b).settled()
  const load = setInterval(() => writer.add(`at-${Date.now()}`), 1000 / rate)
  // A whole round of the copy has begun and ended under load.
  const began = Date.now()
  let looked = 0
  const control = async () => {
    // Only a new copy is worth bringing back: the disk belongs to the servers.
    const { mtimeMs } = statSync(join(to, 'sessions', `${made.id}.sqlite`), { throwIfNoEntry: false }) ?? { mtimeMs: 0 }
    if (mtimeMs === looked) return false
    looked = mtimeMs
    const probe = folder('probe')
    await restoreCopy(to, probe)
    return (await youngestIn(probe, made.id, b)) > began + 500
  }
  expect(await waitFor(control, 3 * everyMs + 10_000)).toBe(true)
  // After the copy: what only living laptops know.
  await pick(bek, 'Human trafficking')
  await saved(bek)
  await aida.locator('[data-card]', { hasText: 'Human trafficking' }).waitFor()
  await desk.getByRole('button', { name: '+5 min' }).click()
  await until(() => writer.saved > rate, 'the load is not saved')

  await first.kill()
  const killed = Date.now()
  clearInterval(load)
  const last = Math.max(...writer.cards().map((id) => Number(id.slice(3))))
  writer.leave()
  await aida.getByText(/Not connected/).first().waitFor() // prettier-ignore

  const dataDir = folder('second')
  const probe = folder('probe')
  await restoreCopy(to, probe)
  const age = killed - (await youngestIn(probe, made.id, b))
  // The control: the copy is older than what the tables had been told was saved.
  expect(killed - last).toBeLessThan(age)
  second = await ServerProcess.start({ dataDir, port: first.port, args: ['--restore', to] })
  await Promise.all([aida, bek].map(saved))
  await pick(aida, 'Arms trafficking')
  await bek.locator('[data-card]', { hasText: 'Arms trafficking' }).waitFor()
  await saved(aida)
  const took = Date.now() - killed
  process.stdout.write(`O3: at work again ${took} ms after the kill; the copy was ${age} ms old (copied every ${everyMs} ms)\n`)
  expect(age).toBeLessThan(60_000)
  expect(took).toBeLessThan(300_000)

  // What was written after the copy is on the laptops that are still there, and comes back from them.
  const people = arrange(first.port, () => Promise.resolve(''))
  const fresh = await new BoardSocket(await people.seat(made.code, 0, 'Fresh'), 'seat', a).settled()
  const names = () => JSON.stringify(fresh.doc.getMap(cardsRoot).toJSON())
  expect(await waitFor(() => ['HE', 'HT', 'AT'].every((code) => names().includes(`"${code}"`)))).toBe(true)
  // The facilitator's page goes on without a reload: it sees how things are, and steers.
  await desk.getByText('Connected', { exact: true }).first().waitFor() // prettier-ignore
  await desk.getByRole('button', { name: 'Stop the clock' }).click()
  await aida.getByText(/has stopped the clock/).waitFor()
  fresh.leave()
}, 120_000)
