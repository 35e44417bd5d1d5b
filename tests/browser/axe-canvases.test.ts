import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cases } from '../bench/canvases/cases.ts'
import { fillBoard } from '../bench/canvases/fill.ts'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { SimulatedPerson } from '../kit/people.ts'
import { isLong, sized } from '../kit/size.ts'
import { axeFaults } from './axe.ts'
import { openBrowser, openLaptop, serveHere, takeSeat, type RunningServer } from './kit.ts'

let browser: Browser
let server: RunningServer
let facilitator: SimulatedFacilitator
beforeAll(async () => {
  browser = await openBrowser()
  server = await serveHere()
  facilitator = await SimulatedFacilitator.open(server.link)
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

/** Rows while they fly past are the same canvas once more. */
const each = cases.filter(({ name }) => !/slowly|arrange/.test(name))

const laptop = { width: 1366, height: 768 }
const phone = { width: 390, height: 844 }
/** The quick suite looks at each canvas in one of the two sizes, at the next start perhaps in the other. */
const seed = Number(process.env['SEED'] ?? Date.now() % 2)
const looks = each.map((one, at) => ({ ...one, sizes: isLong ? [laptop, phone] : [(at + seed) % 2 === 0 ? laptop : phone] }))

// Nothing is left out: no rule, no part of the page, no sign that lies on another.
test.each(looks)(`on a crowded board axe finds nothing at WCAG 2.2 AA, on a laptop or a phone (seed ${seed}): $name`, async (one) => {
  const { id, code } = await facilitator.makeSession(one.name, 1, [one.exercise])
  const console = await facilitator.enter(id)
  const mate = await SimulatedPerson.join({ url: server.url, code, group: console.view!.groups[0]!.id, name: 'Mate', seed: 1 })
  const [line, exercise] = [await mate.openBoard(one.exercise), await mate.exercise(one.exercise)]
  fillBoard(line.doc, exercise, one.kinds(sized(240, 500)), 3)
  await console.send({ do: 'open-step', step: one.step, minutes: 60 })
  const { page, faults } = await openLaptop(browser, 'ru', one.sizes[0])
  page.setDefaultTimeout(20_000)
  await takeSeat(page, server.url, { code, table: 0, name: 'Aida' })
  await page.locator(one.drawn).nth(5).waitFor({ state: 'attached' })
  for (const size of one.sizes) {
    await page.setViewportSize(size)
    expect(await axeFaults(page)).toEqual([])
  }
  expect(faults).toEqual([])
  await page.context().close()
  mate.leave()
  console.close()
})

test('nor on the console, at the desk and on the plenary’s screen', async () => {
  const { id, code } = await facilitator.makeSession('Round the tables', 2, ['stakeholders', 'swot'])
  const console = await facilitator.enter(id)
  const mates = await Promise.all(
    console.view!.groups.map(({ id: group }, at) =>
      SimulatedPerson.join({ url: server.url, code, group, name: `P${String(at)}`, seed: at }),
    ),
  )
  for (const mate of mates)
    for (const [exercise, kind] of [['stakeholders', 'stakeholder'], ['swot', 'point']] as const)
      fillBoard((await mate.openBoard(exercise)).doc, await mate.exercise(exercise), [[kind, 14]], 3) // prettier-ignore
  const { page, faults } = await openLaptop(browser, 'en')
  page.setDefaultTimeout(20_000)
  await page.goto(`${server.url}/console${new URL(await facilitator.invite()).hash}`)
  await page.getByText('Round the tables').first().waitFor()
  for (const step of ['stakeholders-place', 'swot-collect']) {
    await console.send({ do: 'open-step', step, minutes: 60 })
    await page.goto(`${server.url}/console?session=${id}`)
    await page.locator('.mini .some, .mini li').first().waitFor()
    expect(await axeFaults(page)).toEqual([])
  }
  await page.goto(`${server.url}/merge?session=${id}`)
  await page.locator('article').first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  await console.send({ do: 'show', plenary: { shows: 'merged' } })
  // The screen in the room has a cookie of its own.
  await page.evaluate(async (session) => {
    const headers = { 'x-roundtable': '1', 'content-type': 'application/json' }
    await fetch('/rt/facilitator/plenary', { method: 'POST', headers, body: JSON.stringify({ session }) })
  }, id)
  await page.goto(`${server.url}/plenary?session=${id}`)
  await page.locator('svg').first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  for (const mate of mates) mate.leave()
  console.close()
})
