import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { ask } from '../../client/connection/api.ts'

const ends: (() => void)[] = []
afterEach(() => {
  vi.unstubAllGlobals()
  for (const end of ends.splice(0)) end()
})

/** A server at the page's address; says how often it was asked. */
async function serve(answers: RequestListener): Promise<() => number> {
  let asked = 0
  const server = createServer((request, response) => {
    asked++
    answers(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const real = fetch
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(base + path, init))
  ends.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return () => asked
}

const whole = JSON.stringify({ title: 'Mapping organized crime' })

test.each([
  ['of a known length', { 'Content-Length': whole.length }],
  ['of no known length', {}],
])('an answer %s that is torn on its way is asked for again', async (_, headers) => {
  let isTorn = true
  const asked = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', ...headers })
    if (!isTorn) return void response.end(whole)
    isTorn = false
    response.write(whole.slice(0, 9), () => response.destroy())
  })
  expect(await ask('GET', '/rt/seat/me')).toEqual({ title: 'Mapping organized crime' })
  expect(asked()).toBe(2)
})

test('the page of a portal is not the answer of our server, and a change that was answered by one is not made twice', async () => {
  const asked = await serve((_request, response) => void response.end('<h1>Welcome to the hotel</h1>'))
  expect(await ask('POST', '/rt/seat/join', {})).toEqual({ refused: 'not-connected', details: {} })
  expect(asked()).toBe(1)
})

test('an answer that says nothing is an answer', async () => {
  const asked = await serve((_request, response) => void response.end('null'))
  expect(await ask('GET', '/rt/seat/me')).toBeNull()
  expect(asked()).toBe(1)
})
