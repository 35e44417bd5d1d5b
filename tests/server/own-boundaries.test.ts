import { afterAll, beforeAll, expect, test } from 'vitest'
import { archiveType } from '../../shared/archive/archive.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Problem } from '../../shared/exercise/problem.ts'
import { languages } from '../../shared/i18n/language.ts'
import { boundariesType, largestBoundaries, withOwnBoundaries } from '../../shared/maps/own-boundaries.ts'
import { tell } from '../kit/tell.ts'
import type { Laptop } from './kit/people.ts'
import { startServer, type TestServer } from './kit/server.ts'

let server: TestServer
let ann: Laptop
beforeAll(async () => {
  server = await startServer()
  ann = await server.facilitator('Ann')
})
afterAll(() => server.close())

const lineOf = (...coordinates: unknown[]) => ({ type: 'Feature', properties: { name: 'Canaryname' }, geometry: { type: 'LineString', coordinates } }) // prettier-ignore
const ours = JSON.stringify({ type: 'FeatureCollection', features: [lineOf([64, 38], [66, 40], [68, 41])] })

async function give(file: string | Uint8Array, from: Laptop = ann) {
  const headers = { cookie: from.cookie, origin: from.base, 'x-roundtable': '1', 'content-type': boundariesType }
  const body = typeof file === 'string' ? file : Buffer.from(file)
  const answer = await fetch(`${from.base}/rt/facilitator/boundaries?name=border.geojson`, { method: 'POST', headers, body })
  const told = (await answer.json()) as { boundaries?: string; lines?: number; refused?: string; problems?: Problem[] }
  return { status: answer.status, ...told }
}
const plan = { title: 'Own lines', place: 'Almaty', groups: 2, exercises: ['crime-mapping'] }

test('the organiser’s lines are on the maps of the session for everybody, say whose they are, and go along in its archive', async () => {
  const given = await give(ours)
  expect(given).toMatchObject({ status: 200, lines: 1 })
  const made = await ann.post('/rt/facilitator/sessions', { ...plan, boundaries: 'none', ownBoundaries: given.boundaries })
  const { id, code } = made.body['session'] as { id: string; code: string }
  const seat = await server.seat(code, 0, 'Aida')
  const answer = (await (await seat.get(`/rt/seat/exercises/${id}/crime-mapping`)).json()) as { exercise?: Exercise } & Exercise
  const map = Object.values((answer.exercise ?? answer).maps ?? {})[0]!
  expect(map.profile).toBe('own')
  expect(map.boundaries?.settled).toHaveLength(1)
  expect(map.disclaimer.en).toMatch(/Nations\. Boundaries as given by the organiser\.$/)
  expect(map.disclaimer.ru).toMatch(/Границы нанесены по файлу организатора\.$/)

  const file = await (await ann.get(`/rt/facilitator/archives/${id}`)).text()
  expect(file).not.toContain('Canaryname')
  const other = await startServer()
  const bob = await other.facilitator('Bob')
  const headers = { cookie: bob.cookie, origin: bob.base, 'x-roundtable': '1', 'content-type': archiveType }
  expect((await fetch(`${bob.base}/rt/facilitator/archives`, { method: 'POST', headers, body: file })).status).toBe(200)
  expect(await (await bob.get(`/rt/facilitator/archives/${id}`)).text()).toBe(file)
  await other.close()
})

test('a file that was not given, or has no line on these maps, makes no session', async () => {
  const before = ((await (await ann.get('/rt/facilitator/sessions')).json()) as { sessions: unknown[] }).sessions.length
  expect((await ann.post('/rt/facilitator/sessions', { ...plan, ownBoundaries: 'nothing' })).body).toMatchObject({ refused: 'boundaries-gone' }) // prettier-ignore
  const { boundaries } = await give(JSON.stringify(lineOf([-70, -30], [-60, -20])))
  expect((await ann.post('/rt/facilitator/sessions', { ...plan, ownBoundaries: boundaries })).body).toMatchObject({ refused: 'boundaries-elsewhere' }) // prettier-ignore
  for (let one = 0; one < 9; one++) await give(ours)
  expect((await ann.post('/rt/facilitator/sessions', { ...plan, ownBoundaries: boundaries })).body).toMatchObject({ refused: 'boundaries-gone' }) // prettier-ignore
  const after = ((await (await ann.get('/rt/facilitator/sessions')).json()) as { sessions: unknown[] }).sessions.length
  expect(after).toBe(before)
})

test('hostile files are refused in words of both languages, and the server lives', async () => {
  const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`
  const hostile: readonly (readonly [string, string | Uint8Array])[] = [
    ['no JSON', '<kml/>'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
    ['nested deeply', deep],
    ['a deep geometry', `{"type":"Polygon","coordinates":${deep}}`],
    ['a point', JSON.stringify({ type: 'Point', coordinates: [64, 38] })],
    ['a collection', JSON.stringify({ type: 'GeometryCollection', geometries: [] })],
    ['metres', JSON.stringify(lineOf([500_000, 4_000_000], [500_100, 4_000_000]))],
    ['a pole', JSON.stringify(lineOf([10, 89], [20, 90]))],
    ['no number', '{"type":"LineString","coordinates":[[1e999,1],[2,3]]}'],
    ['nothing', JSON.stringify({ type: 'FeatureCollection', features: [] })],
    ['a prototype', '{"__proto__":{"type":"LineString","coordinates":[[64,38],[65,39]]}}'],
    ['too many points', JSON.stringify(lineOf(...Array.from({ length: 60_001 }, (_, at) => [60 + (at % 9), 38])))],
  ]
  for (const [what, file] of hostile) {
    const { problems, boundaries } = await give(file)
    expect(boundaries, what).toBeUndefined()
    for (const language of languages) expect(tell(problems ?? [], language), what).toMatch(/^border\.geojson: .{20,}\.$/su)
  }
  expect(await give(' '.repeat(largestBoundaries + 1))).toMatchObject({ refused: 'boundaries-too-large' })
  expect(await give(ours, server.stranger())).toMatchObject({ refused: 'not-signed-in' })
  expect((await ann.get('/rt/health')).status).toBe(200)
})

test('an exercise without a map has no place for boundaries', () => {
  expect(withOwnBoundaries({ id: 'plain' } as Exercise, JSON.parse(ours))).toBeNull()
})
