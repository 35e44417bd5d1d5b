import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { makeSession, openBrowser, ownAddress, runServer } from './kit.ts'

interface Tried {
  readonly read: string
  readonly posted: string
  readonly sockets: Readonly<Record<string, string>>
}

/** Runs in a page: everything a page of another site could try with the cookies of this browser. */
async function tryEverything({ host, session, title }: { host: string; session: string; title: string }): Promise<Tried> {
  const ask = async (path: string, init: RequestInit) => {
    try {
      const answer = await fetch(`http://${host}${path}`, { credentials: 'include', ...init })
      return `${String(answer.status)} ${await answer.text()}`
    } catch {
      return 'stopped'
    }
  }
  const dial = (path: string) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`ws://${host}${path}`)
      socket.onopen = () => resolve('open')
      socket.onerror = () => resolve('stopped')
    })
  const plan = { title, place: '', groups: 1, exercises: ['crime-mapping'] }
  const headers = { 'content-type': 'application/json', 'x-roundtable': '1' }
  return {
    read: await ask('/rt/facilitator/sessions', {}),
    posted: await ask('/rt/facilitator/sessions', { method: 'POST', headers, body: JSON.stringify(plan) }),
    sockets: { control: await dial(`/rt/facilitator/io/?EIO=4&transport=websocket&session=${session}`) },
  }
}

test('a page of another site can neither read nor change anything with the cookie of a facilitator; our own page can', async () => {
  const browser = await openBrowser()
  const server = await runServer()
  const host = new URL(server.link).host
  const form = `<form method="post" enctype="text/plain" action="http://${host}/rt/facilitator/sessions"><input name='{"title":"Forged form","place":"' value='","groups":1,"exercises":["crime-mapping"]}'><button>Go</button></form>`
  const foreign = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(form))
  await new Promise<void>((resolve) => foreign.listen(0, '0.0.0.0', resolve))
  const port = String((foreign.address() as AddressInfo).port)
  try {
    const { facilitator, session } = await makeSession(browser, server, { title: 'Ours', tables: 1 })
    const context = facilitator.page.context()
    // Another port of the same host sends even SameSite cookies; another host is the plain case.
    for (const site of [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://${ownAddress()}:${port}`]) {
      const page = await context.newPage()
      await page.goto(site)
      const tried = await page.evaluate(tryEverything, { host, session, title: 'Forged fetch' })
      expect(tried, site).toEqual({ read: 'stopped', posted: 'stopped', sockets: { control: 'stopped' } })
      await Promise.all([page.waitForURL('**/rt/**'), page.getByRole('button', { name: 'Go' }).click()])
      expect(await page.locator('body').innerText()).toContain('foreign-origin')
      await page.close()
    }
    const before = await facilitator.page.evaluate(tryEverything, { host, session, title: 'By our own page' })
    expect(before.read).toContain('Ours')
    expect(before.read).not.toContain('Forged')
    expect(before.posted).toMatch(/^200 /)
    expect(before.sockets).toEqual({ control: 'open' })
  } finally {
    await browser.close()
    await server.kill()
    foreign.close()
  }
})
