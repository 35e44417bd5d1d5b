import { afterAll, beforeAll, expect, test } from 'vitest'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer, type TestServer } from './kit/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('a table reads another’s board only on the walk and after it agreed, by HTTP alone, and comments arrive with it', async () => {
  const ann = await server.facilitator('Ann')
  const { id, code } = await server.session(ann, 2)
  const laptops = [await server.seat(code, 0, 'One'), await server.seat(code, 1, 'Two')]
  const [console, one, two] = await Promise.all([
    ann.connect('facilitator', id),
    laptops[0]!.connect('seat', id),
    laptops[1]!.connect('seat', id),
  ])
  const [a, b] = console.view.groups.map((group) => group.id)
  const boardOfB = console.view.agenda[0]!.boards[b!]!
  const writer = await new BoardSocket(laptops[1]!, 'seat', boardOfB).settled()
  writer.add('m1', { name: 'HE' })
  await waitFor(() => writer.saved === writer.sent)
  let count = 0
  const sent = (command: object) => ({ id: `walk${String(count++)}`, turn: null, command })
  const visit = async (hat: string, laptop: typeof ann, group: string) => {
    const answer = await laptop.get(`/rt/${hat}/walk/${id}/crime-mapping/${group}`)
    return (await answer.json()) as { refused?: string; cards?: { id: string }[]; comments?: { text: string }[] }
  }

  expect(await visit('seat', laptops[0]!, b!)).toMatchObject({ refused: 'walk-not-open' })
  expect(await console.send(sent({ do: 'open-walk', exercise: 'crime-mapping' }))).toMatchObject({ ok: true })
  expect(await visit('seat', laptops[0]!, b!)).toMatchObject({ refused: 'board-not-agreed' })
  expect(await two.send(sent({ do: 'agree-board', exercise: 'crime-mapping' }))).toMatchObject({ ok: true })
  expect(await visit('seat', laptops[0]!, b!)).toMatchObject({ cards: [{ id: 'm1' }], comments: [] })
  // The document itself stays closed, so that nobody can write there or stay after the end.
  expect((await new BoardSocket(laptops[0]!, 'seat', boardOfB).settled()).code).toBe(4403)
  const said = { do: 'comment', comment: 'c1', exercise: 'crime-mapping', group: b, card: 'm1', text: '<b>Is it growing?</b>' }
  expect(await one.send(sent(said))).toMatchObject({ ok: true })
  expect(await one.send(sent({ ...said, comment: 'c2', text: 'x'.repeat(301) }))).toMatchObject({ refused: 'not-understood' })
  for (const [hat, laptop] of [
    ['seat', laptops[1]!],
    ['facilitator', ann],
  ] as const)
    // prettier-ignore
    expect(await visit(hat, laptop, b!)).toMatchObject({ comments: [{ text: '<b>Is it growing?</b>', from: a }] })
  expect(await visit('seat', server.stranger(), b!)).toMatchObject({ refused: 'not-signed-in' })

  expect(await console.send(sent({ do: 'close-walk', exercise: 'crime-mapping' }))).toMatchObject({ ok: true })
  expect(await visit('seat', laptops[0]!, b!)).toMatchObject({ refused: 'walk-not-open' })
  expect((await visit('seat', laptops[1]!, b!)).comments).toHaveLength(1)
  const report = await (await ann.get(`/rt/facilitator/report/${id}.html?lang=en`)).text()
  expect(report).toContain('&lt;b&gt;Is it growing?&lt;/b&gt;')
  writer.leave()
  for (const { socket } of [console, one, two]) socket.close()
})
