import { sendNonsense } from '../server/kit/onslaught.ts'
import { endWith, say, seedGiven } from './telling.ts'

/** 100,000 events, frames, packets and requests of every shape against the real server. */
const seed = seedGiven()
const { sent, wrong } = await sendNonsense({ amount: 4.5, seed, say })
const all = Object.values(sent).reduce((sum, count) => sum + count, 0)
say(`${all} pieces of nonsense (seed ${seed}): ${JSON.stringify(sent)}; ${wrong.length} things went wrong.`)
endWith(wrong)
