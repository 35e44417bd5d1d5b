import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { tellProblem, type Problem } from '../shared/exercise/problem.ts'
import { translator } from '../shared/i18n/messages.ts'
import { loadExercise, type Loaded } from './exercises/load.ts'
import { makeExercise } from './exercises/starter.ts'

const help = `What you can do with the folder of an exercise:

  npm run exercise -- new FOLDER       make a small exercise that works, to be changed
  npm run exercise -- check FOLDER     say what is wrong with its files, each with file, line and remedy
  npm run exercise -- preview FOLDER   see it in a browser, its boards filled from sample.yaml
                                       (--port 8090 for a port of your choice)

FOLDER lies anywhere; its name is the exercise's, such as my-exercises/obstacles.
`
/** Ends: 0 all is well, 1 the exercise or its place has a problem, 2 the command was not understood. */
const [well, problem, notUnderstood] = [0, 1, 2]
const ours = fileURLToPath(new URL('../exercises', import.meta.url))
type Work = (folder: string, port: number) => Promise<number>
const verbs: Readonly<Record<string, Work>> = { new: make, check, preview }

process.exitCode = await main()

async function main(): Promise<number> {
  const asked = read()
  if (typeof asked === 'string') return refuse(asked === '' ? help : `${asked}\n\n${help}`, notUnderstood)
  if (asked === null) return say(help)
  try {
    return await asked.work(asked.folder, asked.port)
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : 'This did not work.'}\n`, problem)
  }
}

/** What is asked for; null when it is help; a sentence when it makes no sense. */
function read(): { readonly work: Work; readonly folder: string; readonly port: number } | string | null {
  try {
    const options = { port: { type: 'string', default: '0' }, help: { type: 'boolean', short: 'h', default: false } } as const
    const { values, positionals } = parseArgs({ allowPositionals: true, options })
    const [verb = '', folder = '', ...more] = positionals
    const work = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    const port = Number(values.port)
    if (values.help || verb === 'help') return null
    if (!work) return verb === '' ? '' : `There is no "${verb}".`
    if (folder === '' || more.length > 0) return `Say which folder: one name after "${verb}".`
    if (!/^\d+$/.test(values.port) || port > 65_535) return `The port must be a number from 0 to 65535, not "${values.port}".`
    return { work, folder: folder.replace(/[/\\]+$/, ''), port }
  } catch (error) {
    return error instanceof Error ? error.message : 'This was not understood.'
  }
}

async function make(folder: string): Promise<number> {
  const why = await makeExercise(folder)
  if (why !== null) return refuse(`${why}\n`, problem)
  return say(`${folder} is made. Change its files, then:\n  npm run exercise -- check ${folder}\n  npm run exercise -- preview ${folder}\n`)
}

async function check(folder: string): Promise<number> {
  const loaded = await load(folder)
  if ('problems' in loaded) return tell(loaded.problems)
  return say(`${loaded.exercise.id}: ${loaded.exercise.steps.length} steps, no problems.\n`)
}

async function preview(folder: string, port: number): Promise<number> {
  const loaded = await load(folder)
  if ('problems' in loaded) return tell(loaded.problems)
  const { startPreview } = await import('./preview.ts')
  const { link, tables, dataDir, end } = await startPreview(loaded.exercise, ours, port)
  say(`Facilitator, on this laptop (good once, for 15 minutes):\n  ${link}\nA table joins at:\n  ${tables}\n`)
  say(`Open a step on the console to see the boards. The data lie in ${dataDir} and are removed at the end.\nCtrl+C ends the preview.\n`)
  await new Promise((ended) => process.once('SIGINT', ended).once('SIGTERM', ended))
  await end()
  return well
}

/** What the folder does not carry itself is looked for beside it, then among what comes with Roundtable. */
function load(folder: string): Promise<Loaded> {
  const beside = dirname(folder)
  return loadExercise(folder, resolve(beside) === ours ? [beside] : [ours, beside])
}

function tell(problems: readonly Problem[]): number {
  const t = translator('en')
  return refuse(`${problems.map((one) => tellProblem(one, t)).join('\n')}\n`, problem)
}

function say(text: string): number {
  process.stdout.write(text)
  return well
}

function refuse(text: string, exit: number): number {
  process.stderr.write(text)
  return exit
}
