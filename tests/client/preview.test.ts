import { afterAll, expect, test, vi } from 'vitest'
import { Preview } from '../../client/screens/report/preview.svelte.ts'
import { startServer } from '../server/kit/server.ts'

afterAll(() => vi.unstubAllGlobals())

test('the frame is there only for a report that this browser may read; what stands in place of one is told in words', async () => {
  const server = await startServer()
  const ann = await server.facilitator('Ann')
  const { id } = await server.session(ann)
  let { cookie } = ann
  const real = fetch
  vi.stubGlobal('fetch', (path: string) => real(ann.base + path, { headers: { cookie } }))
  const preview = new Preview()
  const begin = async (session: string) => {
    await preview.begin(session)
    return [preview.open, preview.refused?.refused ?? null]
  }
  expect(await begin('elsewhere')).toEqual([false, 'unknown-session'])
  cookie = ''
  expect(await begin(id)).toEqual([false, 'not-signed-in'])
  cookie = ann.cookie
  expect(await begin(id)).toEqual([true, null])
  await preview.came(id, {} as Document)
  expect([preview.here, preview.refused]).toEqual([true, null])

  // The session is left between the question and the frame; then the report itself breaks.
  cookie = ''
  await preview.came(id, null)
  expect([preview.open, preview.here, preview.refused?.refused]).toEqual([false, false, 'not-signed-in'])
  cookie = ann.cookie
  expect(await begin(id)).toEqual([true, null])
  await preview.came(id, null)
  expect([preview.open, preview.refused?.refused]).toEqual([false, 'something-broke'])

  // Of two looks the later one holds.
  const [, latest] = [preview.begin('elsewhere'), preview.begin(id)]
  await latest
  await vi.waitFor(() => expect([preview.open, preview.refused]).toEqual([true, null]))
  await server.close()
})
