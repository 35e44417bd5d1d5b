import type { Locator } from 'playwright-core'
import { unzipSync, zipSync } from 'fflate'
import { packExercise } from '../../../server/exercises/pack.ts'
import { everywhere, see, small, type Scene } from './scene.ts'

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

/** The console, and what it opens. */
export const consoleScenes: readonly Scene[] = [
  { name: 'console-regional-room', hat: 'facilitator', room: 'regional', path: '/console', sizes: small, until: see('.tables') },
  {
    name: 'console-regional',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await page.locator('.list button').last().click()
      for (const title of ['Казахстан', 'Kyrgyzstan', 'Uzbekistan']) await page.locator('dialog label', { hasText: title }).first().click()
      await page.locator('dialog table').waitFor()
    },
  },
  {
    name: 'console-no-sessions',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: everywhere,
    when: 'no-sessions',
    until: see('form'),
  },
  { name: 'console-sessions', hat: 'facilitator', room: null, path: '/console', sizes: everywhere, until: see('a[href^="/console?"]') },
  {
    name: 'console-upload-broken',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: small,
    async until(page) {
      const zip = { name: 'obstacles.zip', mimeType: 'application/zip', buffer: Buffer.from(await brokenExercise()) }
      await page.locator('input[type=file][accept*=zip]').setInputFiles(zip)
      await page.locator('.problems').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-own-boundaries',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: small,
    async until(page) {
      const lines = { type: 'LineString', coordinates: [[64, 38], [66, 40], [68, 41]] } // prettier-ignore
      const file = { name: 'border.geojson', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(lines)) }
      await page.locator('input[type=file][accept*=geojson]').setInputFiles(file)
      await page.locator('form .notice.good').first().scrollIntoViewIfNeeded()
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
      await page.locator('input[type=file][accept*=zip]').setInputFiles(zip)
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
      await page
        .getByRole('button', { name: /^(Earlier versions|Прежние версии) ·/ })
        .nth(4)
        .click()
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
      await page
        .getByRole('button', { name: /^(Earlier versions|Прежние версии) ·/ })
        .first()
        .click()
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
    name: 'console-goes-on-as',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: small,
    async until(page) {
      const seats = page
        .locator('article details')
        .filter({ has: page.locator('.over') })
        .first()
      await seats.locator('summary').click()
      await seats.locator('select').first().selectOption({ index: 1 })
      await seats.locator('.over button').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-table-list',
    hat: 'facilitator',
    room: 'fresh',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await page.getByRole('button', { name: /^(Tables from a list|Столы списком)$/ }).click()
      await page.locator('dialog textarea').fill('North;English;\nЮг;русский;Узбекистан\nWest;;Казахстан\n"Centre, with the lawyers";;')
      await page.locator('dialog ol li').first().waitFor()
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
  { name: 'console-consent', hat: 'facilitator', room: 'rate', path: '/console', sizes: ['laptop'], until: see('button.yes') },
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
  { name: 'console-paused', hat: 'facilitator', room: 'paused', path: '/console', sizes: everywhere, until: see('article progress') },
  {
    name: 'console-messages',
    hat: 'facilitator',
    room: 'paused',
    path: '/console',
    sizes: ['laptop', 'phone'],
    async until(page) {
      await page.getByText(/^(Message to tables|Сообщение столам)$/).click()
      await page.locator('aside li').last().scrollIntoViewIfNeeded()
    },
  },
  { name: 'console-codes', hat: 'facilitator', room: 'coded', path: '/console', sizes: everywhere, until: see('aside li b') },
  { name: 'cards-one', hat: 'facilitator', room: 'coded', path: '/cards', sizes: everywhere, until: see('article svg') },
  {
    name: 'cards-four',
    hat: 'facilitator',
    room: 'coded',
    path: '/cards',
    sizes: small,
    async until(page) {
      await page.getByLabel(/^(Cards on a page|Карточек на странице)$/).selectOption('4')
      await page.locator('main.four article svg').first().waitFor()
    },
  },
  { name: 'console-apart', hat: 'facilitator', room: 'apart', path: '/console', sizes: everywhere, until: see('article .own') },
  {
    name: 'console-open-for-some',
    hat: 'facilitator',
    room: 'apart',
    path: '/console',
    sizes: small,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(A step for some tables|Этап для части столов)$/ }))
      await page.locator('dialog label.table').nth(2).click()
    },
  },
  {
    name: 'console-material',
    hat: 'facilitator',
    room: 'apart',
    path: '/console',
    sizes: small,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Open the board of|Открыть доску:) .*B/ }))
      await openOnce(page.getByRole('button', { name: /^(Own material|Свой материал)$/ }))
    },
  },
  { name: 'console-called', hat: 'facilitator', room: 'called', path: '/console', sizes: ['laptop'], until: see('article progress') },
  {
    name: 'console-agenda-plan',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Change the agenda|Изменить программу)$/ }))
      await page.locator('dialog ol li').first().waitFor()
    },
  },
  {
    name: 'console-seating',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Who sits where|Кто где сидит)$/ }))
      await page.locator('dialog .rules button').nth(1).click()
    },
  },
  {
    name: 'console-mixed-seats',
    hat: 'facilitator',
    room: 'called',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      const table = page.locator('article').nth(1)
      await table.locator('summary').click()
      await table.locator('li').last().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-mixed-seating',
    hat: 'facilitator',
    room: 'called',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Who sits where|Кто где сидит)$/ }))
      await page.locator('dialog .rules button').nth(1).waitFor()
    },
  },
  {
    name: 'console-live-board',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: small,
    async until(page) {
      await openOnce(page.locator('article .mini').first())
      await page.locator('dialog section li').first().waitFor()
    },
  },
  {
    name: 'console-wipe',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: small,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Wipe|Стереть) / }).first())
      await page.locator('dialog input').fill('Strategies')
    },
  },
  {
    name: 'console-keep',
    hat: 'facilitator',
    room: null,
    path: '/console',
    sizes: small,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Choose until when|Выбрать, до какого дня)/ }).first())
      await page.locator('dialog input').fill('2031-12-24')
    },
  },
  {
    name: 'console-soon-over',
    hat: 'facilitator',
    room: 'regional',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      const change = page.getByRole('button', { name: /^(Change the day|Изменить день)$/ })
      if (await change.isVisible()) return
      const here = page.url()
      await page.goto(new URL('/console', here).href)
      // The session that was made last stands first.
      await page
        .getByRole('button', { name: /^(Choose until when|Выбрать, до какого дня)/ })
        .first()
        .click()
      const day = new Date(Date.now() + 3 * 86_400_000)
      await page.locator('dialog input').fill(day.toISOString().slice(0, 10))
      await page.locator('dialog button[type=submit]').click()
      await page.locator('.kept').first().waitFor()
      await page.goto(here)
      await change.waitFor()
    },
  },
]

/** A console that is opened anew opens its window by itself, where it was left unsent. */
const openOnce = (button: Locator) => button.click({ timeout: 4000 }).catch(() => undefined)
