import { SvelteMap } from 'svelte/reactivity'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Exercises } from '../../client/parts/exercises.svelte.ts'
import { startServer, type TestServer } from '../server/kit/server.ts'

let server: TestServer
beforeAll(async () => (server = await startServer()))
afterAll(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

test('a page asks for each exercise once, and again for one that went and came in anew', async () => {
  const ann = await server.facilitator('Ann')
  const { id } = await server.session(ann)
  const session = () => server.serving.openSessions.session(id)!
  const console_ = await ann.connect('facilitator', id)
  /** As a page has it in its view. */
  const seen = new SvelteMap([['agenda', session().agenda]])
  const days = [{ title: { en: 'Day', ru: 'День' }, lines: [{ at: '', minutes: 30, title: { en: 'Coffee', ru: 'Кофе' } }] }]
  const setAgenda = async (change: object) => {
    const envelope = { id: `c${session().revision}`, turn: session().turn, command: { do: 'set-agenda', days, minutes: {}, ...change } }
    expect(await console_.send(envelope)).toMatchObject({ ok: true })
  }
  const look = () => seen.set('agenda', session().agenda)
  const asked: string[] = []
  const real = fetch
  /** A network that has swallowed what was asked for. */
  let swallows = false
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path.split('/').at(-1) ?? '')
    return swallows ? new Promise(() => undefined) : real(ann.base + path, { headers: { cookie: ann.cookie } })
  })
  const exercises = new Exercises('facilitator', id, () => seen.get('agenda') ?? [])
  await exercises.load()
  expect(asked).toEqual(['crime-mapping'])
  await setAgenda({ add: ['swot'] })
  look()
  await Promise.all([exercises.load(), exercises.load()])
  expect(asked).toEqual(['crime-mapping', 'swot'])
  expect([exercises.get('crime-mapping')?.id, exercises.get('swot')?.id]).toEqual(['crime-mapping', 'swot'])

  // A page that was away does not see the agenda without it.
  await setAgenda({ remove: ['swot'] })
  await setAgenda({ add: ['swot', 'pestel'] })
  look()
  // Nobody works with what it was before.
  expect(exercises.get('swot')).toBeUndefined()
  expect(exercises.get('crime-mapping')?.id).toBe('crime-mapping')
  await exercises.load()
  expect(asked.slice(2).sort()).toEqual(['pestel', 'swot'])
  expect(exercises.get('swot')?.id).toBe('swot')

  // What the network has swallowed is asked for again once the server has let the page in anew, and not before.
  await setAgenda({ add: ['logframe'] })
  look()
  swallows = true
  void exercises.load(1)
  void exercises.load(1)
  swallows = false
  await exercises.load(1)
  expect([asked.slice(4), exercises.get('logframe')]).toEqual([['logframe'], undefined])
  await exercises.load(2)
  expect([asked.slice(4), exercises.get('logframe')?.id]).toEqual([['logframe', 'logframe'], 'logframe'])
  console_.socket.close()
})
