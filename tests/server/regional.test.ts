import { afterAll, expect, test } from 'vitest'
import { archiveType } from '../../shared/archive/archive.ts'
import type { Merged } from '../../shared/merge/cluster.ts'
import { keyOf } from '../../shared/merge/merge.ts'
import { namedIn, tallyOf } from '../../shared/merge/sessions.ts'
import type { RegionalLook } from '../../shared/regional/look.ts'
import { narrativeBoard } from '../../shared/report/narrative.ts'
import type { Session } from '../../shared/session/session.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import type { Laptop } from './kit/people.ts'
import { startServer, type TestServer } from './kit/server.ts'

const open: TestServer[] = []
afterAll(() => Promise.all(open.map((server) => server.close())))

async function start(): Promise<TestServer> {
  const server = await startServer()
  open.push(server)
  return server
}

interface National {
  readonly session: Session
  readonly file: string
}

/** A national seminar on a server of its own: each table has the term that all have, and words of its own; the plenary joined two. */
async function national(title: string, groups: number, { marked }: { marked?: string } = {}): Promise<National> {
  const server = await start()
  const ann = await server.facilitator('Ann')
  const plan = { title, place: '', groups, exercises: ['crime-mapping'] }
  const made = (await ann.post('/rt/facilitator/sessions', plan)).body['session'] as { readonly id: string; readonly code: string }
  const session = server.serving.openSessions.session(made.id)!
  for (const [index, { id }] of session.groups.entries()) {
    const laptop = await server.seat(made.code, index, 'Somebody')
    const board = await new BoardSocket(laptop, 'seat', session.agenda[0]!.boards[id]!).settled()
    board.add('term', { name: 'HT' })
    board.add('own', { name: { own: `Words of ${title} ${String(index)}` } })
    await waitFor(() => board.saved === board.sent)
    board.socket.close()
  }
  const desk = await ann.connect('facilitator', made.id)
  const keys = session.groups.map(({ id }) => keyOf(id, 'own'))
  const command = { do: 'decide', decision: `joined${String(groups)}`, exercise: 'crime-mapping', what: { act: 'join', keys } } as const
  expect(await desk.send({ id: 'd1', turn: null, command })).toMatchObject({ ok: true })
  if (marked !== undefined) {
    const narrative = await new BoardSocket(ann, 'facilitator', narrativeBoard(made.id)).settled()
    const about = `crime-mapping:${keyOf(session.groups[0]!.id, marked)}`
    narrative.add('mark1', { kind: 'mark', order: 1, about, audience: 'participants' })
    await waitFor(() => narrative.saved === narrative.sent)
  }
  return { session, file: await (await ann.get(`/rt/facilitator/archives/${made.id}`)).text() }
}

test('what a national report keeps from somebody is for the organisers of the regional one alone', async () => {
  const [kz, kg] = [await national('Kazakhstan', 2, { marked: 'own' }), await national('Kyrgyzstan', 2)]
  const server = await start()
  const nino = await server.facilitator('Nino')
  for (const { file } of [kz, kg]) await bring(nino, file)
  const plan = { exercises: ['crime-mapping'], title: 'Region', place: '', sessions: [kz.session.id, kg.session.id] }
  const id = (await nino.post('/rt/facilitator/regional', plan)).body['session'] as string
  // Opening the narrative of the regional session does not lose what stands there.
  await nino.get(`/rt/facilitator/narrative/${id}`)
  const shows = async (variant: string) =>
    ['Kazakhstan', 'Kyrgyzstan'].map(async (title) =>
      (await (await nino.get(`/rt/facilitator/report/${id}.html?lang=en&variant=${variant}`)).text()).includes(`Words of ${title}`),
    )
  const of = async (variant: string) => Promise.all(await shows(variant))
  expect(await of('restricted')).toEqual([true, true])
  expect(await of('participants')).toEqual([false, true])
  expect(await of('public')).toEqual([false, true])
})

