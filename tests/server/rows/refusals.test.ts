import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardsRoot } from '../../../shared/board/board.ts'
import { languages } from '../../../shared/i18n/language.ts'
import { translator } from '../../../shared/i18n/messages.ts'
import { refusalCodes, type RefusalCode } from '../../../shared/refusals.ts'
import type { Problem } from '../../../shared/exercise/problem.ts'
import { syncStep } from '../../../shared/protocol/sync.ts'
import { tell } from '../../kit/tell.ts'
import { sendBare } from '../kit/bare.ts'
import { BoardSocket, syncFrame, waitFor } from '../kit/board-socket.ts'
import type { Laptop } from '../kit/people.ts'
import { startServer, type Made, type TestServer } from '../kit/server.ts'

let dir: string
let server: TestServer
let ann: Laptop
let session: Made
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'roundtable-exercises-'))
  await cp('exercises', dir, { recursive: true })
  server = await startServer({ exercisesDir: dir })
  ann = await server.facilitator('Ann')
  session = await server.session(ann)
})
afterAll(async () => {
  await server.close()
  await rm(dir, { recursive: true, force: true })
})

/** A refusal as it must be: the code that fits, the status, and in every language a whole sentence. */
function expectSentence(answer: { status: number; body: Record<string, unknown> }, status: number, code: RefusalCode): void {
  expect({ status: answer.status, refused: answer.body['refused'] }).toEqual({ status, refused: code })
  const sentences = languages.map((language) => translator(language)(`refusals.${code}`, answer.body['details'] as Record<string, string>))
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/su)
  expect(new Set(sentences).size).toBe(languages.length)
}

test('every code has its own sentence in every language, and none leaves a placeholder open', () => {
  const details = {
    who: 'Ann',
    named: 'yes',
    what: 'show',
    most: 100,
    given: 120,
    step: 'rate',
    where: 'session',
    title: 'Day one',
    one: 'Day one',
    other: 'Day two',
    exercise: 'Rate',
    sessions: 'A, B',
    name: 'Aida',
    table: 'A',
    otherName: 'Bek',
    otherTable: 'B',
  }
  for (const language of languages) {
    const said = refusalCodes.map((code) => translator(language)(`refusals.${code}`, details))
    for (const sentence of said) expect(sentence).toMatch(/^[“«]?\p{Lu}[^{}]+\.$/u)
    expect(new Set(said).size).toBe(refusalCodes.length)
  }
})

test('what people do wrong at the door is refused by the code that says so', async () => {
  const { code } = session
  const group = server.serving.openSessions.session(session.id)?.groups[0]?.id
  const stranger = server.stranger()
  const join = { code, group, name: 'Aida', people: 3, rapporteur: false }
  expectSentence(await stranger.post('/rt/seat/look', { code: 'WRONG2' }), 404, 'unknown-code')
  expectSentence(await stranger.post('/rt/seat/join', { ...join, code: 'WRONG2' }), 404, 'unknown-code')
  expectSentence(await stranger.post('/rt/seat/join', { ...join, group: 'nosuchgroup' }), 404, 'unknown-group')
  expectSentence(await stranger.post('/rt/seat/join', { ...join, name: '   ' }), 400, 'name-needed')
  for (const wrong of [{ people: 0 }, { people: '3' }, { name: 'x'.repeat(61) }, { more: 1 }, { rapporteur: 'yes' }])
    expectSentence(await stranger.post('/rt/seat/join', { ...join, ...wrong }), 400, 'not-understood')
  expectSentence(await stranger.post('/rt/facilitator/claim', { secret: 'used' }), 401, 'link-used')
  expectSentence(await stranger.post('/rt/facilitator/invite', {}), 401, 'not-signed-in')
  expectSentence(await ann.post('/rt/facilitator/plenary', { session: 'nosuchsession' }), 404, 'unknown-session')
  expect(server.serving.openSessions.session(session.id)?.seats).toEqual([])
})

test('bodies that are malformed, too large or in another form are refused in words', async () => {
  const { port } = server.serving
  const host = `127.0.0.1:${port}`
  const headers = { host, origin: `http://${host}`, 'x-roundtable': '1', 'content-type': 'application/json', cookie: ann.cookie }
  const send = async (body: string, more: Record<string, string> = {}) => {
    const answer = await sendBare(port, 'POST', '/rt/facilitator/sessions', { ...headers, ...more }, body)
    return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> }
  }
  for (const body of ['{', 'null', '"text"', '[]', '{"title":}', '\u0000', '{"title":"a"}'])
    expectSentence(await send(body), 400, 'not-understood')
  expectSentence(await send(JSON.stringify({ title: 'x'.repeat(70_000) })), 413, 'too-large')
  expectSentence(await send('x'.repeat(1_000_000)), 413, 'too-large')
  expectSentence(await send('{}', { 'content-type': 'text/plain' }), 400, 'not-understood')
  expectSentence(await send('{}', { 'content-type': 'application/json; charset=utf-99' }), 400, 'not-understood')
  expectSentence(await send('{}', { 'content-encoding': 'nonsense' }), 400, 'not-understood')
})

