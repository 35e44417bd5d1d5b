import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Serving } from '../../server/serve.ts'
import { newId, realWorld } from '../../server/world.ts'
import type { Exercise, FieldOf } from '../../shared/exercise/exercise.ts'
import { steering, type Command } from '../../shared/session/commands.ts'
import { startEmpty } from '../screens/rooms.ts'
import { openBrowser, ownAddress, watch } from './kit.ts'

let browser: Browser
let serving: Serving
beforeAll(async () => {
  browser = await openBrowser()
  serving = await startEmpty()
})
afterAll(async () => {
  await browser.close()
  await serving.close()
})

const from = { exercise: 'crime-mapping', cluster: 'a:b', groups: 2, of: 3 }
const origin = { en: 'Handed on: 2 of 3 groups', ru: 'Из прошлого упражнения: 2 из 3 групп' } as const

/** Crime mapping as an exercise that is given cards of the grid, of the network and of the map. */
function given(exercise: Exercise): Exercise {
  const hotspot = exercise.kinds['hotspot']!
  const sort = { ...(hotspot.fields['sort'] as FieldOf<'choice'>), own: true }
  const named = { ...hotspot, titleField: 'sort', fields: { ...hotspot.fields, sort } }
  return { ...exercise, kinds: { ...exercise.kinds, hotspot: named }, given: { market: 'threats', actor: 'threats', hotspot: 'threats' } }
}

test.each(['en', 'ru'] as const)(
  'a card that was handed on says so on the grid, in the network and on the map, in %s',
  async (language) => {
    const exercise = given(serving.exercises.find(({ id }) => id === 'crime-mapping')!)
    const session = await serving.openSessions.create({ title: 'Two days', place: '', groups: 2, exercises: [exercise] })
    const order = (command: Command) =>
      serving.openSessions.use(session.id, (room) =>
        room.carryOut(
          { is: 'facilitator', name: 'Nino' },
          { id: newId(realWorld), turn: steering.has(command.do) ? room.session.turn : null, command },
        ),
      )
    const cards = ['market', 'actor', 'hotspot'].map((kind) => ({ kind, title: { own: `Call centres: ${kind}` }, from }))
    await order({ do: 'hand-on', exercise: exercise.id, cards })

    const page = await sit(language, session.code, session.groups[0]!.id)
    const broke = watch(page)
    await order({ do: 'open-step', step: 'rate' })
    await page.locator('.list .row', { hasText: 'market' }).click()
    await page.locator('.grid .cell').first().click()
    expect(await page.locator('.grid .cell').first().getAttribute('aria-label')).toContain(origin[language])
    await page.locator('.grid .chip svg').waitFor()
    await page.locator('.canvas > p', { hasText: origin[language] }).waitFor()

    await order({ do: 'open-step', step: 'crime-network' })
    const node = page.locator('.node', { hasText: 'actor' })
    await node.locator('svg').waitFor()
    expect(await node.getAttribute('aria-label')).toContain(origin[language])
    await node.click()
    await page.locator('.network .foot', { hasText: origin[language] }).waitFor()

    await order({ do: 'open-step', step: 'crime-place' })
    await page.locator('.list .row', { hasText: 'hotspot' }).click()
    await page.locator('.map .view').focus()
    await page.keyboard.press('Enter')
    const pin = page.locator('.view [data-card]')
    await pin.locator('svg').waitFor()
    expect(await pin.getAttribute('aria-label')).toContain(origin[language])
    await page.locator('.map .view', { hasText: origin[language] }).waitFor()
    expect(broke).toEqual([])
    await page.context().close()
  },
)

async function sit(language: string, code: string, group: string): Promise<Page> {
  const context = await browser.newContext({ locale: language, viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const base = `http://${ownAddress()}:${String(serving.port)}`
  await page.goto(base)
  await page.evaluate(
    async (body) => {
      const headers = { 'x-roundtable': '1', 'content-type': 'application/json' }
      await fetch('/rt/seat/join', { method: 'POST', headers, body: JSON.stringify(body) })
    },
    { code, group, name: 'Zarina', people: 4, rapporteur: true },
  )
  await page.goto(`${base}/table`)
  return page
}
