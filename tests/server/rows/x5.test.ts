import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Laptop } from '../kit/people.ts'
import { startServer, type TestServer } from '../kit/server.ts'

let server: TestServer
let ann: Laptop
beforeAll(async () => {
  server = await startServer()
  ann = await server.facilitator('Ann')
})
afterAll(() => server.close())

const hostile = [
  '../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'a"; filename="b.exe',
  'a\r\nSet-Cookie: x=y\r\n\r\n<script>',
  "x'; filename*=UTF-8''b.exe",
  '\u202egpj.exe\u202c',
  'CON',
  '.htaccess',
  '%2e%2e%2fetc',
  'a\u0000b',
  'Стратегия',
  'ა'.repeat(300),
  'long '.repeat(60),
  '   ',
]
/** What a browser makes of the header, or why it must not come to it. */
function nameIn(header: string): { name: string } | { fault: string } {
  const parts = /^attachment; filename="([^"\\/\r\n]*)"(?:; filename\*=UTF-8''([\w.~!%-]*))?$/.exec(header)
  if (!parts) return { fault: 'more in the header than a name' }
  const name = parts[2] === undefined ? parts[1]! : decodeURIComponent(parts[2])
  if (/[/\\:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name)) return { fault: 'signs that a name must not have' }
  if (/^\.|^(con|prn|aux|nul|com\d|lpt\d)\./i.test(name)) return { fault: 'a name that a system takes for something else' }
  return Buffer.byteLength(name) > 255 ? { fault: 'too long' } : { name }
}

test('X5: whatever a session is called, its files come as attachments with a plain name, are not guessed at and not kept', async () => {
  let downloaded = 0
  for (const title of hostile) {
    const made = await ann.post('/rt/facilitator/sessions', { title, place: '', groups: 1, exercises: ['crime-mapping'] })
    const id = (made.body['session'] as { id: string } | undefined)?.id
    // What is no title at all is refused when the session is made.
    if (id === undefined) continue
    downloaded++
    for (const [path, ending] of [
      [`report/${id}.md`, '.md'],
      [`archives/${id}`, '.roundtable.json'],
    ] as const) {
      const { status, headers } = await ann.get(`/rt/facilitator/${path}`)
      expect(status).toBe(200)
      const found = nameIn(headers.get('content-disposition') ?? '')
      expect(found, JSON.stringify(title)).toHaveProperty('name')
      if ('name' in found) expect(found.name.endsWith(ending)).toBe(true)
      expect([headers.get('x-content-type-options'), headers.get('cache-control'), headers.get('set-cookie')]).toEqual([
        'nosniff',
        'no-store',
        null,
      ])
    }
  }
  expect(downloaded).toBeGreaterThan(8)
})

test('X5, control: titles put into the header as they are are all found out', () => {
  const bad = hostile.filter((title) => !/^(Стратегия|%2e|long|\s+$)/.test(title))
  for (const title of bad) expect(nameIn(`attachment; filename="${title}.md"`), JSON.stringify(title)).toHaveProperty('fault')
})
