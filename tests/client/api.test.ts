import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { ask, askAgain } from '../../client/connection/api.ts'
import { Deadline } from '../../client/connection/patience.ts'

const ends: (() => void)[] = []
afterEach(() => {
  vi.useRealTimers()
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

const notConnected = [{ refused: 'not-connected', details: {} }]
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

const aside: RequestListener = () => undefined
const begun: RequestListener = (_request, response) => void response.writeHead(200).write(whole.slice(0, 9))

test.each([
  ['takes what it is asked and never answers', aside],
  ['falls silent in the middle of its answer', begun],
])('a server that %s is not waited for', async (_, swallows) => {
  let isWell = false
  const asked = await serve((request, response) => (isWell ? void response.end(whole) : swallows(request, response)))
  expect(await ask('POST', '/rt/seat/join', {}, { silentMs: 50 })).toEqual({ refused: 'not-connected', details: {} })
  expect(await ask('POST', '/rt/seat/join', {}, { withinMs: 50 })).toEqual({ refused: 'not-connected', details: {} })
  expect(asked()).toBe(2)
  // What may be asked again is asked again, and people are told meanwhile.
  const waiting = vi.fn(() => void (isWell = true))
  expect(await askAgain(waiting, 'POST', '/rt/seat/join', {}, { silentMs: 50 })).toEqual({ title: 'Mapping organized crime' })
  expect([asked(), waiting.mock.calls.length]).toEqual([4, 1])
})

test('what was asked without saying for how long ends by itself, but for what is uploaded', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let allAsked: () => void = () => undefined
  const all = new Promise<void>((resolve) => (allAsked = resolve))
  const asked = await serve(() => asked() === 3 && allAsked())
  const [read, change, upload] = [vi.fn(), vi.fn(), vi.fn()]
  void ask('GET', '/rt/seat/me').then(read)
  void ask('POST', '/rt/facilitator/sessions', {}).then(change)
  void ask('POST', '/rt/facilitator/archives', new Blob(['zip'])).then(upload)
  await all
  await vi.advanceTimersByTimeAsync(59_000)
  expect([read.mock.calls.length, change.mock.calls.length]).toEqual([1, 0])
  await vi.advanceTimersByTimeAsync(600_000)
  expect([read.mock.lastCall, change.mock.lastCall, upload.mock.calls.length]).toEqual([notConnected, notConnected, 0])
})

test('an answer that comes slowly is waited for as long as pieces of it come, but not past a time that is given', () => {
  vi.useFakeTimers()
  const [slow, bound] = [new Deadline({ silentMs: 8000 }), new Deadline({ silentMs: 8000, withinMs: 20_000 })]
  for (let piece = 0; piece < 4; piece++) {
    vi.advanceTimersByTime(6000)
    for (const one of [slow, bound]) one.heard()
  }
  expect([slow.signal.aborted, bound.signal.aborted]).toEqual([false, true])
  vi.advanceTimersByTime(8000)
  expect(slow.signal.aborted).toBe(true)
})

test('what nobody waits for any more is not asked again', async () => {
  const giveUp = new AbortController()
  const asked = await serve(() => giveUp.abort())
  const waiting = vi.fn()
  expect([await askAgain(waiting, 'GET', '/rt/seat/exercises/s/e', undefined, { signal: giveUp.signal })]).toEqual(notConnected)
  expect([asked(), waiting.mock.calls.length]).toEqual([1, 0])
})
