import { afterEach, expect, test } from 'vitest'
import type { WorkDone } from '../../shared/protocol/control.ts'
import { startServer, type TestServer } from './kit/server.ts'

const servers: TestServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

const threat = { kind: 'threat', title: { code: 'HE' }, from: { exercise: 'crime-mapping', cluster: 'a:b', groups: 2, of: 3 } }

test('the merge desk is told how much groups put down in each exercise, and a decision keeps the exercise that it is about', async () => {
  const server = await startServer()
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const plan = { title: 'Two days', place: '', groups: 2, exercises: ['crime-mapping', 'response-mapping'] }
  const session = (await ann.post('/rt/facilitator/sessions', plan)).body['session'] as { id: string }
  const control = await ann.connect('facilitator', session.id)
  const send = (command: object, id: string) => control.send({ id, turn: null, command })
  await send({ do: 'hand-on', exercise: 'response-mapping', cards: [threat] }, 'h1')

  const { worked } = (await (await ann.get(`/rt/facilitator/worked/${session.id}`)).json()) as { worked: WorkDone[] }
  expect(worked).toEqual([
    { exercise: 'crime-mapping', contributions: 0 },
    { exercise: 'response-mapping', contributions: 2 },
  ])

  const what = { act: 'keep-apart', keys: ['a:b', 'b:c'] }
  expect(await send({ do: 'decide', decision: 'd1', exercise: 'response-mapping', what }, 'c1')).toMatchObject({ ok: true })
  expect(server.serving.openSessions.session(session.id)?.decisions).toMatchObject([{ id: 'd1', exercise: 'response-mapping' }])
  control.socket.close()
})
