import { unzipSync } from 'fflate'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardsRoot } from '../../../shared/board/board.ts'
import type { BoardCards } from '../../../shared/protocol/control.ts'
import { cleanText } from '../../../shared/report/escape.ts'
import type { Adapters } from '../../../server/adapters.ts'
import { hostileTexts } from '../../browser/hostile-texts.ts'
import { findPageBrowser } from '../../setup/programs.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

const own = [
  '<script>window.hit=1</script>',
  '<img src=x onerror=window.hit=1>',
  '<svg/onload=window.hit=1>',
  '</title><script>window.hit=1</script>',
  '</style><script>window.hit=1</script>',
  '</textarea><img src=x onerror=window.hit=1>',
  '"><b onmouseover=window.hit=1>b</b>',
  "'><i onclick='window.hit=1'>i</i>",
  '" onfocus="window.hit=1" autofocus x="',
  'javascript:window.hit=1',
  '<a href="javascript:window.hit=1">a</a>',
  '<iframe srcdoc="<script>parent.hit=1</script>">',
  '<object data="data:text/html,x"></object>',
  '<base href="//evil.example/">',
  '<meta http-equiv=refresh content=0>',
  '<form action=//evil.example><input name=a>',
  '<math><mtext></mtext><mglyph><style><!--</style>',
  '<!--><script>window.hit=1</script>-->',
  '<![CDATA[<script>window.hit=1</script>]]>',
  ']]><w:t>more</w:t>',
  '</w:t></w:r></w:p><w:p>',
  '&lt;script&gt;',
  '&#x3c;script&#x3e;',
  '{{constructor.constructor("alert(1)")()}}',
  '${7*7} #{7*7} <%= 7*7 %>',
  '{@html "<b>b</b>"}',
  '{n, plural, one {#} other {#}}',
  '=cmd|" /C calc"!A0',
  '__proto__',
  'constructor',
  '%3Cscript%3E \\u003cscript\\u003e',
  "'; DROP TABLE updates; --",
  'Ärger, Ёлка, ქართული, Հայերեն, 中文, עברית',
  'e\u0301\u0301\u0301 \u200b\u200d 👩‍👩‍👧‍👦',
  'control \u0001\u0007\u001b sign',
  'lone \ud800 surrogate',
  'right \u202egnp.exe to left',
  'line\u2028separator\u2029',
]
/** Those, and of the texts that walk over the screens every fourth; all with `TEXTS=all npx vitest run tests/server/rows/i2.test.ts`. */
const share = process.env['TEXTS'] === 'all' ? 1 : 4
const payloads = [...own, ...hostileTexts.filter((text, index) => index % share === 0 && !own.includes(text))]

let browser: Browser
const servers: TestServer[] = []
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findPageBrowser(), args: ['--no-sandbox'] })
})
afterAll(async () => {
  await browser.close()
  await Promise.all(servers.map((server) => server.close()))
})

/** A session in which every place where people write holds the text that is given for it. */
async function write(textOf: (index: number) => string, adapters: Partial<Adapters> = {}) {
  const server = await startServer({ adapters })
  servers.push(server)
  const ann = await server.facilitator(textOf(0))
  const plan = { title: textOf(1), place: textOf(2), groups: 2, exercises: ['crime-mapping'] }
  const { id, code } = (await ann.post('/rt/facilitator/sessions', plan)).body['session'] as { id: string; code: string }
  const seat = await server.seat(code, 0, textOf(3))
  const link = await ann.connect('facilitator', id)
  const seen = { view: link.view, boards: [] as readonly BoardCards[] }
  link.socket.on('view', (view: typeof seen.view) => (seen.view = view))
  link.socket.on('boards', (boards: readonly BoardCards[]) => (seen.boards = boards))
  const [first] = link.view.groups
  await link.send({ id: 'name', turn: null, command: { do: 'name-group', group: first?.id, name: textOf(4) } })
  const board = new BoardSocket(seat, 'seat', link.view.agenda[0]?.boards[first?.id ?? ''] ?? '')
  await board.settled()
  payloads.forEach((_, index) => {
    board.add(`c${index}`, { order: index, name: { own: textOf(index) }, note: textOf(index) })
  })
  const key = `${first?.id}:c0`
  await link.send({ id: 'title', turn: null, command: { do: 'decide', decision: 'd', what: { act: 'title', key, text: textOf(5) } } })
  await waitFor(() => board.saved === board.sent && seen.boards.some(({ cards }) => cards.length === payloads.length))
  return { server, ann, id, board, seat, seen, link }
}

const harmless = (index: number) => `Harmless text number ${index}`
const hostile = (index: number) => payloads[index] ?? ''
/** Without those that lead a careless page away before it can be looked at. */
const firstHostile = (index: number) => own[index] ?? harmless(index)

