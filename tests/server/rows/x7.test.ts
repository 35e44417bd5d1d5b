import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8 } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Writing } from '../../../server/report/writing.ts'
import type { Exercise, Field, Kind } from '../../../shared/exercise/exercise.ts'
import { targetsOf } from '../../../shared/fields/targets.ts'
import type { Card } from '../../../shared/fields/values.ts'
import type { ReportInput } from '../../../shared/report/telling.ts'
import { partsOf } from '../../kit/report-scan.ts'
import { sized } from '../../kit/size.ts'
import { twoDayReport } from '../../kit/two-day-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'roundtable-x7-'))
const writing = new Writing()
afterAll(async () => {
  await writing.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Marked {
  readonly input: ReportInput
  /** The word of each card, and of the cards that it is linked to. */
  readonly words: ReadonlyMap<string, readonly string[]>
}

/** A whole meeting in which each card is called by a word of its own, where its title is a text. */
async function marked(seed: number): Promise<Marked> {
  const made = await twoDayReport({ groups: 3, language: 'en', seed })
  const words = new Map<string, readonly string[]>()
  let count = 0
  const boards = Object.entries(made.boards).map(([id, groups]) => {
    const exercise = made.exercises.find((one) => one.id === id)!
    return [id, groups.map((board) => ({ ...board, cards: called(board.cards, exercise, () => `Wq${++count}z`, words) }))] as const
  }) // prettier-ignore
  return { input: { ...made, boards: Object.fromEntries(boards) }, words }
}

function called(cards: readonly Card[], exercise: Exercise, newWord: () => string, words: Map<string, readonly string[]>): Card[] {
  const own = new Map(cards.flatMap((card) => (titleOf(exercise.kinds[card.kind]!) ? [[card.id, newWord()] as const] : [])))
  return cards.map((card) => {
    const kind = exercise.kinds[card.kind]!
    const word = own.get(card.id)
    const title = titleOf(kind)
    if (word === undefined || !title) return card
    const links = Object.values(kind.fields).flatMap((field) =>
      field.type === 'link' || field.type === 'links' ? targetsOf(card.fields[field.id], field).flatMap((id) => own.get(id) ?? []) : [],
    )
    words.set(word, links)
    return { ...card, fields: { ...card.fields, [title.id]: title.type === 'choice' ? { own: word } : word } }
  })
}

function titleOf(kind: Kind): Field | null {
  const field = kind.fields[kind.titleField]!
  return field.type === 'line' || field.type === 'text' || (field.type === 'choice' && field.own) ? field : null
}

/** A file as rows of text: what one card says stands in one of them. */
function rowsOf(file: Uint8Array, format: string): string[] {
  if (format === 'md') return strFromU8(file).split('\n')
  if (format === 'html') return strFromU8(file).split('</tr>')
  const parts = partsOf(file)
  if (format === 'docx') return parts.find(([name]) => name === 'word/document.xml')![1].split('</w:tr>')
  if (format === 'zip') return parts.flatMap(([name, text]) => (name.endsWith('.csv') ? text.split('\r\n') : []))
  const strings = [...parts.find(([name]) => name === 'xl/sharedStrings.xml')![1].matchAll(/<si>(.*?)<\/si>/gs)].map(([, text]) => text!)
  const sheets = parts.filter(([name]) => name.startsWith('xl/worksheets/sheet'))
  return sheets.flatMap(([, text]) => text.split('</row>').map((row) => row.replace(/<c [^>]*t="s"[^>]*><v>(\d+)<\/v>/g, (_, at: string) => ` ${strings[Number(at)]!} `))) // prettier-ignore
}

/** Cards that are in no row, and links that are not in the row of their card. */
function missingIn(rows: readonly string[], words: ReadonlyMap<string, readonly string[]>): string[] {
  const rowsWith = new Map<string, string[]>()
  for (const row of rows) for (const [word] of row.matchAll(/Wq\d+z/g)) rowsWith.set(word, [...(rowsWith.get(word) ?? []), row])
  return [...words].flatMap(([word, links]) => {
    const own = rowsWith.get(word)
    if (!own) return [word]
    return own.some((row) => links.every((link) => row.includes(link))) ? [] : [`${word} → ${links.join()}`]
  })
}

let first: Marked
beforeAll(async () => {
  first = await marked(1)
})

type Format = 'docx' | 'md' | 'html' | 'xlsx' | 'zip'
/** What the participants get of the first meeting, in each format: written once. */
const written = new Map<Format, readonly string[]>()

async function participantsRows(format: Format, input: ReportInput): Promise<readonly string[]> {
  const known = input === first.input ? written.get(format) : undefined
  const rows = known ?? rowsOf(await writing.write(format, { ...input, variant: 'participants' }), format)
  if (input === first.input) written.set(format, rows)
  return rows
}

test('X7: every card and every link is in every format that has each group’s own output', { timeout: 240_000 }, async () => {
  for (let seed = 1; seed <= sized(1, 12); seed++) {
    const { input, words } = seed === 1 ? first : await marked(seed)
    const all = Object.values(input.boards).flat().flatMap(({ cards }) => cards) // prettier-ignore
    expect(words.size).toBeGreaterThan(all.length * 0.6)
    expect([...words.values()].flat().length).toBeGreaterThan(20)
    for (const format of ['docx', 'md', 'html', 'xlsx', 'zip'] as const) {
      expect(missingIn(await participantsRows(format, input), words), format).toEqual([])
      const restricted = await writing.write(format, { ...input, variant: 'restricted' })
      expect(missingIn(rowsOf(restricted, format), words), `restricted ${format}`).toEqual([])
    }
    writeFileSync(join(folder, 'report.pdf'), await writing.write('pdf', input))
    const text = execFileSync('pdftotext', ['-raw', join(folder, 'report.pdf'), '-']).toString()
    expect([...words.keys()].filter((word) => !text.includes(word))).toEqual([])
  }
})

test('X7, control: a row that is left out, and a link that is left out of its row, are each found', async () => {
  const { input, words } = first
  for (const format of ['docx', 'xlsx', 'zip', 'md'] as const) {
    const rows = await participantsRows(format, input)
    const [word] = words.keys()
    expect(missingIn(rows.filter((row) => !row.includes(word!)), words)).toContain(word) // prettier-ignore
    const [linked, links] = [...words].find(([, targets]) => targets.length > 0)!
    const cut = rows.map((row) => (row.includes(linked) ? row.replaceAll(links[0]!, '') : row))
    expect(missingIn(cut, words)).toContain(`${linked} → ${links.join()}`)
  }
})