test('commands are refused by the code that fits', async () => {
  const seat = await server.seat(session.code, 0, 'First')
  const mate = await server.seat(session.code, 0, 'Second')
  const links = { seat: await seat.connect('seat', session.id), mate: await mate.connect('seat', session.id), ann: await ann.connect('facilitator', session.id) } // prettier-ignore
  const turn = () => server.serving.openSessions.session(session.id)?.turn ?? 0
  let count = 0
  const ask = async (who: keyof typeof links, command: object, at: number | null = null) => {
    const answer = await links[who].send({ id: `ask${count++}`, turn: at, command })
    return { status: 0, body: answer.ok ? {} : { refused: answer.refused, details: answer.details } }
  }
  const { step } = session
  expectSentence(await ask('seat', { do: 'open-step', step }, turn()), 0, 'not-allowed')
  expectSentence(await ask('mate', { do: 'hand-in', step }), 0, 'not-allowed')
  expectSentence(await ask('seat', { do: 'hand-in', step }), 0, 'step-not-open')
  expectSentence(await ask('seat', { do: 'take-back', step }), 0, 'not-handed-in')
  expectSentence(await ask('ann', { do: 'open-step', step: 'nosuchstep' }, turn()), 0, 'unknown-step')
  expectSentence(await ask('ann', { do: 'close-step', step }, turn()), 0, 'step-not-open')
  expectSentence(await ask('ann', { do: 'name-group', group: 'nosuchgroup', name: 'A' }), 0, 'unknown-group')
  expectSentence(await ask('ann', { do: 'undo-decision', decision: 'nosuch' }), 0, 'unknown-decision')
  expectSentence(await ask('ann', { do: 'decide', decision: 'one', what: { act: 'join', keys: ['a:b'] } }), 0, 'nothing-to-join')
  expectSentence(await ask('ann', { do: 'wipe' }), 0, 'not-understood')
  expectSentence(await ask('ann', { do: 'show', plenary: { shows: 'blank' } }, turn() + 1), 0, 'not-understood')
  await ask('ann', { do: 'open-step', step }, turn())
  expectSentence(await ask('ann', { do: 'show', plenary: { shows: 'blank' } }, turn() + 1), 0, 'somebody-was-faster')
  await ask('seat', { do: 'hand-in', step })
  expectSentence(await ask('seat', { do: 'hand-in', step }), 0, 'already-handed-in')
  Object.values(links).forEach(({ socket }) => socket.close())
})

test('a paste of 1 MB into a field ends its socket with 4413, and nothing of anybody is lost', async () => {
  const seat = await server.seat(session.code, 1, 'Third')
  const link = await seat.connect('seat', session.id)
  link.socket.close()
  const board = Object.values(link.view.agenda[0]?.boards ?? {})[0] ?? ''
  const [one, mate] = [await new BoardSocket(seat, 'seat', board).settled(), await new BoardSocket(seat, 'seat', board).settled()]
  one.add('small', { note: 'kept' })
  await waitFor(() => one.saved === one.sent)
  one.add('huge', { note: 'x'.repeat(1_000_000) })
  expect(await waitFor(() => one.code !== 0)).toBe(true)
  expect(one.code).toBe(4413)
  mate.add('after')
  await waitFor(() => mate.saved === mate.sent)
  expect(mate.cards()).toEqual(['after', 'small'])
  // Above what the server takes in at all the socket's own code says the same.
  const raw = await new BoardSocket(seat, 'seat', board).settled()
  raw.send(syncFrame(syncStep.update, new Uint8Array(5_000_000)))
  expect(await waitFor(() => raw.code !== 0)).toBe(true)
  expect([1009, 1006]).toContain(raw.code)
  expect(mate.doc.getMap(cardsRoot).size).toBe(2)
  mate.leave()
})

test('an exercise that is broken while the server runs is left out, its problems are told with file and line, and mending it is enough', async () => {
  const list = async () =>
    (await (await ann.get('/rt/facilitator/exercises')).json()) as { exercises: { id: string }[]; problems: Problem[] }
  const file = join(dir, 'crime-mapping', 'exercise.yaml')
  const whole = await readFile(file, 'utf8')
  const plan = { title: 'Day two', place: '', groups: 2, exercises: ['crime-mapping'] }
  const before = await list()
  expect(before.problems).toEqual([])

  await writeFile(file, whole.replace(/^steps:/m, 'steps: [\nsteps:'))
  const broken = await list()
  expect(broken.exercises.map(({ id }) => id)).not.toContain('crime-mapping')
  expect(tell(broken.problems)).toMatch(/^crime-mapping\/exercise\.yaml, line \d+: this is not YAML\. .+ close the bracket\.$/m)
  expectSentence(await ann.post('/rt/facilitator/sessions', plan), 404, 'broken-exercise')
  expectSentence(await ann.post('/rt/facilitator/sessions', { ...plan, exercises: ['nosuch'] }), 404, 'unknown-exercise')
  // A session that has it goes on.
  expect((await ann.get(`/rt/facilitator/exercises/${session.id}/crime-mapping`)).status).toBe(200)

  await writeFile(file, whole)
  expect(await list()).toEqual(before)
  expect((await ann.post('/rt/facilitator/sessions', plan)).status).toBe(200)
})
