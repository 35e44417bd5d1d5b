import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sized } from '../../kit/size.ts'
import { waitFor } from '../kit/board-socket.ts'
import { sendNonsense } from '../kit/onslaught.ts'
import { startProcess } from '../kit/process.ts'

/** Events and frames in 20,000: half of that in the quick suite; `npm run test:long -- --only nonsense` sends 100,000. */
const times = Number(process.env['NONSENSE'] ?? sized(0.5, 1))
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)

test(`I1: ${20_000 * times} malformed events and frames end nothing, change nothing, and each question is refused in words (seed ${seed})`, async () => {
  const { sent, wrong } = await sendNonsense({ amount: times, seed })
  expect(wrong).toEqual([])
  expect(sent.events + sent.frames).toBeGreaterThanOrEqual(20_000 * times)
  expect(Math.min(sent.packets, sent.requests)).toBeGreaterThanOrEqual(1000 * times)
})

test('I1, control: without the gate the frames change the board or end the server', async () => {
  expect((await sendNonsense({ amount: 0.2, seed, without: 'gate' })).wrong.join('\n')).toMatch(/the board was changed|the server ended/)
})

test('I1, control: a handler that throws where nothing catches it ends the server', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-i1-'))
  const server = await startProcess({ dataDir, without: 'catching' })
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const link = await ann.connect('facilitator', session.id)
  link.socket.emit('command', { id: 'a', turn: null, command: { do: 'add-group' } }, () => undefined)
  expect(await waitFor(() => server.ended() !== null)).toBe(true)
  link.socket.close()
  await rm(dataDir, { recursive: true, force: true })
})
