import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { fragmentOf, seal, wordOf, type Carried } from '../../client/connection/carried.ts'
import type { Known } from '../../client/connection/look-elsewhere.ts'

/** A table's page arrives here with these boards as from an address that was lost; `ready` is what is on it then. */
export async function arrive(page: Page, ready = '.notice.good', boards: Carried['boards'] = []): Promise<void> {
  const ask = () => fetch(`/rt/seat/elsewhere?tab=${'t'.repeat(20)}`).then((answer) => answer.json() as Promise<Known>)
  const known = await page.evaluate(ask)
  const language = (await page.evaluate(() => document.documentElement.lang)) === 'ru' ? 'ru' : 'en'
  const carried: Carried = { from: '192.168.1.20:8080', language, boards, commands: [], drafts: [], blank: false }
  const fragment = fragmentOf(seal(carried, { ...known, hat: 'seat' }, new Uint8Array(16)))
  const here = page.url()
  await page.goto('about:blank')
  await page.goto(`${here}${fragment}`)
  await page.locator(ready).waitFor()
}

/** The same with an edit on that board that goes on from one which nobody brought. */
export async function arriveWithGap(page: Page, board: string, exercise: string): Promise<void> {
  const doc = new Y.Doc()
  doc.getMap('cards').set('lost', new Y.Map())
  const lost = Y.encodeStateVector(doc)
  doc.getMap('cards').set('brought', new Y.Map())
  await arrive(page, '.notice.warn', [{ board, exercise, update: wordOf(Y.encodeStateAsUpdate(doc, lost)) }])
}
