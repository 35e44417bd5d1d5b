import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeRoom, openBrowser, openLaptop, picture, serveHere, takeSeat, type RunningServer } from './kit.ts'

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

const node = (page: Page, title: string): Locator => page.locator('.node', { hasText: title })
const word = (page: Page, label: string): Locator => page.locator('.view .word', { hasText: label })

/** Presses Tab until what is wanted has the focus, as a person without a pointer does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab never came to it.')
}

async function placeOf(page: Page, title: string): Promise<{ x: number; y: number }> {
  const box = await node(page, title).boundingBox()
  return { x: box?.x ?? 0, y: box?.y ?? 0 }
}

test('a network is drawn by keys alone, and a mate sees it; then by pointer', async () => {
  const room = await makeRoom(server, { title: 'Actors', tables: 1, exercise: 'actors-network' })
  const a = await openLaptop(browser, 'en')
  const mate = await openLaptop(browser, 'ru')
  await takeSeat(a.page, server.url, { code: room.code, table: 0, name: 'Aida' })
  await takeSeat(mate.page, server.url, { code: room.code, table: 0, name: 'Tamara' })
  for (const step of ['actors-who', 'actors-connections']) await room.open(step)
  const { page } = a
  await page.getByText('Nothing to link yet').waitFor()

  await tabTo(page, page.getByRole('button', { name: 'Add: actor' }))
  await page.keyboard.press('Enter')
  for (const name of ['Wholesalers', 'Carriers', 'Launderers']) {
    await page.locator('.picker input:focus').waitFor()
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await node(page, name).waitFor()
  }

  // From the focused node: L, the target by its first letters, then the sort.
  await node(page, 'Carriers').focus()
  await page.keyboard.press('l')
  await page.locator('.form select:focus').waitFor()
  await page.keyboard.type('Wholes')
  await tabTo(page, page.getByRole('button', { name: 'transports for' }))
  await page.keyboard.press('Enter')
  await word(page, 'transports for').waitFor()
  await word(mate.page, 'перевозит для').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Carriers')
  await page.locator('.list li', { hasText: 'Carriers → Wholesalers' }).waitFor()

  // Arrow keys move a node, on the mate's laptop too; what nobody moved stays.
  const still = await placeOf(mate.page, 'Launderers')
  await node(page, 'Wholesalers').focus()
  const [before, far] = [await placeOf(mate.page, 'Wholesalers'), await placeOf(mate.page, 'Carriers')]
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect.poll(async () => (await placeOf(mate.page, 'Wholesalers')).y - before.y).toBeGreaterThan(10)
  expect(await placeOf(mate.page, 'Carriers')).toEqual(far)
  expect(await placeOf(mate.page, 'Launderers')).toEqual(still)

  // The link itself can be chosen by keys: the list beside opens on it.
  await tabTo(page, word(page, 'transports for'))
  await page.keyboard.press('Enter')
  await page.locator('.list li.open', { hasText: 'Carriers → Wholesalers' }).waitFor()
  await page.locator('.list li.open select').first().selectOption({ label: 'supplies' })
  await word(mate.page, 'снабжает').waitFor()
  await picture(page, 'network-keys-en')

  // By pointer: from the handle of one node to another, then how they are linked.
  const from = await node(page, 'Launderers').boundingBox()
  const to = await node(page, 'Wholesalers').boundingBox()
  await page.mouse.move(from!.x + from!.width / 2, from!.y + from!.height / 2)
  await page.mouse.move(from!.x + from!.width, from!.y + from!.height / 2)
  await page.mouse.down()
  await page.mouse.move(to!.x + 20, to!.y + 20, { steps: 4 })
  await page.mouse.up()
  await page.locator('.form').waitFor()
  await page.getByRole('button', { name: 'launders for' }).click()
  await word(mate.page, 'отмывает для').waitFor()

  // A sort that is switched off is not shown; the other stays.
  await page.getByRole('button', { name: 'launders for', exact: true, pressed: true }).click()
  await word(page, 'launders for').waitFor({ state: 'detached' })
  await word(page, 'supplies').waitFor()
  await page.getByRole('button', { name: 'launders for', exact: true, pressed: false }).click()

  // All get new places at once, and one Undo brings all back.
  const old = await placeOf(mate.page, 'Launderers')
  await page.getByRole('button', { name: 'Arrange' }).click()
  await expect.poll(() => placeOf(mate.page, 'Launderers')).not.toEqual(old)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => placeOf(mate.page, 'Launderers')).toEqual(old)

  // What is taken away takes its lines along.
  await page.locator('.list .row', { hasText: /^\s*\d\s*Wholesalers/ }).click()
  await page.locator('.list li.open').getByRole('button', { name: 'Take away' }).click()
  await expect.poll(() => mate.page.locator('.view .word').count()).toBe(0)
  await picture(mate.page, 'network-mate-ru')
  expect([...a.faults, ...mate.faults]).toEqual([])
})
