import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { startChild } from '../kit/child.ts'
import { findPageBrowser } from '../setup/programs.ts'

export interface RunningServer {
  readonly port: number
  readonly dataDir: string
  /** The one-time link of the facilitator. */
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

/** `path` is for what is measured, which says the whole browser. */
export function openBrowser(path = findPageBrowser()): Promise<Browser> {
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

/** A picture for people to look at; the folder is not committed. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!existsSync('screenshots')) await mkdir('screenshots', { recursive: true })
  await page.screenshot({ path: join('screenshots', `${name}.png`) })
}

export interface RunningRoom {
  readonly facilitator: Watched
  readonly session: string
  readonly code: string
}

/** The facilitator opens the printed link and makes a session, by the words on the screen. */
export async function makeSession(
  browser: Browser,
  server: RunningServer,
  { title, tables, exercise = 'Mapping organized crime' }: { title: string; tables: number; exercise?: string },
): Promise<RunningRoom> {
  const facilitator = await openLaptop(browser, 'en')
  const { page } = facilitator
  await page.goto(server.link)
  await page.getByLabel('Title').fill(title)
  await page.getByRole('radio', { name: /Exercises of your choice/ }).check()
  for (const box of await page.getByRole('checkbox', { checked: true }).all()) await box.uncheck()
  await page.getByRole('checkbox', { name: exercise }).check()
  await page.getByLabel('Number of tables').fill(String(tables))
  await page.getByRole('button', { name: 'Make the session' }).click()
  await page.waitForURL('**/console?session=*')
  const shown = await page
    .getByText(/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/)
    .first()
    .innerText()
  const code = (/\b[A-Z2-9]{3} [A-Z2-9]{3}\b/.exec(shown)?.[0] ?? '').replace(' ', '')
  return { facilitator, session: new URL(page.url()).searchParams.get('session') ?? '', code }
}

/** A laptop takes a seat; `url` is where it reaches the server. */
export async function joinTable(page: Page, url: string, seat: { code: string; table: number; name: string }): Promise<void> {
  await page.goto(`${url}/j#${seat.code}`)
  await page.locator('label.table').nth(seat.table).click()
  await page.getByLabel(/Who sits at this laptop|Кто сидит за этим ноутбуком/).fill(seat.name)
  await page.getByRole('button', { name: /^(Join|Присоединиться: )/ }).click()
  await page.waitForURL('**/table')
}
