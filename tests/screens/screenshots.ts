import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import type { Serving } from '../../server/serve.ts'
import { newId, realWorld } from '../../server/world.ts'
import { axeFaults } from '../browser/axe.ts'
import { openBrowser, ownAddress, watch } from '../browser/kit.ts'
import { findBrowser } from '../setup/programs.ts'
import { needPrograms } from '../setup/programs.ts'
import { lookOver } from './look-over.ts'
import { fill, startEmpty, type Rooms } from './rooms.ts'
import { scenes } from './scenes.ts'
import { sizes, type Scene, type Size } from './scenes/scene.ts'
import { reduce } from './thumbnail.ts'

/**
 * Makes a picture of every screen in every state that matters, in both languages and all sizes, into `screenshots/`,
 * and ends with 1 when a page scrolls sideways, asks another host, breaks, shows text or targets that are too small, or when axe finds something at WCAG 2.2 AA.
 * `--thumbnails` adds what the projector shows as 480 × 270, into `screenshots/thumbnails/`: what a room sees at a glance.
 * `--only WORD,WORD` takes the scenes whose name holds one of them, `--language` one language; `--pictures` makes those of README in `docs/pictures/`.
 */
const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    language: { type: 'string' },
    pictures: { type: 'boolean', default: false },
    thumbnails: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
  },
})
const languages = ['en', 'ru'] as const
/** Of a picture in README, in bytes. */
const largestPicture = 200_000
type Language = (typeof languages)[number]

const languagesWanted: readonly Language[] = flags.pictures ? ['en'] : languages.filter((one) => one === (flags.language ?? one))
const isAsked = ({ name }: Scene) => flags.only.split(',').some((word) => name.includes(word))
const sizesOf = (scene: Scene): readonly Size[] => (flags.pictures ? [scene.readme ?? 'laptop'] : scene.sizes)

needPrograms()
if (!flags.built) await build({ logLevel: 'error' })
const serving = await startEmpty()
const browser = await openBrowser(findBrowser())
const base = `http://${ownAddress()}:${serving.port}`
const faults: string[] = []
const wanted = scenes.filter((scene) => isAsked(scene) && (!flags.pictures || scene.readme !== undefined))
await mkdir(flags.pictures ? 'docs/pictures' : 'screenshots', { recursive: true })
if (!flags.pictures && flags.only === '') await rm('screenshots', { recursive: true, force: true })

await take(
  wanted.filter((scene) => scene.when === 'no-sessions'),
  null,
)
const rooms = await fill(serving)
await take(
  wanted.filter((scene) => scene.when === undefined),
  rooms,
)
await takeOffline(
  wanted.filter((scene) => scene.when === 'offline'),
  rooms,
  serving,
)

await browser.close()
process.stdout.write(faults.length === 0 ? 'No page has a fault.\n' : `${faults.join('\n')}\n${faults.length} faults.\n`)
process.exit(faults.length === 0 ? 0 : 1)

async function take(these: readonly Scene[], rooms: Rooms | null): Promise<void> {
  for (const language of languagesWanted)
    for (const scene of these) {
      const { context, page, broke } = await open(scene, language, rooms, browser)
      for (const size of sizesOf(scene)) await shoot(page, scene, language, size, rooms, broke)
      await context.close()
    }
}

/** The pages are opened while the server is there; then it goes, and they are looked at. */
async function takeOffline(these: readonly Scene[], rooms: Rooms, server: Serving): Promise<void> {
  const opened = []
  for (const language of languagesWanted)
    for (const scene of these)
      for (const size of sizesOf(scene)) {
        const one = await open(scene, language, rooms, browser)
        await one.page.setViewportSize(sizes[size])
        await one.page.goto(addressOf(scene, rooms))
        await one.page.locator('.list').waitFor()
        opened.push({ ...one, scene, language, size })
      }
  await server.close()
  for (const { page, scene, language, size, broke } of opened) {
    await scene.until(page, rooms)
    await keep(page, scene, language, size, broke)
  }
}