async function bring(laptop: Laptop, file: string) {
  const headers = { cookie: laptop.cookie, origin: laptop.base, 'x-roundtable': '1', 'content-type': archiveType }
  const answer = await fetch(`${laptop.base}/rt/facilitator/archives`, { method: 'POST', headers, body: file })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

test('archives of national sessions become a region: tables keep their names, each plenary its joins, and it is an archive itself', async () => {
  const [kz, kg] = [await national('Kazakhstan', 2), await national('Kyrgyzstan', 3)]
  const server = await start()
  const nino = await server.facilitator('Nino')
  for (const { file, session } of [kz, kg]) {
    expect((await bring(nino, file)).status).toBe(200)
    expect(await bring(nino, file)).toMatchObject({ body: { refused: 'session-is-here', details: { session: session.id } } })
  }
  const sessions = [kz.session.id, kg.session.id]
  const post = async (what: '' | '/look', body: object) => (await nino.post(`/rt/facilitator/regional${what}`, body)).body
  const look = (await post('/look', { sessions })) as unknown as RegionalLook
  expect(look.refusal).toBeNull()
  expect(look.exercises.map(({ exercise, fit }) => [exercise, fit.is])).toEqual([['crime-mapping', 'fits']])
  expect(look.sessions.map(({ tables, cards }) => [tables, cards]).sort()).toEqual([
    [2, { 'crime-mapping': 4 }],
    [3, { 'crime-mapping': 6 }],
  ])
  const plan = { exercises: ['crime-mapping'], title: 'Region', place: '' }
  expect(await post('', { ...plan, sessions: [...sessions, kz.session.id] })).toMatchObject({ refused: 'session-twice' })
  expect(await post('', { ...plan, sessions: [kz.session.id] })).toMatchObject({ refused: 'too-few-sessions' })
  expect(await post('', { ...plan, sessions: [kz.session.id, 'nowhere'] })).toMatchObject({ refused: 'unknown-session' })
  expect(await post('', { ...plan, sessions, exercises: ['priorities'] })).toMatchObject({ refused: 'unknown-exercise' })

  const made = await post('', { ...plan, sessions })
  const id = made['session'] as string
  const { merged } = (await (await nino.get(`/rt/facilitator/merged/${id}/crime-mapping`)).json()) as { merged: Merged }
  expect(merged.sessions?.map(({ groups }) => groups.length).sort()).toEqual([2, 3])
  const common = merged.clusters.find(({ title }) => title.by === 'code')!
  expect(tallyOf(common, merged)).toEqual({ groups: 5, ofGroups: 5, sessions: { count: 2, of: 2 } })
  const joined = merged.clusters.find(({ members }) => members.some(({ key }) => key === keyOf(kz.session.groups[0]!.id, 'own')))!
  expect(joined.members).toHaveLength(2)
  expect(namedIn(joined, merged.sessions!)).toEqual([{ session: kz.session.id, groups: kz.session.groups.map((one) => one.id).sort() }])

  // A decision of a national plenary is taken back like any other.
  const desk = await nino.connect('facilitator', id)
  const [decision] = server.serving.openSessions.session(id)!.decisions.filter(({ from }) => from === kz.session.id)
  expect(decision).toMatchObject({ act: 'join', by: 'Ann' })
  expect(await desk.send({ id: 'u1', turn: null, command: { do: 'undo-decision', decision: decision!.id } })).toMatchObject({ ok: true })
  const after = (await (await nino.get(`/rt/facilitator/merged/${id}/crime-mapping`)).json()) as { merged: Merged }
  expect(after.merged.clusters).toHaveLength(merged.clusters.length + 1)

  // The national sessions are as they were, and the region goes on and travels as one file.
  expect(await (await nino.get(`/rt/facilitator/archives/${kz.session.id}`)).text()).toBe(kz.file)
  expect(await post('/look', { sessions: [id, kz.session.id] })).toMatchObject({ refusal: { refused: 'regional-in-regional' } })
  const other = await start()
  const bob = await other.facilitator('Bob')
  expect(await bring(bob, await (await nino.get(`/rt/facilitator/archives/${id}`)).text())).toMatchObject({ status: 200 })
  expect(
    other.serving.openSessions
      .session(id)
      ?.sources?.map(({ id: source }) => source)
      .sort(),
  ).toEqual(sessions.toSorted())
  const report = await (await nino.get(`/rt/facilitator/report/${id}.html?lang=en`)).text()
  expect(report).toContain('Kyrgyzstan')
})
