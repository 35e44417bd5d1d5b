import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillBoard } from '../bench/canvases/fill.ts'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { SimulatedPerson } from '../kit/people.ts'
import { axeFaults } from './axe.ts'
import { joinTable, openBrowser, openLaptop, runServer, type RunningServer } from './kit.ts'

const actors = 300

let browser: Browser
let server: RunningServer
let facilitator: SimulatedFacilitator
beforeAll(async () => {
  browser = await openBrowser()
  server = await runServer()
  facilitator = await SimulatedFacilitator.open(server.link)
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

test('of a crowded network what is near the window is drawn; Tab goes through all of it, and a line is picked where it runs', async () => {
  const { id, code } = await facilitator.makeSession('Crowded', 1, ['actors-network'])
  const console = await facilitator.enter(id)
  const group = console.view!.groups[0]!.id
  const mate = await SimulatedPerson.join({ url: server.url, code, group, name: 'Mate', seed: 1 })
  const [line, exercise] = [await mate.openBoard('actors-network'), await mate.exercise('actors-network')]
  fillBoard(line.doc, exercise, [['actor', actors], ['relation', 20]], 3) // prettier-ignore
  await console.send({ do: 'open-step', step: 'actors-connections', minutes: 60 })
  const { page, faults } = await openLaptop(browser, 'en')
  page.setDefaultTimeout(8000)
  await joinTable(page, server.url, { code, table: 0, name: 'Aida' })

  const nodes = page.locator('.network .node')
  await nodes.nth(30).waitFor({ state: 'attached' })
  expect(await nodes.count()).toBeLessThan(actors)
  // Where nodes lie on each other the list beside is their other way in (WCAG 2.5.8, "equivalent").
  expect((await axeFaults(page)).filter((fault) => !fault.startsWith('target-size: <button class="node'))).toEqual([])

  // The last in the list stands wherever it stands: chosen there, it is drawn and in the view.
  const inView = (card: string) =>
    page.evaluate((one) => {
      const [view, node] = [document.querySelector('.network .view'), document.querySelector(`.network .node[data-card="${one}"]`)]
      if (!view || !node) return false
      const [around, box] = [view.getBoundingClientRect(), node.getBoundingClientRect()]
      return box.left >= around.left && box.right <= around.right && box.top >= around.top && box.bottom <= around.bottom
    }, card)
  const begin = 40
  await page.locator(`.list li[data-row="actor-${begin}"]`).scrollIntoViewIfNeeded()
  await page.locator(`.list li[data-row="actor-${begin}"] button.row`).click()
  await expect.poll(() => inView(`actor-${begin}`), { timeout: 5000 }).toBe(true)

  // From there Tab goes on in the order of the list, whether the next one was drawn before or not.
  await page.locator(`.network .node[data-card="actor-${begin}"]`).focus()
  for (let next = begin + 1; next <= begin + 25; next++) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-card'))).toBe(`actor-${next}`)
    await expect.poll(() => inView(`actor-${next}`), { timeout: 5000 }).toBe(true)
  }
  await page.keyboard.press('Shift+Tab')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-card'))).toBe(`actor-${begin + 24}`)

  // A click on a line, where no node and no word stands, chooses its link; one on the ground lets go of it.
  const spot = await page.evaluate(() => {
    const view = document.querySelector('.network .view')!
    const around = view.getBoundingClientRect()
    for (const path of document.querySelectorAll<SVGPathElement>('.network .lines path:not(.head, .inner)'))
      for (let share = 0.1; share < 1; share += 0.05) {
        const at = path.getPointAtLength(path.getTotalLength() * share).matrixTransform(path.getScreenCTM()!)
        const isInside = at.x > around.left + 8 && at.x < around.right - 8 && at.y > around.top + 8 && at.y < around.bottom - 8
        if (isInside && !document.elementFromPoint(at.x, at.y)?.closest('button, .handle')) return { x: at.x, y: at.y }
      }
    return null
  })
  expect(spot).not.toBeNull()
  await page.mouse.click(spot!.x, spot!.y)
  await page.locator('.network .lines g.chosen').waitFor({ state: 'attached' })
  expect(await page.locator('.network .lines g.chosen path.head').count()).toBe(1)
  expect(faults).toEqual([])
  mate.leave()
  console.close()
})

test('a list of hundreds has every name in it; far rows come when they are scrolled to or chosen in the network', async () => {
  const { id, code } = await facilitator.makeSession('Long', 1, ['actors-network'])
  const console = await facilitator.enter(id)
  const group = console.view!.groups[0]!.id
  const mate = await SimulatedPerson.join({ url: server.url, code, group, name: 'Mate', seed: 1 })
  const [line, exercise] = [await mate.openBoard('actors-network'), await mate.exercise('actors-network')]
  const many = 420
  fillBoard(line.doc, exercise, [['actor', many]], 3)
  const names = ((await mate.shownCards('actors-network')) ?? []).flatMap(({ kind, fields }) =>
    kind === 'actor' ? String(fields['name']) : [],
  )
  await console.send({ do: 'open-step', step: 'actors-connections', minutes: 60 })
  const { page, faults } = await openLaptop(browser, 'en')
  page.setDefaultTimeout(8000)
  await joinTable(page, server.url, { code, table: 0, name: 'Aida' })
  const list = page.locator('.list').first()
  await list.locator('.row').first().waitFor()
  const text = ((await list.textContent()) ?? '').replace(/\s+/g, ' ')
  expect(names.length).toBe(many)
  expect(names.filter((name) => !text.includes(name.replace(/\s+/g, ' ')))).toEqual([])
  expect(await list.locator('[data-row]').count()).toBeLessThan(200)

  const last = list.locator('[data-chunk]').last()
  const isThere = () =>
    last.evaluate((chunk) => (chunk.scrollIntoView({ block: 'end' }), chunk.querySelector('[data-row="actor-419"] .row') !== null))
  await expect.poll(isThere, { timeout: 8000 }).toBe(true)
  await list.locator('[data-row="actor-419"] .row').click()
  await list.locator('[data-row="actor-419"].open .fields').waitFor()

  // Chosen in the network, the row is there and in sight, wherever the list stood.
  const other = String(await page.locator('.network .node:not([data-card="actor-419"])').first().getAttribute('data-card'))
  await page.locator(`.network .node[data-card="${other}"]`).focus()
  await page.keyboard.press('Enter')
  await list.locator(`[data-row="${other}"].open .fields`).waitFor()
  // Of the network's own targets the test above speaks.
  expect((await axeFaults(page)).filter((fault) => !fault.startsWith('target-size: '))).toEqual([])
  expect(faults).toEqual([])
  mate.leave()
  console.close()
})
