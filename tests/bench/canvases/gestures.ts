import type { Page } from 'playwright-core'
import { pause } from '../../kit/waiting.ts'

/** What people mostly do on a canvas, for about as long as `seconds`. */
export type Gesture = (page: Page, seconds: number) => Promise<void>

interface Point {
  readonly x: number
  readonly y: number
}

/** A mouse tells of itself about sixty times a second. */
const restMs = 16

/** Moves the pressed or free pointer along the points, evenly, for so long. */
async function sweep(page: Page, points: readonly Point[], seconds: number): Promise<void> {
  const begin = performance.now()
  for (;;) {
    const share = (performance.now() - begin) / 1000 / seconds
    if (share >= 1) return
    const [at, legs] = [share * (points.length - 1), Math.floor(share * (points.length - 1))]
    const [from, to] = [points[legs]!, points[legs + 1]!]
    const along = at - legs
    await page.mouse.move(from.x + (to.x - from.x) * along, from.y + (to.y - from.y) * along)
    await pause(restMs)
  }
}

/** The middles of what is in view, from top left to bottom right. */
async function middles(page: Page, selector: string): Promise<Point[]> {
  const found = await page.evaluate((one) => {
    const middle = (box: DOMRect) => ({ x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 60) })
    const all = [...document.querySelectorAll(one)].map((element) => ({ element, at: middle(element.getBoundingClientRect()) }))
    const inWindow = all.filter(({ at }) => at.x > 0 && at.y > 0 && at.x < innerWidth && at.y < innerHeight)
    // Not all of them are asked for: asking takes time which is not the canvas's.
    const few = inWindow.filter((_, index) => index % Math.ceil(inWindow.length / 16) === 0)
    return few.flatMap(({ element, at }) => {
      const top = document.elementFromPoint(at.x, at.y)
      return top !== null && (element.contains(top) || top.contains(element)) ? at : []
    })
  }, selector)
  if (found.length === 0) throw new Error(`Nothing of ${selector} is in view.`)
  return found
}

/** Drags a card over what can take it, to and fro, and drops it on the last. */
export function dragCard(what: string, over: string): Gesture {
  return async (page, seconds) => {
    const from = (await middles(page, what))[0]!
    const all = await middles(page, over)
    const way = [all.at(-1)!, all[0]!, all[Math.floor(all.length / 2)]!]
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await sweep(page, [from, ...way, from, ...way], seconds)
    await page.mouse.up()
  }
}

/** Drags a node about, then pans, then zooms out and in. */
export const dragNode: Gesture = async (page, seconds) => {
  const all = await middles(page, '.network .node')
  const from = all[Math.floor(all.length / 2)]!
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await sweep(page, around(from, 120), seconds / 3)
  await page.mouse.up()
  await panAndZoom(page, '.network .view', (seconds * 2) / 3)
}

export const panMap: Gesture = (page, seconds) => panAndZoom(page, '.map .view', seconds)

async function panAndZoom(page: Page, view: string, seconds: number): Promise<void> {
  const corner = await page.evaluate((one) => {
    const { x, y, width, height } = document.querySelector(one)!.getBoundingClientRect()
    const free = [0.04, 0.96, 0.3, 0.7, 0.5].flatMap((across) => [0.04, 0.9, 0.5, 0.25].map((down) => ({ x: x + width * across, y: y + height * down })))
    return free.find((at) => !document.elementFromPoint(at.x, at.y)?.closest('button, .touch, path')) ?? null
  }, view) // prettier-ignore
  const middle = (await middles(page, view))[0]!
  const from = corner ?? middle
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await sweep(page, around(from, 140), seconds / 2)
  await page.mouse.up()
  await page.mouse.move(middle.x, middle.y + 100)
  const end = performance.now() + (seconds * 1000) / 2
  for (let turn = 0; performance.now() < end; turn++) {
    await page.mouse.wheel(0, turn % 24 < 12 ? 40 : -40)
    await pause(restMs * 2)
  }
}

const around = ({ x, y }: Point, far: number): Point[] => [
  { x, y },
  { x: x + far, y },
  { x: x + far, y: y + far / 2 },
  { x: x - far / 2, y: y + far / 2 },
  { x, y },
]

/** A card is chosen in the list and walks over the grid by arrow keys; then the list is scrolled. */
export const rateByKeys: Gesture = async (page, seconds) => {
  await page.locator('.list .row').nth(2).click()
  await page.locator('.grid .cell').first().focus()
  const end = performance.now() + (seconds * 1000) / 2
  for (let turn = 0; performance.now() < end; turn++) {
    await page.keyboard.press(['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown'][turn % 4]!)
    await pause(120)
  }
  await scroll('.list ol')(page, seconds / 2)
}

/** Wheels down and up again, as one who looks for something far away. */
export const scroll = (what: string): Gesture => wheelOver(what, 120)

/** The same as slowly as one who reads: each row that comes is wanted with all that is in it. */
export const scrollSlowly = (what: string): Gesture => wheelOver(what, 20)

function wheelOver(what: string, px: number): Gesture {
  return async (page, seconds) => {
    const at = (await middles(page, what))[0]!
    await page.mouse.move(at.x, at.y + 100)
    const end = performance.now() + seconds * 1000
    for (let turn = 0; performance.now() < end; turn++) {
      await page.mouse.wheel(0, turn % 80 < 50 ? px : -px)
      await pause(restMs * 2)
    }
  }
}

export const giveDots: Gesture = async (page, seconds) => {
  const buttons = page.locator('.vote .stepper button:last-child')
  const end = performance.now() + (seconds * 1000) / 2
  for (let turn = 0; performance.now() < end; turn++) {
    await buttons.nth(turn % 4).click()
    await pause(150)
  }
  await scroll('.vote ol')(page, seconds / 2)
}

/** Moves a card later in the list again and again, then scrolls. */
export const reorder: Gesture = async (page, seconds) => {
  await page.locator('.list .row').first().click()
  const end = performance.now() + (seconds * 1000) / 2
  while (performance.now() < end) {
    await page.locator('.list li.open .acts button').nth(1).click()
    await pause(200)
  }
  await scroll('.list ol')(page, seconds / 2)
}

export const answer: Gesture = async (page, seconds) => {
  const lines = page.locator('.canvas li[data-card]')
  const end = performance.now() + (seconds * 1000) / 2
  for (let turn = 0; performance.now() < end; turn++) {
    await lines.nth(turn % 3).locator('fieldset button').nth(turn % 2).click() // prettier-ignore
    await pause(150)
  }
  await scroll('.canvas > .canvas')(page, seconds / 2)
}

/** Every node gets a new place, for as long as that takes. */
export const arrange: Gesture = async (page) => {
  const before = await page.locator('.network .node').first().evaluate((node) => (node as HTMLElement).style.left) // prettier-ignore
  await page.locator('.network .tools button').nth(1).click()
  await page.waitForFunction((old) => document.querySelector<HTMLElement>('.network .node')?.style.left !== old, before, {
    timeout: 120_000,
  })
}
