import { expect, test } from 'vitest'
import { percentile } from '../kit/chance.ts'
import { killAgainAndAgain } from '../kit/kills.ts'
import { sized } from '../kit/size.ts'

const kills = sized(2, 20)
const seed = Math.floor(Math.random() * 1e9)

// How soon pages are back is printed here and held to 2 s by `npm run test:long`, which has the machine to itself.
test(`${kills} kills under load lose and double nothing that was acknowledged`, { timeout: 600_000 }, async () => {
  const { edits, commands, back, wrong } = await killAgainAndAgain({ kills, seed })
  const [p50, most] = [percentile(back, 0.5).toFixed(0), Math.max(...back).toFixed(0)]
  process.stdout.write(
    `${kills} kills (seed ${seed}): ${edits} edits and ${commands} commands kept, back after ${p50} ms (p50), at most ${most} ms\n`,
  )
  expect(wrong).toEqual([])
  expect(edits).toBeGreaterThan(200)
  expect(commands).toBeGreaterThan(20)
})

for (const hasty of ['edits', 'commands'] as const)
  test(`a server that says "saved" before it writes ${hasty} is found out`, { timeout: 180_000 }, async () => {
    const { kills, wrong } = await killAgainAndAgain({ kills: 20, seed, hasty, endWhenFound: true })
    process.stdout.write(`A server that is hasty with ${hasty} (seed ${seed}) was found out after ${kills} kills: ${wrong[0] ?? ''}\n`)
    expect(wrong.join('\n')).toMatch(
      hasty === 'edits' ? /^The board of table ., crime-mapping: \d+ changes had been/ : /^The session: \d+ changes had been/,
    )
  })
