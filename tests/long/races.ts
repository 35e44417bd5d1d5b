import { raceThroughKills } from '../server/kit/races.ts'
import { endWith, say, seedGiven } from './telling.ts'

/** 1,000 races of two facilitators, through cuts and kills. */
const seed = seedGiven()
const { races, cuts, kills, wrong } = await raceThroughKills({ races: 1000, seed, say })
say(`${races} races (seed ${seed}) through ${cuts} cuts and ${kills} kills; ${wrong.length} things went wrong.`)
endWith(wrong)
