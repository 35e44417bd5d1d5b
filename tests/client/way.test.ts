import { expect, test } from 'vitest'
import { Way } from '../../client/connection/way.ts'

/** A network that answers plain requests and WebSockets as it is told, and counts who asks. */
function network(answers: { reaches: boolean[]; speaks: boolean }) {
  const asked = { reaches: 0, speaks: 0 }
  const way = new Way({
    reaches: () => Promise.resolve(answers.reaches[asked.reaches++] ?? answers.reaches.at(-1) ?? false),
    speaks: () => Promise.resolve((asked.speaks++, answers.speaks)),
  })
  const turns: boolean[] = []
  way.watch(() => turns.push(way.polls))
  return { way, asked, turns }
}

test('where the server answers requests and no WebSocket speaks, the way is by polls', async () => {
  const { way, turns } = network({ reaches: [true], speaks: false })
  await way.failed()
  expect(turns).toEqual([true])
  await way.failed()
  expect(turns).toEqual([true])
})

test('a dead network, a server that goes away meanwhile and a slow WebSocket change nothing', async () => {
  for (const answers of [
    { reaches: [false], speaks: false },
    { reaches: [true, false], speaks: false },
    { reaches: [true], speaks: true },
  ]) {
    const { way, turns } = network(answers)
    await way.failed()
    expect(turns).toEqual([])
    expect(way.polls).toBe(false)
  }
})

test('a WebSocket that works brings the way back, and says so once', async () => {
  const { way, turns } = network({ reaches: [true], speaks: false })
  way.worked()
  await way.failed()
  way.worked()
  way.worked()
  expect(turns).toEqual([true, false])
})

test('many connections that fail at once ask once', async () => {
  const { way, asked } = network({ reaches: [true], speaks: true })
  await Promise.all([way.failed(), way.failed(), way.failed()])
  expect(asked).toEqual({ reaches: 1, speaks: 1 })
})
