import { parseArgs } from 'node:util'
import { Writing } from '../../server/report/writing.ts'
import { reportFiles, type ReportFormat } from '../../shared/report/formats.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import { percentile } from '../kit/chance.ts'
import { twoDayReport } from '../kit/two-day-report.ts'
import { weighArchive } from './report/archive.ts'
import { roomWhileWriting } from './report/room.ts'

/**
 * The report of a two-day meeting: how long each format takes in its thread for a crowded room, whether time grows in line with
 * cards, what the archive weighs, and how long the room waits while a report of 10,000 cards is written by a running server. Times
 * of a busy machine say little: `of HTML` is the time beside that of the page, the plainest format, in the same run.
 *
 * `--groups 12`, `--repeat 3`, `--only docx,pdf`, `--no-room`, `--no-growth`, `--no-archive`.
 */
const { values: flags } = parseArgs({
  allowNegative: true,
  options: {
    groups: { type: 'string', default: '12' },
    repeat: { type: 'string', default: '3' },
    only: { type: 'string' },
    room: { type: 'boolean', default: true },
    growth: { type: 'boolean', default: true },
    archive: { type: 'boolean', default: true },
  },
})
const [groups, repeat] = [Number(flags.groups), Number(flags.repeat)]
const bars: Partial<Record<ReportFormat, number>> = { docx: 2000, pdf: 4000, xlsx: 1000 }
const formats = (['html', ...reportFiles] as const).filter((one) => flags.only === undefined || flags.only.split(',').includes(one))
const tell = (line: string) => void process.stdout.write(`${line}\n`)
const writing = new Writing()

async function time(format: ReportFormat, input: ReportInput): Promise<{ ms: number; bytes: number }> {
  const start = performance.now()
  const { length } = await writing.write(format, input)
  return { ms: performance.now() - start, bytes: length }
}

const cardsIn = (input: ReportInput) => Object.values(input.boards).flat().reduce((sum, { cards }) => sum + cards.length, 0) // prettier-ignore

try {
  const crowded = await twoDayReport({ groups, cards: 150, language: 'en' })
  tell(`${groups} groups × 150 cards (${cardsIn(crowded)} cards); the first writing of a format reads its library\n`)
  tell('| format | first (ms) | p50 (ms) | kB | bar (ms) | of HTML |\n|---|---:|---:|---:|---:|---:|')
  let floor: number | null = null
  for (const format of formats) {
    const first = await time(format, crowded)
    const more: number[] = []
    for (let at = 0; at < repeat; at++) more.push((await time(format, crowded)).ms)
    const middle = percentile(more, 0.5)
    if (format === 'html') floor = middle
    const bar = bars[format]
    if (bar !== undefined && middle > bar) process.exitCode = 1
    tell(
      `| ${format} | ${first.ms.toFixed(0)} | ${middle.toFixed(0)} | ${(first.bytes / 1024).toFixed(0)} | ${bar ?? '–'} | ${floor === null ? '–' : `×${(middle / floor).toFixed(1)}`} |`,
    )
  }
  if (flags.growth) {
    const sizes = [1000, 3000, 10_000]
    const inputs = await Promise.all(sizes.map((cards) => twoDayReport({ groups, cards: Math.round(cards / groups), language: 'en' })))
    tell(
      `\n| format | ${inputs.map((one) => `${cardsIn(one)} cards (ms)`).join(' | ')} | time for ten times the cards |\n|---|---:|---:|---:|---:|`,
    )
    for (const format of formats) {
      const times: number[] = []
      for (const input of inputs) times.push(Math.min((await time(format, input)).ms, (await time(format, input)).ms))
      tell(`| ${format} | ${times.map((ms) => ms.toFixed(0)).join(' | ')} | ×${(times.at(-1)! / times[0]!).toFixed(1)} |`)
    }
  }
  if (flags.archive) {
    tell('\n| archive of so many cards | MB | % of the largest that is opened | save (ms) | open (ms) |\n|---:|---:|---:|---:|---:|')
    for (const input of [crowded, await twoDayReport({ groups, cards: Math.round(10_000 / groups), language: 'en' })]) {
      const { row, isTooLarge } = await weighArchive(input)
      tell(row)
      if (isTooLarge) process.exitCode = 1
    }
  }
} finally {
  await writing.close()
}
if (flags.room) {
  const { rows, isHeldUp } = await roomWhileWriting(groups)
  tell(`\n| event loop of the server | p50 (ms) | p99 (ms) | worst (ms) | bar |\n|---|---:|---:|---:|---:|`)
  for (const row of rows) tell(row)
  if (isHeldUp) process.exitCode = 1
}
process.exit()
