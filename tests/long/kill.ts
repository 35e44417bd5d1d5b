import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { percentile } from '../kit/chance.ts'
import { killAgainAndAgain } from '../kit/kills.ts'

/** `npm run test:long -- --only kill`: a hundred SIGKILLs under load. Ends with 1 when anything acknowledged is lost or doubled, or a start is slow. */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
  strict: false,
})
const slowestMs = 2000
const say = (line: string) => void process.stdout.write(`${line}\n`)

const { kills, edits, commands, back, together, wrong } = await killAgainAndAgain({
  kills: Number(values.kills),
  seed: Number(values.seed),
  say,
})
const slow = back.filter((ms) => ms > slowestMs).length
say(
  `${kills} kills (seed ${values.seed}): ${edits} edits and ${commands} commands were acknowledged, ${wrong.length} things lost or doubled.`,
)
say(`"/" answered after ${percentile(back, 0.5).toFixed(0)} ms (p50), at most ${Math.max(...back).toFixed(0)} ms; ${slow} times after 2 s.`)
say(
  `The machine's load was ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')} (1, 5 and 15 minutes).`,
)
say(`All 24 people were back after ${percentile(together, 0.5).toFixed(0)} ms (p50), at most ${Math.max(...together).toFixed(0)} ms.`)
for (const sentence of wrong.slice(0, 50)) say(`- ${sentence}`)
process.exit(wrong.length > 0 || slow > 0 ? 1 : 0)
