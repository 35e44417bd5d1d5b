import { expect, test } from 'vitest'
import { makeCertificate } from '../kit/certificate.ts'
import { joinTable, makeSession, openBrowser, ownAddress, runServer, watch } from './kit.ts'

test('with a certificate a table works over HTTPS on every channel, and its cookie never travels in clear', async () => {
  const { cert, key } = makeCertificate(['localhost', ownAddress()])
  const server = await runServer({ env: { TLS_CERT: cert, TLS_KEY: key } })
  const browser = await openBrowser()
  try {
    // The link of this machine's facilitator stays plain: nothing of it leaves the machine.
    const room = await makeSession(browser, server, { title: 'Encrypted', tables: 1 })
    await room.facilitator.page.getByRole('button', { name: /^Open 1/ }).click()
    const context = await browser.newContext({ locale: 'en', ignoreHTTPSErrors: true })
    const page = await context.newPage()
    const faults = watch(page)
    await joinTable(page, `https://${ownAddress()}:${server.port}`, { code: room.code, table: 0, name: 'Safe' })
    expect(await page.evaluate(() => isSecureContext)).toBe(true)
    await page.getByRole('button', { name: 'Heroin trade', exact: true }).first().click()
    await page.getByText(/^Saved/).first().waitFor() // prettier-ignore
    await room.facilitator.page.getByText('Heroin trade').first().waitFor()
    const [cookie] = (await context.cookies()).filter(({ name }) => name === 'rt_seat')
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict' })
    expect(faults).toEqual([])
  } finally {
    await browser.close()
    await server.kill()
  }
})
