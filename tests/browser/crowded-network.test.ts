import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCard } from '../../shared/board/board.ts'
import { fillBoard } from '../bench/canvases/fill.ts'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { SimulatedPerson } from '../kit/people.ts'
import { axeFaults } from './axe.ts'
import { openBrowser, openLaptop, serveHere, takeSeat, type RunningServer } from './kit.ts'

const actors = 300

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
  await takeSeat(page, server.url, { code, table: 0, name: 'Aida' })

  const nodes = page.locator('.network .node')
  await nodes.nth(30).waitFor({ state: 'attached' })
  expect(await nodes.count()).toBeLessThan(actors)
  expect(await axeFaults(page)).toEqual([])

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

  // From there Tab goes on from sign to sign in the order of the list, whether the next one was drawn before or not.
  await page.locator(`.network .node[data-card="actor-${begin}"]`).focus()
  const orderOf = () => page.evaluate(() => Number((document.activeElement as HTMLElement).dataset['card']?.split('-')[1] ?? NaN))
  const isOnPile = () => page.evaluate(() => document.activeElement?.matches('.pile') ?? false)
  let [last, stops] = [begin, 0]
  for (; stops < 25; stops++) {
    await page.keyboard.press('Tab')
    if (await isOnPile()) continue
    const next = await orderOf()
    expect(next).toBeGreaterThan(last)
    last = next
    await expect.poll(() => inView(`actor-${next}`), { timeout: 5000 }).toBe(true)
  }
  for (; stops > 0; stops--) await page.keyboard.press('Shift+Tab')
  expect(await orderOf()).toBe(begin)

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

test('nodes that lie on each other are one sign; it opens by keys, and what is chosen there comes to the top', async () => {
  const { id, code } = await facilitator.makeSession('Piles', 1, ['actors-network'])
  const console = await facilitator.enter(id)
  const group = console.view!.groups[0]!.id
  const mate = await SimulatedPerson.join({ url: server.url, code, group, name: 'Mate', seed: 1 })
  const [line, exercise] = [await mate.openBoard('actors-network'), await mate.exercise('actors-network')]
  const actor = exercise.kinds['actor']!
  const names = ['Launderers', 'Carriers', 'Wholesalers', 'Brokers']
  const at = { x: 900, y: 600 }
  for (const [index, name] of names.entries()) addCard(line.doc, `a${String(index)}`, actor, { name, at }, null)
  await console.send({ do: 'open-step', step: 'actors-connections', minutes: 60 })
  const { page, faults } = await openLaptop(browser, 'en')
  page.setDefaultTimeout(8000)
  await takeSeat(page, server.url, { code, table: 0, name: 'Aida' })

  const pile = page.getByRole('button', { name: '+3 more cards lie here: choose one' })
  await pile.waitFor()
  expect(await page.locator('.network .node').count()).toBe(1)
  await pile.focus()
  await page.keyboard.press('Enter')
  const list = page.getByRole('dialog', { name: '3 cards lie here on each other' })
  expect(await list.locator('li').allTextContents()).toEqual(names.slice(1))
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  expect(await pile.evaluate((element) => element === document.activeElement)).toBe(true)

  await page.keyboard.press('Enter')
  await list.waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('.network .node.chosen', { hasText: 'Wholesalers' }).waitFor()
  await page.locator('.list .open', { hasText: 'Wholesalers' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Wholesalers')

  // By its arrow keys it goes elsewhere, and two signs are seen.
  for (let steps = 0; steps < 3; steps++) await page.keyboard.press('Shift+ArrowRight')
  await page.locator('.network .node', { hasText: 'Launderers' }).waitFor()
  await page.getByRole('button', { name: '+2 more cards lie here: choose one' }).waitFor()
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
  await takeSeat(page, server.url, { code, table: 0, name: 'Aida' })
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
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  mate.leave()
  console.close()
})
