import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archiveLimits, inflateCounted, readArchive, type Inflate } from '../../../server/exercises/archive.ts'
import { loadAside } from '../../../server/exercises/aside.ts'
import type { Problem } from '../../../shared/exercise/problem.ts'
import { languages } from '../../../shared/i18n/language.ts'
import { hostileZips, noise } from '../../kit/hostile-zips.ts'
import { isLong, sized } from '../../kit/size.ts'
import { tell } from '../../kit/tell.ts'
import { makeZip, type Part } from '../../kit/zip.ts'
import type { Laptop } from '../kit/people.ts'
import { startServer, type TestServer } from '../kit/server.ts'

let server: TestServer
let ann: Laptop
let good: Part[]
beforeAll(async () => {
  const place = 'server/exercises/starter'
  const paths = (await readdir(place, { recursive: true })).filter((path) => path.endsWith('.yaml'))
  good = await Promise.all(paths.map(async (path) => ({ name: `good/${path}`, content: await readFile(join(place, path)) })))
  server = await startServer()
  ann = await server.facilitator('Ann')
})
afterAll(() => server.close())

const upload = async (zip: Uint8Array, name = 'good.zip') => {
  const headers = { cookie: ann.cookie, origin: ann.base, 'x-roundtable': '1', 'content-type': 'application/zip' }
  const answer = await fetch(`${ann.base}/rt/facilitator/exercises?name=${encodeURIComponent(name)}`, { method: 'POST', headers, body: Buffer.from(zip) }) // prettier-ignore
  const body = (await answer.json()) as { problems?: Problem[]; exercise?: { id: string }; refused?: string }
  return { status: answer.status, body }
}
const filesOf = async (dir: string) => (await readdir(dir, { recursive: true })).filter((path) => !path.includes('.sqlite')).sort()

/** Of the hostile files every sixth in the quick suite, which ones by the seed; all in the long run. */
const seed = Date.now() % 100_000
test(`I7: hostile zip files are refused in words of both languages; nothing is written, and the server lives (seed ${seed})`, async () => {
  const all = hostileZips(good)
  expect(all.length).toBeGreaterThanOrEqual(40)
  const hostile = all.filter((_, place) => isLong || place % 6 === seed % 6)
  const before = await filesOf(server.dataDir)
  const memory = process.memoryUsage.rss()
  const wrong: string[] = []
  for (const { what, zip, says } of hostile) {
    const { body } = await upload(zip)
    const problem = body.problems?.[0]
    if (problem?.says.text !== says) wrong.push(`${what}: ${JSON.stringify(body).slice(0, 200)}`)
    else for (const language of languages) expect(tell([problem], language), what).toMatch(/^.+: .{20,}\.$/su)
  }
  expect(wrong).toEqual([])
  // What was begun for the first upload is an empty folder.
  expect((await filesOf(server.dataDir)).filter((path) => path !== 'exercises')).toEqual(before)
  expect((process.memoryUsage.rss() - memory) / 1_000_000).toBeLessThan(150)
  expect((await ann.get('/rt/health')).status).toBe(200)
  // The control of them all: the same files without the trick come in.
  expect((await upload(makeZip(good))).body).toMatchObject({ exercise: { id: 'good' } })
})

test('I7: a file that is larger than 10 MB is refused while it comes', async () => {
  const { status, body } = await upload(new Uint8Array(10_000_001))
  expect({ status, refused: body.refused }).toEqual({ status: 413, refused: 'zip-too-large' })
  expect((await upload(new Uint8Array(9_999_999))).body.problems?.[0]?.says.text).toBe('mistakes.notZip')
})

