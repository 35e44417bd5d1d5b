import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/**
 * `npm run test:long`: what is too long for every change. `--only NAME` runs one part, `--seed N` repeats a run; other
 * flags go to the parts. Ends with 1 when any part found something.
 */
const parts = ['suite', 'kill', 'nonsense', 'core', 'races', 'texts', 'cuts', 'package'] as const
const { values } = parseArgs({ options: { only: { type: 'string' } }, strict: false })
const chosen = parts.filter((part) => values.only === undefined || values.only === part)
if (chosen.length === 0) throw new Error(`There is no part ${String(values.only)}. The parts are ${parts.join(', ')}.`)
const passed = process.argv.slice(2).filter((flag, index, all) => flag !== '--only' && all[index - 1] !== '--only')

const failed = chosen.filter((part) => {
  process.stdout.write(`\n${part}\n`)
  const script = fileURLToPath(new URL(`./${part}.ts`, import.meta.url))
  return spawnSync(process.execPath, [script, ...passed], { stdio: 'inherit' }).status !== 0
})
process.stdout.write(failed.length === 0 ? '\nNothing was found.\n' : `\nFound something: ${failed.join(', ')}.\n`)
process.exit(failed.length === 0 ? 0 : 1)
