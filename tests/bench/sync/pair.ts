import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { environmentFor, toolFolder } from './target.ts'

/**
 * Compares versions of our server that stand in several folders, all under load at the same time. On a machine that others use too,
 * figures of runs one after the other differ by half; those of runs beside each other, by a few hundredths:
 * `SYNC_BENCH=../sync-bench npm run bench:sync:pair -- --rounds 5 . ../changed`. The bare relay runs along.
 */
interface Figures {
  readonly cpu10k: number
  readonly p50: number
  readonly p99: number
}

const { values, positionals: folders } = parseArgs({ allowPositionals: true, options: { rounds: { type: 'string', default: '5' } } })
const tool = toolFolder()
if (tool === null || folders.length === 0) {
  process.stderr.write('Name the tool and the folders: SYNC_BENCH=<folder> npm run bench:sync:pair -- <folder> <folder>\n')
  process.exit(2)
}
const out = mkdtempSync(join(tmpdir(), 'roundtable-pair-'))
process.on('exit', () => rmSync(out, { recursive: true, force: true }))

async function measure(folder: string | null, name: string): Promise<Figures> {
  const target = folder === null ? 'floor' : 'ours'
  const load = ['--profile', 'room200', '--parts', 'load', '--repeats', '1', '--set', 'saturate=0.1', '--set', 'awareness=0']
  const args = ['src/bench.mjs', '--targets', target, ...load, '--out', join(out, name)]
  const bench = spawn(process.execPath, args, { cwd: tool ?? '.', env: environmentFor(resolve(folder ?? '.')), stdio: 'ignore' })
  await new Promise((end) => bench.once('exit', end))
  const { runs } = JSON.parse(readFileSync(join(out, `${name}.json`), 'utf8')) as { runs: Record<string, Figures[]> }
  const figures = runs[target]?.[0]
  if (figures?.cpu10k === undefined) throw new Error(`${folder ?? 'the relay'} could not be measured`)
  return figures
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
const shown = (number: number) => number.toFixed(2)

const targets = [null, ...folders]
const rounds: Figures[][] = []
for (let round = 0; round < Number(values.rounds); round++) {
  const figures = await Promise.all(targets.map((folder, index) => measure(folder, `${round}-${index}`)))
  rounds.push(figures)
  process.stderr.write(`${round + 1}: ${figures.map(({ cpu10k }) => shown(cpu10k)).join(' · ')} s for 10,000 edits\n`)
}
process.stdout.write('| | CPU s / 10k edits | ÷ the first, by round | p50 ms | p99 ms |\n| --- | ---: | ---: | ---: | ---: |\n')
for (const [index, folder] of targets.entries()) {
  const own = (key: keyof Figures) => median(rounds.map((figures) => figures[index]?.[key] ?? Number.NaN))
  const ratio = median(rounds.map((figures) => (figures[index]?.cpu10k ?? Number.NaN) / (figures[1]?.cpu10k ?? Number.NaN)))
  process.stdout.write(`| ${[folder ?? 'relay', shown(own('cpu10k')), shown(ratio), shown(own('p50')), shown(own('p99'))].join(' | ')} |\n`)
}
