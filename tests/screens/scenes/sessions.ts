import { unzipSync, zipSync } from 'fflate'
import { packExercise } from '../../../server/exercises/pack.ts'
import { everywhere, openOnce, see, small, type Scene } from './scene.ts'

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

/** The console before a session is chosen: which there are, and what a new one is made of. */
export const sessionScenes: readonly Scene[] = [
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
      await openOnce(page.getByRole('button', { name: /^(Keep until|Хранить до)/ }).first())
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
        .getByRole('button', { name: /^(Keep until|Хранить до)/ })
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
