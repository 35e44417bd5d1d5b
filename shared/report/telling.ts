import { isEvaluation } from '../exercise/evaluation.ts'
import type { Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import type { GroupCards } from '../merge/cluster.ts'
import type { Session } from '../session/session.ts'
import type { Block } from './blocks.ts'
import { needsTurn } from './columns.ts'
import type { Narrative } from './narrative.ts'
import { arrange, exercisePart, type Arrangement, type PartName } from './parts.ts'
import { redact, type Redacted } from './redact.ts'
import { shuffle } from './shuffle.ts'
import type { Variant } from './variants.ts'

/** The seats that wrote what stands on each card. */
type Written = Readonly<Record<string, readonly string[]>>

/** All that a report is made of. `boards` holds every group's cards by exercise id; `now` is in ms since 1970. */
export interface ReportInput {
  readonly session: Session
  readonly exercises: readonly Exercise[]
  readonly boards: Readonly<Record<string, readonly GroupCards[]>>
  /** Contributions by key that came after their groups had handed in. */
  readonly late?: readonly string[] | undefined
  readonly language: Language
  readonly now: number
  /** Who wrote what, by exercise, group and card; see `writersIn`. Needed where laptops of one table speak for several delegations. */
  readonly writers?: Readonly<Record<string, Readonly<Record<string, Written>>>>
  /** What organisers wrote around the results; absent before they did. */
  readonly narrative?: Narrative | undefined
  /** Whom the report is for; participants when nothing is said. */
  readonly variant?: Variant | undefined
}

export type Translate = ReturnType<typeof translator>

/** The running numbers of one report, and the words it is told in. */
export interface Telling extends Redacted {
  readonly t: Translate
  /** Ids of groups in the order of the report: a group's number is its place here, never its table. */
  readonly order: readonly string[]
  /** Who said all of these contributions; null where that may not be said of one of them. */
  sayersOf(keys: readonly string[]): string | null
  /** The parts of the report in their order, each list without what organisers left out. */
  readonly parts: { readonly body: readonly PartName[]; readonly annexes: readonly PartName[] }
  /** True for a contribution, by its key, that came after its group had handed in. */
  isLate(key: string): boolean
  /** False for an exercise that organisers left out of the report. */
  tells(exercise: string): boolean
  /** Short chapters follow on: a page of three lines is an empty page to its reader. */
  chapter(text: string, where?: 'new page' | 'follows on'): Block
  /** An annex; it gets its number when all are told. */
  annex(title: string): Block
  heading(text: string, level?: 2 | 3): Block
  paragraph(text: string): Block
  /** A table that an upright page has no room for is wide. */
  table(table: Untold<'table'>): Block
  figure(figure: Untold<'figure'>): Block
}

type Untold<Is extends Block['is']> = Omit<Extract<Block, { is: Is }>, 'is' | 'number' | 'wide'>

/** Starts a report from what its variant may show: numbers begin at 1, groups are put in an order that tells nothing of the room. */
export function startTelling(input: ReportInput): Telling {
  const counts = { chapter: 0, paragraph: 0, table: 0, figure: 0 }
  const t = translator(input.language)
  const told = redact(input)
  const parts = partsOf(told)
  const late = new Set(input.late)
  return {
    ...told,
    t,
    parts,
    isLate: (key) => late.has(key),
    tells: (exercise) => [...parts.body, ...parts.annexes].includes(exercisePart(exercise)),
    order: shuffle(
      input.session.groups.map((group) => group.id),
      input.session.id,
    ),
    sayersOf(keys) {
      const names = keys.map((key) => told.sayers.get(key))
      const known = names.filter((name) => name !== undefined)
      return known.length < names.length || names.length === 0 ? null : [...new Set(known)].sort().join(', ')
    },
    chapter: (text, where = 'new page') => ({
      is: 'heading',
      level: 1,
      text: `${romanOf(++counts.chapter)}. ${text}`,
      pageBreak: where === 'new page',
    }),
    annex: (title) => ({ is: 'heading', level: 1, text: title, pageBreak: true, annex: true }),
    heading: (text, level = 2) => ({ is: 'heading', level, text }),
    paragraph: (text) => ({ is: 'paragraph', number: ++counts.paragraph, text }),
    table: (told) => {
      const table = { ...told, caption: capital(told.caption), head: told.head.map(capital) }
      return { is: 'table', number: ++counts.table, ...table, ...(needsTurn(table) ? { wide: true } : {}) }
    },
    figure: (figure) => ({ is: 'figure', number: ++counts.figure, ...figure }),
  }
}

/** The parts of a report in the order that organisers gave them. */
function arrangementOf({ session, exercises, narrative }: Pick<ReportInput, 'session' | 'exercises' | 'narrative'>): Arrangement {
  const onAgenda = session.agenda.flatMap(({ exercise }) => exercises.find(({ id }) => id === exercise) ?? [])
  return arrange(
    onAgenda.map((exercise) => ({ id: exercise.id, isEvaluation: isEvaluation(exercise) })),
    narrative?.parts ?? [],
  )
}

function partsOf(told: Redacted): Telling['parts'] {
  const { body, annexes } = arrangementOf(told)
  const left = (list: Arrangement['body']) => list.flatMap(({ part, isOut }) => (isOut ? [] : [part]))
  return { body: left(body), annexes: left(annexes) }
}

/** The blocks with their annexes numbered, in the order in which they stand. */
export function numberAnnexes(blocks: readonly Block[], t: Translate): Block[] {
  let number = 0
  return blocks.map((block) => {
    if (block.is !== 'heading' || !block.annex) return block
    const { annex: _, ...heading } = block
    // The first of them begins a page, whichever it is.
    const pageBreak = number === 0 || block.pageBreak === true
    return { ...heading, pageBreak, text: t('report.annexNumber', { number: romanOf(++number), title: block.text }) }
  })
}

/** The words with a capital letter at their beginning, as in a heading or at the head of a column. */
export function capital(words: string): string {
  const [first = ''] = words
  return first.toUpperCase() + words.slice(first.length)
}

/** 1 to 3999 in roman numerals. */
export function romanOf(number: number): string {
  const signs = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']] as const // prettier-ignore
  let left = number
  let roman = ''
  for (const [value, sign] of signs) {
    roman += sign.repeat(Math.floor(left / value))
    left %= value
  }
  return roman
}
