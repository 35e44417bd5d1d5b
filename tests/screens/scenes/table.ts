import type { Page } from 'playwright-core'
import { refuse, type Refusal } from '../../../shared/refusals.ts'
import { newId, realWorld } from '../../../server/world.ts'
import { arrive, arriveWithGap } from '../../browser/arrive.ts'
import type { Rooms } from '../rooms.ts'
import { everywhere, rows, see, small, type Scene } from './scene.ts'

/** The page brings an edit that goes on from one which nobody brought. */
async function arriveGapped(page: Page, rooms: Rooms | null): Promise<void> {
  const { agenda, groups } = rooms!.choose
  await arriveWithGap(page, agenda[0]?.boards[groups[0]?.id ?? ''] ?? '', agenda[0]?.exercise ?? '')
  await page.locator(rows).first().waitFor()
}

/** The page arrives as from an address that was lost, and the server refuses its key. */
async function arriveRefused(page: Page, refusal: Refusal, ready: string): Promise<void> {
  await page.route('**/rt/seat/move', (route) => route.fulfill({ status: 409, json: refusal }))
  await arrive(page, ready)
}
const twoSeats = { name: 'Бектур Асанов', table: 'B', otherName: 'Aida and Rustam', otherTable: 'C' }

/** Tables. */
export const tableScenes: readonly Scene[] = [
  { name: 'table-waiting', hat: 'seat', room: 'fresh', path: '/table', sizes: small, until: see('footer') },
  { name: 'table-empty', hat: 'seat', room: 'empty', table: 3, path: '/table', sizes: everywhere, until: see('.list') },
  { name: 'table-crowded', hat: 'seat', room: 'choose', path: '/table', sizes: everywhere, until: see(rows) },
  {
    name: 'table-card',
    hat: 'seat',
    room: 'choose',
    path: '/table',
    sizes: small,
    async until(page) {
      await page.locator(rows).nth(1).locator('.row').click()
      await page.locator(`${rows}.open textarea`).first().waitFor()
    },
  },
  { name: 'table-moved', hat: 'seat', room: 'choose', path: '/table', sizes: small, until: (page) => arrive(page) },
  {
    name: 'table-not-brought',
    hat: 'seat',
    room: 'choose',
    path: '/table',
    sizes: small,
    until: (page) => arriveRefused(page, refuse('cannot-move'), '.notice.warn'),
  },
  {
    name: 'table-not-brought-gap',
    hat: 'seat',
    room: 'choose',
    path: '/table',
    sizes: small,
    until: arriveGapped,
  },
  {
    name: 'table-other-seat',
    hat: 'seat',
    room: 'choose',
    path: '/table',
    sizes: small,
    until: (page) => arriveRefused(page, refuse('already-seated', twoSeats), 'main h1'),
  },
  {
    name: 'table-picker',
    hat: 'seat',
    room: 'choose',
    path: '/table',
    sizes: ['phone'],
    async until(page) {
      await page.locator('.side .add button').click()
      await page.locator('dialog .picker input').fill('c')
    },
  },
  { name: 'table-handed-in', hat: 'seat', room: 'choose', table: 4, path: '/table', sizes: small, until: see(rows) },
  {
    name: 'table-grid',
    hat: 'seat',
    room: 'rate',
    path: '/table',
    sizes: everywhere,
    readme: 'laptop',
    async until(page) {
      await page.locator(rows).nth(2).locator('.row').click()
      await page.locator(`${rows}.open fieldset`).first().waitFor()
    },
  },
  { name: 'table-blind', hat: 'seat', room: 'blind', path: '/table', sizes: everywhere, until: see('.sheet li') },
  {
    name: 'table-blind-waiting',
    hat: 'seat',
    room: 'blind',
    path: '/table',
    sizes: small,
    async until(page) {
      // In its second size the laptop has rated already.
      await page.locator('.sheet, .waiting').first().waitFor()
      if ((await page.locator('.sheet').count()) > 0) await page.locator('.sheet header button').click()
      await page.locator('.waiting li.through').first().waitFor()
    },
  },
  { name: 'table-blind-compare', hat: 'seat', room: 'blind', table: 1, path: '/table', sizes: everywhere, until: see('.compare li') },
  { name: 'table-material', hat: 'seat', room: 'apart', table: 1, path: '/table', sizes: everywhere, until: see('details p') },
  { name: 'table-closed', hat: 'seat', room: 'closed', path: '/table', sizes: small, until: see(rows) },
  {
    name: 'table-offline',
    hat: 'seat',
    room: 'rate',
    path: '/table',
    sizes: small,
    when: 'offline',
    async until(page) {
      await page.locator('p.lost').first().waitFor()
      await page.locator(rows).nth(1).locator('.row').click()
      await page.locator(`${rows}.open fieldset button`).nth(2).click()
    },
  },
  { name: 'table-vote', hat: 'seat', room: 'votes', path: '/table', sizes: everywhere, until: see('.ballot li') },
  {
    name: 'table-vote-given',
    hat: 'seat',
    room: 'votes',
    table: 2,
    path: '/table',
    sizes: small,
    async until(page) {
      // In its second size the laptop has voted already.
      const plus = page.locator('.ballot .stepper button:last-child')
      await plus.first().waitFor()
      if ((await page.locator('.ballot footer .primary').count()) > 0) {
        for (const row of [0, 0, 1, 3]) await plus.nth(row).click()
        await page.locator('.ballot footer .primary').click()
      }
      await page.locator('.ballot footer button:not(.primary)').waitFor()
    },
  },
  { name: 'table-consent', hat: 'seat', room: 'rate', table: 4, path: '/table', sizes: small, until: see('.told p') },
  {
    name: 'table-walk',
    hat: 'seat',
    room: 'walk',
    path: '/table',
    sizes: everywhere,
    async until(page) {
      await page.locator('nav button').nth(1).click()
      await page.locator('section .text').first().waitFor()
    },
  },
  {
    name: 'table-walk-own',
    hat: 'seat',
    room: 'walk',
    table: 1,
    path: '/table',
    sizes: small,
    async until(page) {
      await page.locator('nav button').nth(1).click()
      await page.locator('section .text').first().waitFor()
    },
  },
  {
    name: 'table-paused',
    hat: 'seat',
    room: 'paused',
    path: '/table',
    sizes: everywhere,
    // A laptop is told what is said after it came.
    async until(page, rooms) {
      await page.locator('.told p').first().waitFor()
      await say(rooms, 'The camera team comes to your table next · Съёмочная группа сейчас подойдёт к вашему столу')
      await see('.told small')(page)
    },
  },
  { name: 'table-locked', hat: 'seat', room: 'paused', table: 1, path: '/table', sizes: small, until: see('.told p') },
  {
    name: 'table-foot',
    hat: 'seat',
    room: 'paused',
    table: 2,
    path: '/table',
    sizes: everywhere,
    async until(page) {
      await page.locator('footer .hands').waitFor()
      // In its second size the laptop hands in already, and may pass that on.
      if ((await page.locator('footer select').count()) === 0) await page.locator('footer button.quiet').click()
      await page.locator('footer select').waitFor()
    },
  },
  { name: 'table-called', hat: 'seat', room: 'called', path: '/table', sizes: everywhere, until: see('.covers') },
]

async function say(rooms: Rooms | null, text: string): Promise<void> {
  const person = { is: 'facilitator', name: 'Nino' } as const
  const message = { do: 'say', message: newId(realWorld), text, to: null } as const
  await rooms?.serving.openSessions.use(rooms.paused.id, (room) =>
    room.carryOut(person, { id: newId(realWorld), turn: room.session.turn, command: message }),
  )
}
