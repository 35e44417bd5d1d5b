import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SessionView } from '../../shared/session/view.ts'
import type { ControlLink, Laptop } from './kit/people.ts'
import { startServer, type TestServer } from './kit/server.ts'

const items = ['a:1', 'a:2', 'b:1'].map((cluster) => ({ cluster, kind: 'market', title: { by: 'group', text: cluster } }))
const opening = { do: 'open-vote', vote: 'v1', exercise: 'crime-mapping', question: 'First?', way: 'dots', dots: 5, items }
let count = 0
const sent = (command: object, turn: number | null = null) => ({ id: `vote${String(count++)}`, turn, command })

/** A link that keeps everything it was ever sent, as text and as the last view. */
async function listen(laptop: Laptop, hat: 'facilitator' | 'seat' | 'plenary', session: string) {
  const link: ControlLink = await laptop.connect(hat, session)
  const heard = { link, all: JSON.stringify(link.view), view: link.view }
  link.socket.onAny((_event, payload: unknown) => (heard.all += JSON.stringify(payload)))
  link.socket.on('view', (view: SessionView) => (heard.view = view))
  return heard
}

async function seatOf(server: TestServer, code: string, group: number, name: string, people: number): Promise<Laptop> {
  const one = server.stranger()
  const found = await one.post('/rt/seat/look', { code })
  const id = (found.body['groups'] as { id: string }[])[group]?.id
  await one.post('/rt/seat/join', { code, group: id, name, people, rapporteur: false })
  return one
}

test('a ballot leaves the server to nobody, a late laptop votes, and a vote outlives a new start of the server', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-vote-'))
  const first = await startServer({ dataDir })
  const ann = await first.facilitator('Ann')
  const session = await first.session(ann, 3)
  await ann.post('/rt/facilitator/plenary', { session: session.id })
  const laptops = [await seatOf(first, session.code, 0, 'One', 4), await seatOf(first, session.code, 1, 'Two', 2)]
  const console = await listen(ann, 'facilitator', session.id)
  const wall = await listen(ann, 'plenary', session.id)
  const seats = await Promise.all(laptops.map((laptop) => listen(laptop, 'seat', session.id)))
  expect(await console.link.send(sent(opening))).toMatchObject({ ok: true })
  expect(await console.link.send(sent({ do: 'show', plenary: { shows: 'vote', vote: 'v1' } }, 0))).toMatchObject({ ok: true })
  expect(await seats[0]!.link.send(sent(opening))).toMatchObject({ refused: 'not-allowed' })
  // 17 and 3 are found nowhere else in what is told.
  const own = { do: 'vote', vote: 'v1', done: true, answers: [{ item: 'a:1', value: 17 }, { item: 'b:1', value: 3 }] } // prettier-ignore
  expect(await seats[0]!.link.send(sent(own))).toMatchObject({ ok: true })
  expect(await seats[1]!.link.send(sent({ ...own, answers: [{ item: 'a:2', value: 11 }] }))).toMatchObject({ refused: 'too-many-dots' })
  const late = await seatOf(first, session.code, 2, 'Late', 3)
  seats.push(await listen(late, 'seat', session.id))
  expect(seats[2]!.view.votes[0]).toMatchObject({ id: 'v1', own: null, present: { seats: 3, people: 9 } })
  expect(await seats[2]!.link.send(sent({ ...own, answers: [{ item: 'a:2', value: 15 }] }))).toMatchObject({ ok: true })
  await expect.poll(() => wall.view.votes[0]?.voted).toEqual({ seats: 2, people: 7 })
  await expect.poll(() => console.view.votes[0]?.through).toHaveLength(2)
  expect(seats[0]!.view.votes[0]?.own?.answers).toEqual(own.answers)
  for (const other of [console, wall, seats[1]!, seats[2]!]) expect(other.all).not.toContain('"value":17')
  // The control: who gave it is told so.
  expect(seats[0]!.all).toContain('"value":17')
  for (const { link } of [console, wall, ...seats]) link.socket.close()
  await first.serving.close()

  const second = await startServer({ dataDir })
  const again = await listen(ann.at(second.serving.port), 'facilitator', session.id)
  expect(again.view.votes[0]).toMatchObject({ closed: null, result: null, voted: { seats: 2, people: 7 } })
  expect(await again.link.send(sent({ do: 'close-vote', vote: 'v1' }))).toMatchObject({ ok: true })
  await expect.poll(() => again.view.votes[0]?.result?.rows.map(({ item, points }) => [item, points])).toEqual([['a:1', 17], ['a:2', 15], ['b:1', 3]]) // prettier-ignore
  const back = await listen(laptops[1]!.at(second.serving.port), 'seat', session.id)
  expect(back.view.votes[0]?.result?.counted).toEqual({ seats: 2, people: 7 })
  for (const { link } of [again, back]) link.socket.close()
  await second.close()
})
