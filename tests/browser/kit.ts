import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { startChild } from '../kit/child.ts'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { isLong } from '../kit/size.ts'
import { startServer } from '../server/kit/server.ts'
import { findPageBrowser } from '../setup/programs.ts'

export interface RunningServer {
  readonly port: number
  readonly dataDir: string
  /** The one-time link of the facilitator; of a server in this process a fresh one each time. */
  readonly link: string
  /** As a table would type it: an IP address, not localhost, when the machine has one. */
  readonly url: string
  kill(): Promise<void>
}

/** The real server as a process of its own. The same folder and port may be given again after a kill. */
export async function runServer(
  given: {
    dataDir?: string
    port?: number
    hosts?: string
    /** A program that starts Node elsewhere. */ through?: string
    env?: Record<string, string>
  } = {},
): Promise<RunningServer> {
  const dataDir = given.dataDir ?? (await mkdtemp(join(tmpdir(), 'roundtable-browser-')))
  const env = {
    PORT: String(given.port ?? 0),
    HOST: '0.0.0.0',
    DATA_DIR: dataDir,
    ROUNDTABLE_READY: 'json',
    HOSTS: given.hosts ?? '',
    ...given.env,
  }
  const child = startChild('server/main.ts', [], env, false, given.through)
  const { port, link } = await readyLine(child)
  const kill = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  return { port, dataDir, link, url: `http://${ownAddress()}:${String(port)}`, kill }
}

/**
 * The real server in the process of the test: for what pages show and people do. Its code is warm there, where a process of its
 * own begins with a second of work. What ends, starts again or is set up in its own way is `runServer`.
 */
export async function serveHere(): Promise<RunningServer> {
  const { serving, dataDir, close } = await startServer({ host: '0.0.0.0' })
  const { port } = serving
  return {
    port,
    dataDir,
    get link() {
      return serving.facilitatorLink()
    },
    url: `http://${ownAddress()}:${String(port)}`,
    kill: close,
  }
}

function readyLine(child: ChildProcess): Promise<{ port: number; link: string }> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', (code) => reject(new Error(`The server ended with ${String(code)} before it was ready: ${text}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const line = text.split('\n').find((one) => one.startsWith('{"ready"'))
      if (line) resolve(JSON.parse(line) as { port: number; link: string })
    })
  })
}

/** An address that is no secure context, as in the room. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return all.find((one) => one.family === 'IPv4' && !one.internal)?.address ?? '127.0.0.1'
}

let pages: Promise<Browser> | null = null

/**
 * One browser for all test files of a worker: to close it closes its laptops, and it ends with the worker. `path` is for what is
 * measured, which says the whole browser and has one of its own.
 */
export async function openBrowser(path?: string): Promise<Browser> {
  if (path !== undefined) return launch(path)
  const before = await pages
  if (before?.isConnected()) return before
  pages = launch(findPageBrowser())
  const browser = await pages
  browser.close = async () => void (await Promise.all(browser.contexts().map((context) => context.close())))
  return browser
}

function launch(path: string): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return chromium.launch({ executablePath: path, args })
}

/** What a page did that it must never do: ask another host, or break. */
export interface Watched {
  readonly page: Page
  readonly faults: string[]
}

/** A laptop of its own: own cookies, own language. */
export async function openLaptop(browser: Browser, language: 'en' | 'ru', size = { width: 1366, height: 768 }): Promise<Watched> {
  const context = await browser.newContext({ locale: language, viewport: size, acceptDownloads: true })
  const page = await context.newPage()
  return { page, faults: watch(page) }
}

export function watch(page: Page): string[] {
  const faults: string[] = []
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    const ours = ['data:', 'blob:', 'about:'].includes(protocol) || [ownAddress(), '127.0.0.1', 'localhost'].includes(hostname)
    if (!ours) faults.push(`asked another host: ${request.url()}`)
  })
  page.on('pageerror', (error) => faults.push(`broke: ${error.message}`))
  page.on('console', (line) => {
    if (line.type() === 'error' && /Content Security Policy|Uncaught/.test(line.text())) faults.push(line.text())
  })
  return faults
}

