import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BoardSocket, waitFor } from '../server/kit/board-socket.ts'
import { startServer, type TestServer } from '../server/kit/server.ts'
import { makeSession, openBrowser, openLaptop, picture, takeSeat } from './kit.ts'

/** Tables share an exercise out: each is given its part on the console, reads it, works on it, and the desk counts among those that were asked. */
let browser: Browser
let server: TestServer
let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'roundtable-shared-out-'))
  await cp('exercises', dir, { recursive: true })
  await appendFile(join(dir, 'strategy-building', 'exercise.yaml'), '\nassemble: pillar\n')
  browser = await openBrowser()
  server = await startServer({ exercisesDir: dir })
})
afterAll(async () => {
  await browser.close()
  await server.close()
  await rm(dir, { recursive: true })
})

async function givePart(page: Page, table: string, part: string): Promise<void> {
  await page.getByRole('button', { name: `Open the board of ${table}` }).click()
  await page.getByRole('button', { name: 'Own material' }).click()
  await page.getByLabel('Part of the exercise').selectOption({ label: part })
  await page.getByRole('button', { name: 'Give it to the table' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test('each table is given its part, reads it in its own language, and its entries count among those who had the part', async () => {
  const running = { ...server, port: server.serving.port, link: server.serving.facilitatorLink(), url: '', kill: () => Promise.resolve() }
  const room = await makeSession(browser, running, { title: 'Shared out', tables: 3, exercise: 'strategy-building' })
  const { page } = room.facilitator
  const ann = await server.facilitator('Ann')
  const control = await ann.connect('facilitator', room.session)
  const session = () => server.serving.openSessions.session(room.session)!
  expect(await control.send({ id: 'open', turn: session().turn, command: { do: 'open-step', step: 'plan-objectives' } })).toMatchObject({ ok: true }) // prettier-ignore
  const base = `http://127.0.0.1:${String(server.serving.port)}`
  const aida = await openLaptop(browser, 'ru')
  await takeSeat(aida.page, base, { code: room.code, table: 0, name: 'Аида' })
  const [bek, cara] = [await server.seat(room.code, 1, 'Bek'), await server.seat(room.code, 2, 'Cara')]
  for (const [table, part] of [['Table A', 'Prevent'], ['Table B', 'Pursue'], ['Table C', 'Pursue']] as const) await givePart(page, table, part) // prettier-ignore
  await aida.page.locator('details strong', { hasText: 'Предупреждать' }).waitFor()
  await picture(aida.page, 'shared-out-table')

  const boards = session().groups.map(({ id }) => session().agenda[0]!.boards[id]!)
  const write = async (laptop: typeof bek, at: number, text: string, pillar: string) => {
    const socket = await new BoardSocket(laptop, 'seat', boards[at]!).settled()
    socket.add('aim1', { kind: 'aim', text, pillar, level: 'objective' })
    expect(await waitFor(() => socket.saved === socket.sent)).toBe(true)
    socket.leave()
  }
  await write(bek, 1, 'Follow the money', 'pursue')
  await write(cara, 2, 'Joint teams', 'pursue')
  await write(await server.seat(room.code, 0, 'Second'), 0, 'Young people have a way out', 'prevent')
  await aida.page.locator('.column .card', { hasText: 'Young people' }).waitFor()

  const desk = await page.context().newPage()
  await desk.goto(`${base}/merge?session=${room.session}`)
  const countAt = async (title: string) => (await desk.locator('article', { hasText: title }).first().innerText()).replace(/\s+/g, ' ')
  await desk.getByText('Young people have a way out').first().waitFor()
  expect(await countAt('Young people have a way out')).toContain('own task')
  expect(await countAt('Follow the money')).toMatch(/1 of 2/)
  await picture(desk, 'shared-out-desk')
  for (const { faults } of [room.facilitator, aida]) expect(faults).toEqual([])
  control.socket.close()
})
