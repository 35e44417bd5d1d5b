import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { translator } from '../../shared/i18n/messages.ts'
import { Laptop } from '../server/kit/people.ts'
import type { Storage } from '../../server/ports.ts'
import { CannotSave } from '../../server/cannot-save.ts'
import { startServer } from '../server/kit/server.ts'
import { openBadNetwork } from './bad-network.ts'
import { joinTable, makeSession, openBrowser, openLaptop, ownAddress, picture, runServer, reachesNoOther, takeSeat } from './kit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const hourMs = 3_600_000
const says = (page: Page, words: string) => page.getByText(words).first().waitFor({ timeout: 20_000 })
const isSaved = (page: Page) =>
  page
    .getByText(/^(Saved|Сохранено)/)
    .first()
    .waitFor({ timeout: 20_000 })

test.concurrent('pages whose cookie is over say what to do, and go on by themselves after that', { timeout: 120_000 }, async () => {
  let ahead = 0
  const server = await startServer({ now: () => Date.now() + ahead })
  const base = `http://127.0.0.1:${String(server.serving.port)}`
  const [en, ru] = [translator('en'), translator('ru')]
  try {
    const running = { link: server.serving.facilitatorLink(), url: base } as Parameters<typeof makeSession>[1]
    const { facilitator, session, code } = await makeSession(browser, running, { title: 'A long day', tables: 1 })
    const table = await openLaptop(browser, 'ru')
    await joinTable(table.page, base, { code, table: 0, name: 'Aida' })
    const [wall] = await Promise.all([
      facilitator.page.context().waitForEvent('page'),
      facilitator.page.getByRole('button', { name: en('console.openPlenary') }).click(),
    ])
    ahead = 15 * hourMs
    await facilitator.page.getByRole('button', { name: /^Open 1/ }).click()
    const add = (market: string) => table.page.getByRole('button', { name: market, exact: true }).first().click()
    await add('Торговля героином')
    await isSaved(table.page)

    await facilitator.page.getByRole('button', { name: en('onRoom.summon') }).click()
    await says(table.page, ru('onRoom.summons'))
    ahead = 40 * hourMs
    await says(facilitator.page, en('console.signInAgain'))
    await says(wall, en('plenary.signIn'))
    await says(table.page, ru('table.closedSignIn'))
    // Words that nobody can take back do not cover what has to be done.
    await table.page.getByText(ru('onRoom.summons')).waitFor({ state: 'detached' })
    await picture(facilitator.page, 'refused-console')
    await picture(table.page, 'refused-table')
    await picture(wall, 'refused-plenary')

    // What both do in another tab of the same browser.
    const again = await facilitator.page.context().newPage()
    await again.goto(server.serving.facilitatorLink())
    await again.getByText('A long day').first().waitFor()
    await facilitator.page.getByText(en('console.connected'), { exact: true }).waitFor({ timeout: 20_000 })
    expect(await facilitator.page.getByText(en('console.signInAgain')).count()).toBe(0)
    // A day has gone by, and with it the time of the step.
    await facilitator.page.getByRole('button', { name: en('console.closeStep') }).click()
    await facilitator.page.locator('nav li').first().getByRole('button').click()
    await facilitator.page.getByRole('button', { name: en('onRoom.letGo') }).click()
    const second = await table.page.context().newPage()
    await joinTable(second, base, { code, table: 0, name: 'Aida' })
    await isSaved(table.page)
    await add('Торговля людьми')
    await second.getByText('Торговля людьми').first().waitFor()
    const laptop = new Laptop(server.serving.port)
    expect(await laptop.connect('seat', session).then(String, (error: Error) => error.message)).toBe('not-signed-in')
    expect([...facilitator.faults, ...table.faults]).toEqual([])
  } finally {
    await server.close()
  }
})

test.concurrent('a page whose address the server does not know says so, and comes back when it does', { timeout: 120_000 }, async () => {
  const first = await runServer()
  await first.kill()
  const network = await openBadNetwork(first.port, '127.0.0.1')
  const far = `${ownAddress()}:${String(network.port)}`
  const given = { dataDir: first.dataDir, port: first.port }
  let server = await runServer({ ...given, hosts: far })
  try {
    const { facilitator, code } = await makeSession(browser, server, { title: 'Another name', tables: 1 })
    const { page } = await openLaptop(browser, 'en')
    await joinTable(page, `http://${far}`, { code, table: 0, name: 'Far' })
    await reachesNoOther(page)
    await page.locator('footer').waitFor()
    await server.kill()
    server = await runServer(given)
    await says(page, translator('en')('common.foreignAddress'))
    await picture(page, 'refused-address')
    await server.kill()
    server = await runServer({ ...given, hosts: far })
    await facilitator.page.getByRole('button', { name: /^Open 1/ }).click()
    await page.getByText('Heroin trade').first().waitFor({ timeout: 20_000 })
    expect(await page.getByText(translator('en')('common.foreignAddress')).count()).toBe(0)
  } finally {
    await server.kill()
    await network.close()
  }
})

test('a table whose seat cannot be looked up for the disk waits and says so, and is not sent to join', async () => {
  const first = await startServer()
  const { page } = await openLaptop(browser, 'ru')
  const at = (server: typeof first) => `http://127.0.0.1:${String(server.serving.port)}`
  const { code } = await first.session(await first.facilitator('Ann'))
  await takeSeat(page, at(first), { code, table: 0, name: 'Aida' })
  await page.locator('footer').waitFor()
  await first.serving.close()

  // A new start knows no cookie by heart: it asks its disk.
  let refuses = true
  const storage = (real: Storage): Storage => ({
    ...real,
    findToken: (hash) => (refuses ? Promise.reject(new CannotSave('The disk does not answer.')) : real.findToken(hash)),
  })
  const server = await startServer({ dataDir: first.dataDir, adapters: { storage } })
  const ru = translator('ru')
  try {
    await page.goto(`${at(server)}/table`)
    await says(page, ru('common.diskRefuses'))
    expect(await page.getByText(ru('table.toJoin')).count()).toBe(0)
    await picture(page, 'refused-disk')
    refuses = false
    await page.locator('footer').waitFor()
    expect(await page.getByText(ru('common.diskRefuses')).count()).toBe(0)
  } finally {
    await server.close()
  }
})