test('I2: what people write is kept and given back letter for letter, on every channel and after a new start', async () => {
  const { server, ann, id, board, seat, seen, link } = await write(hostile)
  const { title, place, groups, seats, decisions } = seen.view
  expect({ title, place, group: groups[0]?.name, seat: seats[0]?.name }).toEqual({ title: hostile(1), place: hostile(2), group: hostile(4), seat: hostile(3) }) // prettier-ignore
  expect(decisions[0]).toMatchObject({ text: hostile(5), by: hostile(0) })
  const notes = seen.boards[0]?.cards.map((card) => card.fields['note'])
  // UTF-8 knows no half of a sign: it becomes the sign for "unreadable", and nothing else changes.
  expect(notes).toEqual(payloads.map((text) => text.toWellFormed()))
  expect(seen.boards[0]?.cards.map((card) => card.fields['name'])).toEqual(
    payloads.map((text) => ({ own: text.toWellFormed().replace(/\s+/g, ' ').trim() })),
  )
  // What a mate gets is what the writer has.
  const mate = await new BoardSocket(seat, 'seat', Object.values(link.view.agenda[0]?.boards ?? {})[0] ?? '').settled()
  expect(JSON.stringify(mate.doc.getMap(cardsRoot).toJSON())).toBe(
    JSON.stringify(board.doc.getMap(cardsRoot).toJSON()).replaceAll('\\ud800', '\ufffd'),
  )
  expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  board.leave()
  mate.leave()
  link.socket.close()
  expect(((await (await ann.get('/rt/facilitator/sessions')).json()) as { sessions: unknown[] }).sessions[0]).toMatchObject({
    id,
    title: hostile(1),
  })
  expect(server.serving.openSessions.session(id)?.title).toBe(hostile(1))
})

interface PageFacts {
  readonly shape: string[]
  readonly text: string
  readonly hit: boolean
  readonly asked: string[]
}

/** The report as a browser reads it: every sort of element with its attributes, its text, and what it did. */
async function readReport({ ann, id }: Awaited<ReturnType<typeof write>>): Promise<PageFacts> {
  const html = await (await ann.get(`/rt/facilitator/report/${id}.html`)).text()
  const page = await browser.newPage()
  const asked: string[] = []
  page.on('dialog', (dialog) => void dialog.dismiss())
  await page.route('**/*', (route) => {
    // The fonts of our own server; which of them depends on the letters that are in the text.
    if (!/^http:\/\/report\.example\/assets\/[\w-]+\.woff2$/.test(route.request().url())) asked.push(route.request().url())
    return route.request().url() === 'http://report.example/' ? route.fulfill({ body: html, contentType: 'text/html' }) : route.abort()
  })
  await page.goto('http://report.example/')
  const facts = await page.evaluate(() => ({
    shape: [
      ...new Set([...document.querySelectorAll('*')].map((one) => `${one.tagName} ${one.getAttributeNames().sort().join(' ')}`)),
    ].sort(),
    text: document.documentElement.textContent,
    hit: 'hit' in window,
  }))
  await page.close()
  return { ...facts, text: facts.text.replace(/\s+/g, ' '), asked: asked.slice(1) }
}

const asShown = (text: string) => cleanText(text).replace(/\s+/g, ' ')

test('I2: the report as a page holds every text as text: no element, attribute or request is made by it', async () => {
  const [plain, nasty] = [await readReport(await write(harmless)), await readReport(await write(hostile))]
  expect(nasty.shape.filter((one) => !plain.shape.includes(one))).toEqual([])
  expect({ hit: nasty.hit, asked: nasty.asked }).toEqual({ hit: false, asked: [] })
  // Code without a name is shown by its vocabulary; every own text is there as it was written.
  expect(payloads.filter((text) => !nasty.text.includes(asShown(text)))).toEqual([])
})

test('I2, control: without the escape the same texts make elements and run', async () => {
  const [plain, nasty] = [await readReport(await write(harmless)), await readReport(await write(firstHostile, weak.escape))]
  expect(nasty.hit).toBe(true)
  expect(nasty.shape.filter((one) => !plain.shape.includes(one)).join('\n')).toMatch(/IMG onerror/)
})

/** The parts of a Word file that no XML reader takes, and the texts that are missing in it. */
async function readWord(bytes: Uint8Array): Promise<{ broken: string[]; text: string }> {
  const page = await browser.newPage()
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => /\.(xml|rels)$/.test(name))
  const read = await page.evaluate(
    (files) =>
      files.map(([name, xml]) => {
        const parsed = new DOMParser().parseFromString(xml, 'application/xml')
        return { name, isBroken: parsed.querySelector('parsererror') !== null, text: parsed.documentElement.textContent }
      }),
    parts.map(([name, part]): [string, string] => [name, Buffer.from(part).toString('utf8')]),
  )
  await page.close()
  return {
    broken: read.filter(({ isBroken }) => isBroken).map(({ name }) => name),
    text: read.find(({ name }) => name === 'word/document.xml')?.text.replace(/\s+/g, ' ') ?? '',
  }
}

test('I2: every part of the Word file is well-formed and holds every text as text', async () => {
  const { ann, id } = await write(hostile)
  const { broken, text } = await readWord(new Uint8Array(await (await ann.get(`/rt/facilitator/report/${id}.docx`)).arrayBuffer()))
  expect(broken).toEqual([])
  const squeeze = (said: string) => said.replace(/\s/g, '')
  expect(payloads.filter((one) => !squeeze(text).includes(squeeze(asShown(one))))).toEqual([])
})

test('I2, control: a part with one text as it is, is seen to be broken', async () => {
  const { zipSync, strToU8 } = await import('fflate')
  const { broken } = await readWord(zipSync({ 'word/document.xml': strToU8(`<w>${payloads[1]}</w>`), 'word/styles.xml': strToU8('<w/>') }))
  expect(broken).toEqual(['word/document.xml'])
})