function addressOf(scene: Scene, rooms: Rooms | null): string {
  const session = scene.room === null ? null : rooms?.[scene.room]
  return `${base}${scene.path}${session && scene.hat !== 'seat' ? `?session=${session.id}` : ''}`
}

/** A laptop with the cookie of its person. */
async function open(
  scene: Scene,
  language: Language,
  rooms: Rooms | null,
  browser: Browser,
): Promise<{ context: BrowserContext; page: Page; broke: string[] }> {
  const context = await browser.newContext({ locale: language, viewport: sizes.laptop, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const broke = watch(page)
  if (scene.hat === 'facilitator' || scene.hat === 'plenary') await signIn(page)
  if (scene.hat === 'plenary') await ask(page, '/rt/facilitator/plenary', { session: rooms?.[scene.room ?? 'fresh'].id })
  if (scene.hat === 'seat' && rooms && scene.room !== null) {
    const session = rooms[scene.room]
    const name = language === 'en' ? 'Zarina' : 'Ольга'
    await page.goto(base)
    await ask(page, '/rt/seat/join', {
      code: session.code,
      group: session.groups[scene.table ?? 0]?.id,
      name,
      people: 2,
      rapporteur: false,
    })
  }
  return { context, page, broke }
}

async function signIn(page: Page): Promise<void> {
  const secret = serving.facilitatorLink().split('#')[1]
  await page.goto(base)
  await ask(page, '/rt/facilitator/claim', { secret, name: 'Nino' })
}

/** From inside the page, as the page's own code asks. */
async function ask(page: Page, path: string, body: unknown): Promise<void> {
  const status = await page.evaluate(
    async ([path_, body_]) => {
      const headers = { 'x-roundtable': '1', 'content-type': 'application/json' }
      return (await fetch(path_, { method: 'POST', headers, body: JSON.stringify(body_) })).status
    },
    [path, body] as const,
  )
  if (status >= 400) throw new Error(`${path} answered ${status}`)
}

async function shoot(page: Page, scene: Scene, language: Language, size: Size, rooms: Rooms | null, broke: string[]): Promise<void> {
  if (scene.hat === 'plenary') await show(scene)
  await page.setViewportSize(sizes[size])
  await page.goto(addressOf(scene, rooms))
  await scene.until(page, rooms)
  await keep(page, scene, language, size, broke)
}

/** Two scenes may share a room, so the projector is told for each. */
async function show({ room, shows, vote = '' }: Scene): Promise<void> {
  if (!shows) return
  const session = rooms[room ?? 'fresh']
  const plenary = shows === 'board' ? { shows, group: session.groups[1]?.id ?? '' } : shows === 'vote' ? { shows, vote } : { shows }
  const person = { is: 'facilitator', name: 'Nino' } as const
  await serving.openSessions.use(session.id, (one) =>
    one.carryOut(person, { id: newId(realWorld), turn: one.session.turn, command: { do: 'show', plenary } }),
  )
}

async function keep(page: Page, scene: Scene, language: Language, size: Size, broke: string[]): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  const floors =
    scene.hat === 'plenary'
      ? { text: size === 'projector' ? 28 : 18, target: null, scrolls: false }
      : { text: 16, target: 40, scrolls: true }
  const name = `${scene.name}-${size}-${language}`
  const found = [...(await lookOver(page, floors)), ...broke.splice(0)]
  if (size === 'laptop') found.push(...(await axeFaults(page)).map((fault) => `axe ${fault}`))
  faults.push(...found.map((fault) => `${name}: ${fault}`))
  const path = flags.pictures
    ? join('docs/pictures', `${scene.hat === 'nobody' ? 'join' : scene.name.split('-')[0]}.png`)
    : join('screenshots', `${name}.png`)
  const { byteLength } = await page.screenshot({ path, fullPage: size === 'phone' && !flags.pictures })
  if (flags.thumbnails && scene.hat === 'plenary' && size === 'projector') await reduce(browser, path, 'screenshots/thumbnails')
  if (flags.pictures && byteLength > largestPicture) faults.push(`${name}: a picture of ${byteLength} bytes is too large for README`)
}
