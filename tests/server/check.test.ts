import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromGsettings, fromPmset, fromPowercfg } from '../../server/sleep.ts'
import type { RoomFacts } from '../../shared/room/checks.ts'
import { startServer, type TestServer } from './kit/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

interface Found {
  readonly facts: RoomFacts
  readonly url: string
}

test('a device tells by the key of the code what it found; without it nobody tells anything', async () => {
  const ann = await server.facilitator('Ann')
  const look = async () => (await (await ann.get('/rt/facilitator/check')).json()) as Found
  const { url, facts } = await look()
  expect(facts.devices).toEqual([])
  expect(facts.freeBytes).toBeGreaterThan(0)
  const phone = server.stranger()
  const told = { sockets: true, polls: true, now: Date.now() + 86_400_000 }
  expect(await phone.post('/rt/check/device', { key: 'guessed', ...told })).toMatchObject({ status: 401, body: { refused: 'link-used' } })
  expect((await phone.post('/rt/check/device', { key: url.split('#')[1], ...told })).status).toBe(200)
  const { devices } = (await look()).facts
  // This test runs on the server's own machine, and is not taken for a device of the room.
  expect(devices).toMatchObject([{ sockets: true, polls: true, isElsewhere: false }])
  expect(Math.round((devices[0]?.offset ?? 0) / 86_400_000)).toBe(1)
  expect((await phone.get('/rt/facilitator/check')).status).toBe(401)
})

test('what systems say of sleep is read, and what they do not say is unknown', () => {
  expect(fromPmset(' standby              1\n sleep                10 (sleep prevented by coreaudiod)\n')).toBe(10)
  expect(fromPmset(' sleep                0\n')).toBe(0)
  expect(fromPmset('')).toBe(null)
  const windows = (ac: string) => `  Mögliche Einstellungseinheiten: Sekunden\n    Index: 0x${ac}\n    Index des Gleichstroms: 0x00000384\n`
  expect(fromPowercfg(windows('00000708'))).toBe(30)
  expect(fromPowercfg(windows('00000000'))).toBe(0)
  expect(fromPowercfg('')).toBe(null)
  expect(fromGsettings("'suspend'\n", '900\n')).toBe(15)
  expect(fromGsettings("'nothing'\n", '900\n')).toBe(0)
  expect(fromGsettings('', '')).toBe(null)
})
