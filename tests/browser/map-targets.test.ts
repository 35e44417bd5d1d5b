import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDemo } from '../../server/demo.ts'
import type { Serving } from '../../server/serve.ts'
import { newId, realWorld } from '../../server/world.ts'
import { isLong } from '../kit/size.ts'
import { startEmpty } from '../screens/rooms.ts'
import { openBrowser, ownAddress } from './kit.ts'

let browser: Browser
let serving: Serving
let axe: string
beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  browser = await openBrowser()
  serving = await startEmpty()
})
afterAll(async () => {
  await browser.close()
  await serving.close()
})

/** What a finger cannot hit without hitting its neighbour (WCAG 2.5.8), by axe. */
async function tooSmall(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate<{ violations: { nodes: { html: string }[] }[] }>("axe.run({ runOnly: { type: 'rule', values: ['target-size'] } })") // prettier-ignore
  return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 140)))
}

test.each([
  ['crime-mapping', 'crime-place'],
  ['routes', 'routes-map'],
])('every place and card on the crowded map of %s can be hit, at any scale', async (id, step) => {
  const exercise = serving.exercises.find((one) => one.id === id)!
  const session = await makeDemo(serving.openSessions, serving.storage, [exercise], { title: 'Filled', place: 'Tashkent' })
  await serving.openSessions.use(session.id, (room) =>
    room.carryOut({ is: 'facilitator', name: 'Nino' }, { id: newId(realWorld), turn: room.session.turn, command: { do: 'open-step', step } }),
  )
  for (const [index, size] of [[0, { width: 1366, height: 768 }], [1, { width: 390, height: 844 }], [2, { width: 1366, height: 768 }]].slice(isLong ? 0 : 1, isLong ? 3 : 2) as [number, { width: number; height: number }][]) {
    const context = await browser.newContext({ locale: 'ru', viewport: size, bypassCSP: true, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const base = `http://${ownAddress()}:${String(serving.port)}`
    await page.goto(base)
    await page.evaluate(
      async (body) => {
        const headers = { 'x-roundtable': '1', 'content-type': 'application/json' }
        await fetch('/rt/seat/join', { method: 'POST', headers, body: JSON.stringify(body) })
      },
      { code: session.code, group: session.groups[index]?.id, name: 'Zarina', people: 4, rapporteur: false },
    )
    await page.goto(`${base}/table`)
    await page.locator('.view [data-card]').first().waitFor()
    const smaller = page.getByRole('button', { name: 'Уменьшить' })
    const larger = page.getByRole('button', { name: 'Увеличить' })
    for (let steps = 0; steps < 6; steps++) await smaller.click()
    for (let steps = 0; steps < 9; steps++) {
      if (isLong || steps % 3 === 1) expect(await tooSmall(page)).toEqual([])
      await larger.click()
    }
    await context.close()
  }
}) // prettier-ignore