/** A picture for people to look at, with `PICTURES=1` or in the long run; the folder is not committed. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!isLong && process.env['PICTURES'] === undefined) return
  if (!existsSync('screenshots')) await mkdir('screenshots', { recursive: true })
  await page.screenshot({ path: join('screenshots', `${name}.png`) })
}

export interface RunningRoom {
  readonly facilitator: Watched
  readonly session: string
  readonly code: string
}

/**
 * A facilitator in a browser, at the console of a session that was made without its form: `first-walk` and `main-job` fill that in. Takes
 * the server's link.
 */
export async function makeSession(
  browser: Browser,
  server: RunningServer,
  {
    title,
    tables,
    exercise = 'crime-mapping',
    later = [],
  }: { title: string; tables: number; exercise?: string; later?: readonly string[] },
): Promise<RunningRoom> {
  const facilitator = await openLaptop(browser, 'en')
  const { origin, hash } = new URL(server.link)
  await send(facilitator.page, origin, '/rt/facilitator/claim', { secret: hash.slice(1) })
  const plan = { title, place: '', groups: tables, exercises: [exercise, ...later] }
  const { session } = (await send(facilitator.page, origin, '/rt/facilitator/sessions', plan)) as { session: { id: string; code: string } }
  await facilitator.page.goto(`${origin}/console?session=${session.id}`)
  return { facilitator, session: session.id, code: session.code }
}

/** A session of one exercise, made and steered over the console's channel: for tests of tables, which look at no console. */
export async function makeRoom(
  server: RunningServer,
  { title, tables, exercise = 'crime-mapping' }: { title: string; tables: number; exercise?: string },
): Promise<{ readonly code: string; open(step: string): Promise<void> }> {
  const facilitator = await SimulatedFacilitator.open(server.link)
  const { id, code } = await facilitator.makeSession(title, tables, [exercise])
  const open = async (step: string) => {
    const line = await facilitator.enter(id)
    const answer = await line.send({ do: 'open-step', step })
    line.close()
    if (!answer.ok) throw new Error(answer.refused)
  }
  return { code, open }
}

interface Seat {
  readonly code: string
  readonly table: number
  readonly name: string
}

/** A laptop that has its seat already, for tests of what comes then: it asks what the joining page asks, without that page. */
export async function takeSeat(page: Page, url: string, { code, table, name }: Seat): Promise<void> {
  const { groups } = (await send(page, url, '/rt/seat/look', { code })) as { groups: readonly { id: string }[] }
  await send(page, url, '/rt/seat/join', { code, group: groups[table]?.id, name, people: 1, rapporteur: false })
  await page.goto(`${url}/table`)
}

/** As a script of the page would send it, with the page's cookies. */
async function send(page: Page, origin: string, path: string, data: object): Promise<unknown> {
  const answer = await page.context().request.post(origin + path, { headers: { origin, 'x-roundtable': '1' }, data })
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as unknown
}

/** A laptop takes a seat by hand; `url` is where it reaches the server. */
export async function joinTable(page: Page, url: string, seat: Seat): Promise<void> {
  await page.goto(`${url}/j#${seat.code}`)
  await page.locator('label.table').nth(seat.table).click()
  await page.getByLabel(/Who sits at this laptop|Кто сидит за этим ноутбуком/).fill(seat.name)
  await page.getByRole('button', { name: /^(Join|Присоединиться: )/ }).click()
  await page.waitForURL('**/table')
}

/** From here the laptop reaches no other address of the server than its own: it does not move. */
export async function reachesNoOther(page: Page): Promise<void> {
  await page.route('**/rt/here?*', (route) =>
    new URL(route.request().url()).host === new URL(page.url()).host ? route.continue() : route.abort(),
  )
}
