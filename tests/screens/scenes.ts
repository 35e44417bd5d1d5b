import type { Page } from 'playwright-core'
import { unzipSync, zipSync } from 'fflate'
import { packExercise } from '../../server/exercises/pack.ts'
import type { Rooms } from './rooms.ts'

export const sizes = {
  laptop: { width: 1366, height: 768 },
  projector: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof sizes
export type Room = Exclude<keyof Rooms, 'serving'>

/** One screen in one state that has to be looked at. */
export interface Scene {
  readonly name: string
  readonly hat: 'nobody' | 'facilitator' | 'plenary' | 'seat'
  /** Null where the screen belongs to no session. */
  readonly room: Room | null
  readonly path: string
  readonly sizes: readonly Size[]
  /** When the scene is taken: before any session exists, among full rooms, or after the server has gone. */
  readonly when?: 'no-sessions' | 'offline'
  /** Table of the seat, from 0. */
  readonly table?: number
  /** What the projector shows. */
  readonly shows?: 'join' | 'question' | 'merged' | 'board' | 'vote' | 'tables' | 'findings' | 'coverage' | 'blank'
  /** Which vote the projector shows. */
  readonly vote?: string
  /** Brings the page into its state; ends when the state is on the screen. */
  readonly until: (page: Page, rooms: Rooms | null) => Promise<void>
  /** The picture of README, taken in English at this size. */
  readonly readme?: Size
}

const everywhere = ['laptop', 'projector', 'phone'] as const
const small = ['laptop', 'phone'] as const
const see = (selector: string) => (page: Page) => page.locator(selector).first().waitFor()
const typeCode = async (page: Page, code: string) => {
  await page.locator('input').first().fill(code)
  await page.locator('button[type=submit]').click()
}
const toSeatForm = async (page: Page, rooms: Rooms | null) => {
  await typeCode(page, rooms?.choose.code ?? '')
  await page.locator('label.table').nth(2).click()
}
const rows = '.list > ol > li'
/** The starter with three mistakes, as they are made. */
const brokenExercise = async () => {
  const files = unzipSync(await packExercise('server/exercises/starter', []))
  const change = (path: string, from: string, to: string) => {
    files[path] = Buffer.from(
      Buffer.from(files[path] ?? [])
        .toString()
        .replace(from, to),
    )
  }
  change('starter/exercise.yaml', 'from: sorts', 'from: sort')
  change('starter/texts/ru.yaml', 'note:', 'notes:')
  change('starter/texts/en.yaml', 'scale: [hardly any, ', 'scale: [')
  return zipSync(files)
}

export const scenes: readonly Scene[] = [
  {
    name: 'console-no-sessions',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: everywhere,
    when: 'no-sessions',
    until: see('form'),
  },

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

  { name: 'room-check', hat: 'facilitator', room: null, path: '/check', sizes: everywhere, until: see('main li') },
  { name: 'room-check-device', hat: 'nobody', room: null, path: '/check#no-key', sizes: ['phone'], until: see('main [role=alert]') },
  { name: 'console-sessions', hat: 'facilitator', room: null, path: '/console', sizes: everywhere, until: see('a[href^="/console?"]') },
  {
    name: 'console-upload-broken',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: small,
    async until(page) {
      const zip = { name: 'obstacles.zip', mimeType: 'application/zip', buffer: Buffer.from(await brokenExercise()) }
      await page.locator('input[type=file]').setInputFiles(zip)
      await page.locator('.problems').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-upload',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: small,
    async until(page) {
      const zip = {
        name: 'starter.zip',
        mimeType: 'application/zip',
        buffer: Buffer.from(await packExercise('server/exercises/starter', [])),
      }
      await page.locator('input[type=file]').setInputFiles(zip)
      await page.locator('.notice.good').first().scrollIntoViewIfNeeded()
    },
  },
  { name: 'console-fresh', hat: 'facilitator', room: 'fresh', path: '/console', sizes: everywhere, until: see('article') },
  {
    name: 'console-open',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: everywhere,
    readme: 'laptop',
    until: see('article progress'),
  },
  { name: 'console-blind', hat: 'facilitator', room: 'blind', path: '/console', sizes: ['laptop'], until: see('article progress') },
  { name: 'console-rate', hat: 'facilitator', room: 'rate', path: '/console', sizes: ['laptop'], until: see('article progress') },
  {
    name: 'console-crowded',
    hat: 'facilitator',
    room: 'crowded',
    path: '/console',
    sizes: ['laptop', 'projector'],
    until: see('article progress'),
  },
  { name: 'console-closed', hat: 'facilitator', room: 'closed', path: '/console', sizes: everywhere, until: see('article progress') },

  {
    name: 'console-versions',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: small,
    async until(page) {
      await page.locator('article .sign button').nth(4).click()
      await page.locator('dialog section li').first().waitFor()
    },
  },
  {
    name: 'console-no-versions',
    hat: 'facilitator',
    room: 'empty',
    path: '/console',
    sizes: small,
    async until(page) {
      await page.locator('article .sign button').first().click()
      await page.locator('dialog .acts').waitFor()
    },
  },
  {
    name: 'console-seats',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: small,
    async until(page) {
      await page.locator('article details').first().locator('summary').click()
      await page.locator('article details').nth(2).locator('summary').click()
      await page.locator('article li button').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-boundaries',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: small,
    async until(page) {
      await page.locator('form select').last().scrollIntoViewIfNeeded()
    },
  },

  {
    name: 'console-side',
    hat: 'facilitator',
    room: 'mapped',
    path: '/console',
    sizes: ['laptop', 'phone'],
    async until(page) {
      await page.locator('aside h2').first().waitFor()
      const folded = page.locator('aside section > details:not([open]) > summary')
      while ((await folded.count()) > 0) await folded.first().click()
      await page.locator('aside > *').last().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'merge-coverage',
    hat: 'facilitator',
    room: 'mapped',
    path: '/merge',
    sizes: small,
    async until(page) {
      await page.locator('.rest details summary').first().click()
      await page.locator('.coverage li').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'merge-source',
    hat: 'facilitator',
    room: 'closed',
    path: '/merge',
    sizes: small,
    async until(page) {
      await page.locator('article button[aria-expanded=false]').first().click()
      await page.locator('article dl').first().waitFor()
    },
  },
  { name: 'merge-empty', hat: 'facilitator', room: 'fresh', path: '/merge', sizes: ['laptop'], until: see('main') },
  {
    name: 'merge-chosen',
    hat: 'facilitator',
    room: 'closed',
    path: '/merge',
    sizes: everywhere,
    readme: 'laptop',
    async until(page) {
      await page.locator('article .pick').nth(3).click()
    },
  },
  {
    name: 'report',
    hat: 'facilitator',
    room: 'closed',
    path: '/report',
    sizes: everywhere,
    until: (page) => page.frameLocator('iframe').locator('svg').first().waitFor(),
  },
  {
    name: 'report-figure',
    hat: 'facilitator',
    room: 'closed',
    path: '/report',
    sizes: ['laptop'],
    readme: 'laptop',
    async until(page) {
      // The map is too heavy for README.
      const ratings = page.frameLocator('iframe').locator('figure', { hasText: /Impact|Последствия/ })
      await ratings.first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'report-write',
    hat: 'facilitator',
    room: 'closed',
    path: '/report',
    sizes: everywhere,
    async until(page) {
      await page.locator('.views button').nth(1).click()
      await page.locator('textarea').first().fill('The meeting brought together officials of nine States.')
      if ((await page.locator('ol li').count()) > 0) return
      await page.locator('.more button').nth(1).click()
      await page.locator('.shelf li button').first().click()
      await page.locator('.shelf li button').nth(1).click()
      await page.locator('ol li').nth(1).waitFor()
    },
  },

  {
    name: 'plenary-code',
    hat: 'plenary',
    shows: 'join',
    room: 'fresh',
    path: '/plenary',
    sizes: ['projector', 'laptop'],
    until: see('.code'),
  },
  {
    name: 'plenary-question',
    hat: 'plenary',
    shows: 'question',
    room: 'choose',
    path: '/plenary',
    sizes: ['projector', 'laptop'],
    until: see('.big-clock'),
  },
  {
    name: 'plenary-merged-choose',
    hat: 'plenary',
    shows: 'merged',
    room: 'choose',
    path: '/plenary',
    sizes: ['projector'],
    until: see('main svg'),
  },
  {
    name: 'plenary-merged-grid',
    hat: 'plenary',
    shows: 'merged',
    room: 'closed',
    path: '/plenary',
    sizes: ['projector', 'laptop'],
    readme: 'laptop',
    until: see('main svg'),
  },
  ...(['mapped', 'planned'] as const).map((room): Scene => ({
    name: `plenary-coverage-${room}`,
    hat: 'plenary',
    shows: 'coverage',
    room,
    path: '/plenary',
    sizes: ['projector'],
    until: see('main .coverage li'),
  })),
  {
    name: 'plenary-coverage-empty',
    hat: 'plenary',
    shows: 'coverage',
    room: 'fresh',
    path: '/plenary',
    sizes: ['projector'],
    until: see('header'),
  },
  {
    name: 'plenary-blank',
    hat: 'plenary',
    shows: 'blank',
    room: 'mapped',
    path: '/plenary',
    sizes: ['projector'],
    until: (page) => page.locator('.plenary [role=status]').first().waitFor({ state: 'attached' }),
  },
  { name: 'plenary-board', hat: 'plenary', shows: 'board', room: 'rate', path: '/plenary', sizes: ['projector'], until: see('ol li') },

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
  {
    name: 'console-vote',
    hat: 'facilitator',
    room: 'votes',
    path: '/console',
    sizes: ['laptop'],
    async until(page) {
      await page.locator('aside details details summary').first().click()
      await page.locator('aside details details').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-open-vote',
    hat: 'facilitator',
    room: 'closed',
    path: '/console',
    sizes: small,
    async until(page) {
      await page
        .locator('summary', { hasText: /^\s*(Vote of the room|Голосование зала)/ })
        .first()
        .click()
      await page.getByRole('button', { name: /^(Put entries to the vote|Поставить на голосование)$/ }).click()
      await page.locator('dialog label').first().waitFor()
    },
  },
  {
    name: 'plenary-tables',
    hat: 'plenary',
    shows: 'tables',
    room: 'rate',
    path: '/plenary',
    sizes: ['projector', 'laptop'],
    until: see('main ol li'),
  },
  {
    name: 'plenary-tables-crowded',
    hat: 'plenary',
    shows: 'tables',
    room: 'crowded',
    path: '/plenary',
    sizes: ['projector'],
    until: see('main li'),
  },
  {
    name: 'plenary-findings',
    hat: 'plenary',
    shows: 'findings',
    room: 'closed',
    path: '/plenary',
    sizes: ['projector', 'laptop'],
    until: see('main li'),
  },
  {
    name: 'plenary-findings-empty',
    hat: 'plenary',
    shows: 'findings',
    room: 'fresh',
    path: '/plenary',
    sizes: ['projector'],
    until: see('main li'),
  },
  { name: 'table-consent', hat: 'seat', room: 'rate', table: 4, path: '/table', sizes: small, until: see('.calls p') },
  { name: 'console-consent', hat: 'facilitator', room: 'rate', path: '/console', sizes: ['laptop'], until: see('button.yes') },
  {
    name: 'plenary-vote-open',
    hat: 'plenary',
    shows: 'vote',
    vote: 'third',
    room: 'votes',
    path: '/plenary',
    sizes: ['projector', 'laptop'],
    until: see('.underway li'),
  },
  {
    name: 'plenary-vote-dots',
    hat: 'plenary',
    shows: 'vote',
    vote: 'first',
    room: 'votes',
    path: '/plenary',
    sizes: ['projector', 'laptop'],
    until: see('.outcome li'),
  },
  {
    name: 'plenary-vote-rank',
    hat: 'plenary',
    shows: 'vote',
    vote: 'second',
    room: 'votes',
    path: '/plenary',
    sizes: ['projector'],
    until: see('.outcome li'),
  },
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
    name: 'console-walk',
    hat: 'facilitator',
    room: 'walk',
    path: '/console',
    sizes: ['laptop'],
    async until(page) {
      await page.getByRole('button', { name: /^(Read the comments|Читать комментарии)$/ }).click()
      await page.locator('dialog li').first().waitFor()
    },
  },
  { name: 'plenary-walk', hat: 'plenary', shows: 'tables', room: 'walk', path: '/plenary', sizes: ['projector'], until: see('main ol li') },
]