describe('I7: YAML that is made to harm', () => {
  const withSample = (content: string) => makeZip([...good.filter(({ name }) => name !== 'good/sample.yaml'), { name: 'good/sample.yaml', content }]) // prettier-ignore
  const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`)].join('\n') // prettier-ignore

  const halfAMillion: [string, string, RegExp][] = [
    [
      'half a million entries',
      `boards: [${[...noise(980_000)].map((letter, index) => (index % 2 ? ',' : String.fromCharCode(letter))).join('')}]`,
      /more memory|named entries|could not be read within/,
    ],
  ]

  test.each([
    ['a billion laughs', laughs, /aliases|means nothing/],
    ['an entry that holds itself', 'boards: &a [*a]\n', /aliases/],
    ['brackets in brackets', `boards: ${'['.repeat(20_000)}`, /not YAML|nested too deeply/],
    ['maps in maps', Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), /means nothing|nested|small/],
    ['prototype keys', '__proto__: { boards: [] }\nconstructor: { prototype: 1 }\nboards: []\n', /means nothing/],
    ...(isLong ? halfAMillion : []),
    ['tags that ask for code', 'boards: !!js/function "function () { return 1 }"\n', /not of the right sort/],
  ])('%s is refused and ends nothing', async (_what, content, says) => {
    const { body } = await upload(withSample(content))
    expect(tell(body.problems ?? [])).toMatch(says)
    expect((await ann.get('/rt/health')).status).toBe(200)
  })

  test('files that take too long or too much memory are let go, in words', { timeout: 300_000 }, async () => {
    const into = await mkdtemp(join(tmpdir(), 'roundtable-i7-'))
    const job = { do: 'unpack', zip: makeZip(good), named: 'good.zip', into, libraries: ['exercises'] } as const
    const slow = await loadAside(job, { milliseconds: 1, heapMegabytes: 128 })
    expect('problems' in slow && tell(slow.problems)).toMatch(/could not be read within .+ seconds/)
    const many = noise(980_000).map((letter, index) => (index % 2 === 0 ? letter : ','.charCodeAt(0)))
    const heavy = withSample(`boards: [${Buffer.from(many).toString()}]`)
    const full = await loadAside({ ...job, zip: heavy, into: join(into, 'full') }, { milliseconds: 60_000, heapMegabytes: 64 })
    expect('problems' in full && tell(full.problems)).toMatch(/more memory than an exercise may need/)
    // Wherever it runs out: a thread took the whole server along, at the 13th of such files.
    for (let round = 0; round < sized(1, 40); round++) {
      const limits = { milliseconds: 60_000, heapMegabytes: 24 + ((seed + round) % 20) * 6 }
      expect(await loadAside({ ...job, zip: heavy, into: join(into, `full-${round}`) }, limits)).toHaveProperty('problems')
    }
    await rm(into, { recursive: true, force: true })
  })
})

describe('I7, control: without counting while it is unpacked', () => {
  const bomb = () => makeZip([...good, { name: 'good/note.md', content: Buffer.alloc(60_000_000, 0x20) }])
  const lying = () => makeZip([...good, { name: 'good/note.md', content: Buffer.alloc(60_000_000, 0x20), size: 100 }])
  const read = (zip: Uint8Array, inflate?: Inflate) => {
    const archive = readArchive(zip, 'good.zip', archiveLimits, inflate)
    return 'files' in archive ? archive.files.get('good/note.md')?.length : archive.problems[0]?.says.text
  }
  /** Believes what the headers say of the size. */
  const believing: Inflate = (entry, most) => (entry.size > most ? 'too-much' : inflateRawSync(entry.data))
  const careless: Inflate = (entry) => inflateRawSync(entry.data)

  test('the bomb gets through', () => {
    expect([read(bomb(), careless), read(bomb(), inflateCounted)]).toEqual([60_000_000, 'mistakes.fileLarge'])
  })

  test('a bomb whose headers lie gets through where headers are believed', () => {
    expect([read(bomb(), believing), read(lying(), believing), read(lying())]).toEqual([
      'mistakes.fileLarge',
      60_000_000,
      'mistakes.fileLarge',
    ])
  })
})
