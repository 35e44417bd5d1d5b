import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { GroupCards, Proposal } from '../../shared/merge/cluster.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { labelledPairs, scriptsOf, type Pair } from './pairs/labelled.ts'

/**
 * How good the proposals of the merge desk are: each labelled pair is put on two boards and merged as in a room. The bar
 * is a recall of 0.85 at a precision of 0.8, on each part: what the rules were tuned on, what was held
 * out, and what was written later. `--part tune` shows that part alone.
 */
const bar = { recall: 0.85, precision: 0.8 }
const only = process.argv.includes('--part') ? process.argv[process.argv.indexOf('--part') + 1] : null
const exercise = (await loadExercises('exercises')).exercises.find((one) => one.id === 'response-mapping')!
const judged = labelledPairs()
  .filter((pair) => only === null || pair.part === only)
  .map((pair) => ({ pair, proposal: proposalFor(pair, exercise) }))

interface Judged {
  readonly pair: Pair
  readonly proposal: Proposal | null
}

tellTable('part', ({ pair }) => pair.part)
tellTable('hard to see', ({ pair }) => pair.hard)
tellTable('scripts', ({ pair }) => scriptsOf(pair))
tellReasons()
tellWrong('Missed', judged.filter(({ pair, proposal }) => pair.same && !proposal)) // prettier-ignore
tellWrong('False alarms', judged.filter(({ pair, proposal }) => !pair.same && proposal)) // prettier-ignore
for (const part of ['tune', 'held-out', 'later'] as const) {
  const { precision, recall } = scoreOf(judged.filter(({ pair }) => pair.part === part))
  if (precision < bar.precision || recall < bar.recall) process.exitCode = 1
}

function proposalFor({ left, right }: Pair, exercise: Exercise): Proposal | null {
  const board = (group: string, name: string): GroupCards => ({ group, cards: [{ id: 'c', kind: 'gap', order: 0, fields: { name } }] })
  return mergeGroups([board('a', left), board('b', right)], exercise, []).proposals[0] ?? null
}

function scoreOf(of: readonly Judged[]) {
  const same = of.filter(({ pair }) => pair.same).length
  const proposed = of.filter(({ proposal }) => proposal).length
  const right = of.filter(({ pair, proposal }) => pair.same && proposal).length
  const [precision, recall] = [proposed === 0 ? 1 : right / proposed, same === 0 ? 1 : right / same]
  return { pairs: of.length, same, proposed, precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

function tellTable(title: string, keyOf: (one: Judged) => string): void {
  const rows = [...Map.groupBy(judged, keyOf), ['all', judged] as const].map(([key, of]) => {
    const { pairs, same, proposed, precision, recall, f1 } = scoreOf(of)
    return `| ${[key, pairs, same, proposed, ...[precision, recall, f1].map((share) => share.toFixed(3))].join(' | ')} |`
  })
  tell(`\n| ${title} | pairs | same | proposed | precision | recall | F1 |\n|---|---:|---:|---:|---:|---:|---:|`, ...rows)
}

function tellReasons(): void {
  const proposed = Map.groupBy(judged.filter(({ proposal }) => proposal), ({ proposal }) => proposal!.reason) // prettier-ignore
  const rows = [...proposed].map(([reason, of]) => `| ${reason} | ${of.length} | ${scoreOf(of).precision.toFixed(3)} |`)
  tell('\n| reason | proposed | precision |\n|---|---:|---:|', ...rows)
}

function tellWrong(title: string, of: readonly Judged[]): void {
  tell(`\n${title} (${of.length}):`, ...of.map(({ pair, proposal }) => `- ${pair.part}, ${pair.hard}: ${pair.left} | ${pair.right}${proposal ? ` (${proposal.reason}, ${proposal.likeness.toFixed(2)})` : ''}`)) // prettier-ignore
}

function tell(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
