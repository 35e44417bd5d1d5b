import { build } from 'vite'
import { openBrowser } from '../browser/kit.ts'
import { findBrowser } from '../setup/programs.ts'
import { hostileTexts } from '../browser/hostile-texts.ts'
import { walkHostileSession } from '../browser/hostile-walk.ts'
import { needPrograms } from '../setup/programs.ts'
import { endWith, say, seedGiven } from './telling.ts'

/** Every hostile text alone in every field, on every step of exercises that show every canvas, before every person. */
needPrograms()
await build({ logLevel: 'error' })
const seed = seedGiven() % 300
const browser = await openBrowser(findBrowser())
const { views, seen, wrong } = await walkHostileSession(browser, { whole: true, seed, say })
await browser.close()
say(`${hostileTexts.length} texts (seed ${seed}) were seen ${seen} times on ${views} views; ${wrong.length} things went wrong.`)
endWith(wrong)
