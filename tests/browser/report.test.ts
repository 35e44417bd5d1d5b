import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSession, openBrowser, openLaptop, picture, serveHere, takeSeat, type RunningServer } from './kit.ts'

let browser: Browser
let server: RunningServer
beforeAll(async () => {
  browser = await openBrowser()
  server = await serveHere()
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

test('two organisers write the report together, one by keyboard; it is in the preview and in every file', async () => {
  const { facilitator, session, code } = await makeSession(browser, server, { title: 'To be written up', tables: 1 })
  const table = await openLaptop(browser, 'en')
  await takeSeat(table.page, server.url, { code, table: 0, name: 'Aida' })
  await facilitator.page.getByRole('button', { name: /^Open 1/ }).click()
  await table.page.locator('.picker li button').first().click()

  const { page } = facilitator
  await page.goto(`${new URL(server.link).origin}/report?session=${session}`)
  await page.getByRole('button', { name: 'Write', exact: true }).click()
  const mate = await page.context().newPage()
  await mate.goto(page.url())
  await mate.getByRole('button', { name: 'Write', exact: true }).click()
  await page.getByLabel(/^Introduction/).fill('Officials of nine States met.')
  await expect.poll(() => mate.getByLabel(/^Introduction/).inputValue()).toBe('Officials of nine States met.')
  await mate.getByLabel(/^Conclusions/).fill('Joint work pays.')
  await expect.poll(() => page.getByLabel(/^Conclusions/).inputValue()).toBe('Joint work pays.')

  // A cluster becomes a recommendation, by keys alone.
  await page.getByRole('button', { name: 'From clusters' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.shelf li button').first().waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByLabel('Recommendation 1', { exact: true }).press('End')
  await page.keyboard.type('joint teams.')
  await expect.poll(() => mate.getByLabel('Recommendation 1', { exact: true }).inputValue()).toMatch(/^States should consider .+: joint teams\.$/)
  await page.getByText(/^Saved/).first().waitFor() // prettier-ignore

  // Sections: one moves by the mouse, the other by keys; both see both, and undo takes back one's own.
  await page.getByRole('button', { name: 'Sections', exact: true }).click()
  await mate.getByRole('button', { name: 'Sections', exact: true }).click()
  const order = (of: Page) => of.locator('section[aria-labelledby="parts"] [data-part]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-part'))) // prettier-ignore
  await page.locator('[data-part="conclusions"]').dragTo(page.locator('[data-part="summary"]'))
  await expect.poll(() => order(mate)).toEqual(['conclusions', 'summary', 'introduction', 'presentations', 'exercise:crime-mapping', 'nextSteps']) // prettier-ignore
  await mate.getByRole('button', { name: 'Move up: Introduction', exact: true }).focus()
  await mate.keyboard.press('Enter')
  await mate.keyboard.press('Enter')
  await expect.poll(() => order(page)).toEqual(['introduction', 'conclusions', 'summary', 'presentations', 'exercise:crime-mapping', 'nextSteps']) // prettier-ignore
  await mate.getByRole('button', { name: 'Leave out: Summary', exact: true }).click()
  await page.getByRole('button', { name: 'Put back: Summary', exact: true }).waitFor()
  expect(await page.getByRole('button', { name: /^Leave out: Method/ }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect.poll(() => order(mate)).toEqual(['introduction', 'summary', 'presentations', 'exercise:crime-mapping', 'conclusions', 'nextSteps']) // prettier-ignore
  await page.getByText(/^Saved/).first().waitFor() // prettier-ignore

  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect.poll(() => page.frameLocator('iframe').locator('h2').allTextContents()).toEqual(expect.arrayContaining(['I. Introduction', 'II. Mapping organized crime', 'III. Conclusions and recommendations'])) // prettier-ignore
  expect(await page.frameLocator('iframe').locator('h2', { hasText: 'Summary' }).count()).toBe(0)
  const preview = page.frameLocator('iframe')
  await preview.getByText('Officials of nine States met.').waitFor()
  await preview.getByText(/joint teams\. \(Evidence: /).first().waitFor() // prettier-ignore
  for (const [name, start] of [['PDF', '%PDF-'], ['Excel', 'PK'], ['Markdown', '# To be written up'], ['ZIP', 'PK']] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: new RegExp(`^${name}`) }).click()])
    expect(download.suggestedFilename()).toMatch(/^To be written up\.\w+$/)
    expect((await readFile(await download.path())).subarray(0, start.length).toString()).toBe(start)
  }
  expect([...facilitator.faults, ...table.faults]).toEqual([])
}) // prettier-ignore

test('a preview that the server refuses is told in words; what is not saved is not left by mistake, and a wiped session is said so', async () => {
  const { facilitator, session } = await makeSession(browser, server, { title: 'To be wiped', tables: 1 })
  const { page, faults } = facilitator
  /** What this laptop sends to its boards stays on its way while there is a list to hold it. */
  let held: (() => void)[] | null = null
  await page.routeWebSocket(/\/rt\/facilitator\/y\//, (near) => {
    const far = near.connectToServer()
    near.onMessage((words) => void (held ? held.push(() => far.send(words)) : far.send(words)))
  })
  await page.goto(`${new URL(server.link).origin}/report?session=${session}`)
  const title = page.frameLocator('iframe').getByRole('heading', { name: 'To be wiped' })
  await title.waitFor()
  const again = page.getByRole('button', { name: 'Try again' })
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Renew the preview' }).click()
  await page.getByText(/^The preview cannot be shown\. The server no longer knows this browser\./).waitFor()
  expect(await page.locator('iframe').count()).toBe(0)
  await page.context().addCookies(cookies)
  await again.click()
  await title.waitFor()
  // What breaks while it is written, the browser shows in no frame either.
  const frame = /\/rt\/facilitator\/report\//
  await page.route(frame, (route) => route.fulfill({ status: 500, headers: { 'X-Frame-Options': 'DENY' }, json: { refused: 'something-broke', details: {} } })) // prettier-ignore
  await page.getByRole('radio', { name: /^Public/ }).check()
  await page.getByText(/^The preview cannot be shown\. Something broke on the server\./).waitFor()
  await picture(page, 'report-refused')
  await page.unroute(frame)
  await again.click()
  await title.waitFor()

  await page.getByRole('button', { name: 'Write', exact: true }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  const mayLeave = () => page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))
  expect(await mayLeave()).toBe(true)
  const waiting: (() => void)[] = (held = [])
  await page.getByLabel(/^Introduction/).fill('Written on the way out.')
  await page.getByText('Saving', { exact: true }).waitFor()
  expect(await mayLeave()).toBe(false)
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await title.waitFor()
  expect(await mayLeave()).toBe(false)
  held = null
  for (const pass of waiting) pass()
  await expect.poll(mayLeave).toBe(true)

  await page.getByRole('button', { name: 'Write', exact: true }).click()
  await expect.poll(() => page.getByLabel(/^Introduction/).inputValue()).toBe('Written on the way out.')
  await page.evaluate(
    (wiped) => fetch('/rt/facilitator/wipe', { method: 'POST', headers: { 'x-roundtable': '1', 'Content-Type': 'application/json' }, body: JSON.stringify({ session: wiped, title: 'To be wiped' }) }), // prettier-ignore
    session,
  )
  await page.getByText('The session of this report is not there any more', { exact: false }).waitFor()
  await picture(page, 'report-wiped')
  expect(await page.getByLabel(/^Introduction/).inputValue()).toBe('Written on the way out.')
  expect(faults).toEqual([])
})
