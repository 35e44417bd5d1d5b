import type { Page } from 'playwright-core'
import type { Rooms } from '../rooms.ts'
import { see, small, type Scene } from './scene.ts'

const typeCode = async (page: Page, code: string) => {
  await page.locator('input').first().fill(code)
  await page.locator('button[type=submit]').click()
}
const toSeatForm = async (page: Page, rooms: Rooms | null) => {
  await typeCode(page, rooms?.choose.code ?? '')
  await page.locator('label.table').nth(2).click()
}

/** Joining. */
export const joinScenes: readonly Scene[] = [
  { name: 'join-code', hat: 'nobody', room: null, path: '/', sizes: small, until: see('form') },
  {
    name: 'join-wrong-code',
    hat: 'nobody',
    room: null,
    path: '/',
    sizes: small,
    async until(page) {
      await typeCode(page, 'ABC DEF')
      await page.locator('[role=alert]').first().waitFor()
    },
  },
  {
    name: 'join-code-of-table',
    hat: 'nobody',
    room: null,
    path: '/',
    sizes: small,
    async until(page, rooms) {
      await typeCode(page, rooms?.coded.code ?? '')
      await page.locator('[role=alert]').first().waitFor()
    },
  },
  {
    name: 'join-own-table',
    hat: 'nobody',
    room: null,
    path: '/',
    sizes: small,
    async until(page, rooms) {
      const coded = rooms?.serving.openSessions.session(rooms.coded.id)
      await typeCode(page, coded?.groups[1]?.code ?? '')
      await page.locator('input[type=number]').waitFor()
    },
  },
  {
    name: 'join-seat',
    hat: 'nobody',
    room: null,
    path: '/',
    sizes: small,
    readme: 'phone',
    async until(page, rooms) {
      await toSeatForm(page, rooms)
      await page.locator('form input[autocomplete=off]').fill('Rustam')
    },
  },
]
