import { afterAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { archiveType } from '../../shared/archive/archive.ts'
import { narrativeBoard } from '../../shared/report/narrative.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import type { Laptop } from './kit/people.ts'
import { startServer, type TestServer } from './kit/server.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

test('organisers write the narrative together, it is in the report and outlives a restart; tables and the wall never see it', async () => {
  const server = await startServer()
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const { id, code } = await server.session(ann)
  const board = narrativeBoard(id)
  expect((await ann.get(`/rt/facilitator/narrative/${id}`)).status).toBe(200)
  const [one, two] = await Promise.all([1, 2].map(() => new BoardSocket(ann, 'facilitator', board).settled()))
  if (!one || !two) throw new Error('nobody came in')
  const isPart = (card: string) => card.startsWith('part-')
  expect(one.cards().filter((card) => !isPart(card))).toEqual(['conclusions', 'cover', 'introduction', 'nextSteps', 'presentations'])
  const parts = one.cards().filter(isPart)
  expect(parts).toContain('part-exercise-crime-mapping')
  one.add('r1', { kind: 'recommendation', order: 9, en: 'States should consider joint teams.' })
  expect(await waitFor(() => two.cards().includes('r1') && one.saved === one.sent)).toBe(true)
  expect(await (await ann.get(`/rt/facilitator/report/${id}.html`)).text()).toContain('joint teams')
  // Asked again, it stays as it is.
  await ann.get(`/rt/facilitator/narrative/${id}`)
  expect(one.cards()).toHaveLength(6 + parts.length)

  // The two arrange the report at once: one moves the annex of methods, the other leaves a chapter out.
  ;(one.doc.getMap('cards').get('part-glossary') as Y.Map<unknown>).set('order', -1)
  ;(two.doc.getMap('cards').get('part-exercise-crime-mapping') as Y.Map<unknown>).set('out', true)
  expect(await waitFor(() => one.saved === one.sent && two.saved === two.sent)).toBe(true)
  const arranged = async (laptop: Laptop) => {
    const page = await (await laptop.get(`/rt/facilitator/report/${id}.html`)).text()
    return [...page.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, head = '']) => head)
  }
  const heads = await arranged(ann)
  expect(heads).toContain('Annex I. Glossary')
  expect(heads.some((head) => head.includes('Mapping organized crime'))).toBe(false)
  const archive = await (await ann.get(`/rt/facilitator/archives/${id}`)).text()
  expect(archive).toContain('part-glossary')

  const seat = await server.seat(code, 0, 'Aida')
  const link = await seat.connect('seat', id)
  expect(JSON.stringify(link.view)).not.toContain('narrative')
  for (const hat of ['seat', 'plenary', 'facilitator'] as const) {
    const stranger = new BoardSocket(seat, hat, board)
    expect(await waitFor(() => stranger.code !== 0)).toBe(true)
    expect([4401, 4403]).toContain(stranger.code)
  }
  // Nobody's work has changed, so nothing is merged: half a day of writing would merge the room's work at every word.
  const console = await ann.connect('facilitator', id)
  const heard: string[] = []
  await new Promise((resolve) => console.socket.once('activity', resolve))
  console.socket.onAny((event: string) => heard.push(event))
  one.add('r2', { kind: 'recommendation', order: 10, en: 'And share what they find.' })
  expect(await waitFor(() => one.saved === one.sent)).toBe(true)
  await new Promise((resolve) => console.socket.once('tick', resolve))
  await new Promise((resolve) => console.socket.once('tick', resolve))
  expect(heard).not.toContain('merged')
  console.socket.close()
  const nobody = new BoardSocket(ann, 'facilitator', narrativeBoard('nosuchsession'))
  expect(await waitFor(() => nobody.code === 4403)).toBe(true)
  link.socket.close()

  await server.serving.close()
  const again = await startServer({ dataDir: server.dataDir })
  servers.splice(0, 1, again)
  expect(await (await ann.at(again.serving.port).get(`/rt/facilitator/report/${id}.html`)).text()).toContain('joint teams')
  expect(await arranged(ann.at(again.serving.port))).toEqual(heads)

  // The order of the parts goes where the archive goes, and comes out of it as the same bytes.
  const there = await startServer()
  servers.push(there)
  const bob = await there.facilitator('Bob')
  const headers = { cookie: bob.cookie, origin: bob.base, 'x-roundtable': '1', 'content-type': archiveType }
  const taken = async () => (await ann.at(again.serving.port).get(`/rt/facilitator/archives/${id}`)).text()
  const file = await taken()
  expect((await fetch(`${bob.base}/rt/facilitator/archives`, { method: 'POST', headers, body: file })).status).toBe(200)
  expect(await arranged(bob)).toEqual(heads)
  expect(await (await bob.get(`/rt/facilitator/archives/${id}`)).text()).toBe(file)
})
