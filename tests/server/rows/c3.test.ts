import { afterAll, expect, test } from 'vitest'
import { sized } from '../../kit/size.ts'
import { raceThroughKills, saysWhoWasFaster } from '../kit/races.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

/** 100 in the quick suite, and 25 through cuts and kills; `npm run test:long -- --only races` runs 1,000 of those. */
const races = Number(process.env['RACES'] ?? sized(100, 300))
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

/**
 * Two facilitators steer at the same moment, each sending twice as an impatient network does; one of them now and then
 * loses the connection. Returns what went against the law: one wins, the other is told who and what, each is done once.
 */
async function race(rounds: number, adapters = {}): Promise<string[]> {
  const server = await startServer({ adapters })
  servers.push(server)
  const [ann, bo] = [await server.facilitator('Ann'), await server.facilitator('Bo')]
  const session = await server.session(ann)
  const turnNow = () => server.serving.openSessions.session(session.id)?.turn ?? -1
  const wrong: string[] = []
  let [first, second] = await Promise.all([ann.connect('facilitator', session.id), bo.connect('facilitator', session.id)])
  for (let round = 0; round < rounds; round++) {
    const turn = turnNow()
    const show = (who: string, shows: string) => ({ id: `${who}${round}`, turn, command: { do: 'show', plenary: { shows } } })
    const [a, b] = [show('a', 'question'), show('b', 'blank')]
    const answers = await Promise.all([first.send(a), second.send(b), first.send(a), second.send(b)])
    const name = `race ${round}`
    if (JSON.stringify(answers[0]) !== JSON.stringify(answers[2]) && answers[0].ok) wrong.push(`${name}: a retry got another answer`)
    if (turnNow() !== turn + 1) wrong.push(`${name}: ${turnNow() - turn} were carried out`)
    const winner = answers[0].ok ? 'Ann' : 'Bo'
    const lost = answers.filter((answer) => !answer.ok)
    if (lost.length !== 2) wrong.push(`${name}: ${4 - lost.length} of 4 were told that they won`)
    for (const answer of lost) if (!saysWhoWasFaster(answer, winner)) wrong.push(`${name}: ${JSON.stringify(answer)}`)
    if (round % 50 === 49) {
      // A cut: the answer is lost on its way, the command is sent again over a new connection.
      const cut = { id: `cut${round}`, turn: turnNow(), command: { do: 'show', plenary: { shows: 'join' } } }
      first.send(cut).catch(() => undefined)
      for (const { socket } of [first, second]) socket.io.engine.close()
      ;[first, second] = await Promise.all([ann.connect('facilitator', session.id), bo.connect('facilitator', session.id)])
      const again = await first.send(cut)
      if (!again.ok || turnNow() !== cut.turn + 1)
        wrong.push(`${name}: after a cut ${JSON.stringify(again)} at turn ${turnNow() - cut.turn}`)
    }
  }
  for (const { socket } of [first, second]) socket.close()
  return wrong
}

test(`C3: of ${races} races of two facilitators exactly one wins each, once, and the other is told who and what`, async () => {
  expect(await race(races)).toEqual([])
})

test('C3, control: without the comparison of turns both win', async () => {
  expect((await race(3, weak.turn)).join('\n')).toMatch(/race 0: 2 were carried out[\s\S]*4 of 4 were told that they won/)
})

test(`C3: the same through cuts and kills of the server (seed ${seed})`, async () => {
  expect((await raceThroughKills({ races: sized(25, 60), seed })).wrong).toEqual([])
})

test('C3, control: through kills, too, both win where turns are not compared', async () => {
  expect((await raceThroughKills({ races: 3, seed, without: 'turn' })).wrong.join('\n')).toMatch(/both won/)
})
