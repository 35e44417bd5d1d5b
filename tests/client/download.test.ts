import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startServer, type TestServer } from '../server/kit/server.ts'
import { pretendBrowser } from './words-of.ts'

let server: TestServer
beforeAll(async () => {
  pretendBrowser()
  server = await startServer()
})
afterAll(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await server.close()
})

test('only a file from our server is saved; the page of a portal in its place is said to be no answer', async () => {
  const { Download } = await import('../../client/screens/report/download.svelte.ts')
  const ann = await server.facilitator('Ann')
  const { id } = await server.session(ann)
  const saved: { download: string }[] = []
  const link = { click: () => undefined, download: '', href: '' }
  vi.stubGlobal('document', { createElement: () => (saved.push(link), link) })
  const real = fetch
  let portal: Record<string, string> | null = { 'Content-Type': 'text/html' }
  vi.stubGlobal(
    'fetch',
    (path: string, { signal = null }: RequestInit) =>
    portal ? Promise.resolve(new Response('<h1>Welcome</h1>', { headers: portal })) : real(ann.base + path, { signal, headers: { cookie: ann.cookie } }), // prettier-ignore
  )
  const download = new Download()
  for (const [name, value] of [
    ['Content-Type', 'text/html'],
    ['Content-Disposition', 'inline'],
  ] as const) {
    portal = { [name]: value }
    await download.fetch(id, 'md', 'en', 'participants')
    expect(download.said).toEqual({ text: 'The file could not be written: the server did not answer. Try again.', bad: true })
  }
  expect([saved, download.writing]).toEqual([[], null])
  portal = null
  await download.fetch(id, 'md', 'ru', 'participants')
  expect(download.said).toEqual({ text: 'The file is in your downloads.', bad: false })
  expect(saved.map((one) => one.download)).toEqual(['Day one.md'])
})

test('it is asked how far a file is one ask after the other, and no longer than it is written', async () => {
  const { Download } = await import('../../client/screens/report/download.svelte.ts')
  const looks: ((share: number) => void)[] = []
  let end: (answer: Response) => void = () => undefined
  vi.stubGlobal('fetch', (path: string) =>
    path.includes('/writing/')
      ? new Promise((resolve) => looks.push((share) => resolve(Response.json({ share }))))
      : new Promise<Response>((resolve) => (end = resolve)),
  )
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearInterval'] })
  const settled = async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  const download = new Download()
  const over = download.fetch('s', 'pdf', 'en', 'public')
  await vi.advanceTimersByTimeAsync(5000)
  expect(looks.length).toBe(1)
  looks[0]!(0.3)
  await settled()
  expect(download.share).toBe(0.3)
  await vi.advanceTimersByTimeAsync(5000)
  expect(looks.length).toBe(2)
  end(new Response('', { status: 500 }))
  await over
  looks[1]!(0.9)
  await settled()
  await vi.advanceTimersByTimeAsync(5000)
  expect([download.share, looks.length]).toEqual([0.3, 2])
})
