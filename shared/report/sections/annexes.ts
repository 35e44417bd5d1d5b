import { isEvaluation } from '../../exercise/evaluation.ts'
import type { Exercise, Field, Kind } from '../../exercise/exercise.ts'
import { formatField, isAnswered } from '../../fields/catalogue.ts'
import { titlesOf } from '../../fields/titles.ts'
import type { Card } from '../../fields/values.ts'
import type { Block } from '../blocks.ts'
import { exerciseOf, type PartName } from '../parts.ts'
import type { Telling } from '../telling.ts'
import { keyOf } from '../../merge/merge.ts'
import { numberedGroups } from '../worked.ts'
import { markScript } from '../wording.ts'
import { tellAbbreviations } from './abbreviations.ts'
import { tellAgenda } from './agenda.ts'
import { nameOf } from './by-session.ts'
import { tellComments } from './comments.ts'
import { tellEvaluation } from './evaluation.ts'
import { tellMethod } from './method.ts'

/** The agenda, every group's unmerged output, how it was merged, what people said of the meeting, and a few words; in their order. */
export function tellAnnexes(telling: Telling, before: readonly Block[]): Block[] {
  const told = telling.parts.annexes.map((part) => ({ part, blocks: tellAnnex(telling, part) }))
  // What abbreviations stand for is known when all else is told, wherever their annex has its place.
  const all = [...before, ...told.flatMap(({ blocks }) => blocks)]
  return told.flatMap(({ part, blocks }) => (part === 'abbreviations' ? tellAbbreviations(telling, all) : blocks))
}

function tellAnnex(telling: Telling, part: PartName): Block[] {
  if (part === 'agenda') return tellAgenda(telling)
  if (part === 'output') return telling.variant === 'public' ? [] : tellOutput(telling)
  if (part === 'method') return tellMethod(telling)
  if (part === 'glossary') return tellGlossary(telling)
  const exercise = exerciseOf(part)
  return exercise === null ? [] : tellEvaluation(telling, exercise)
}

function tellOutput(telling: Telling): Block[] {
  const { t, exercises, session, boards, annex } = telling
  // Sheets about the meeting are told together in an annex of their own, and never by group.
  const told = exercises.filter((one) => telling.tells(one.id) && !isEvaluation(one))
  const shown = session.agenda.flatMap((item) => told.find(({ id }) => id === item.exercise) ?? [])
  const cardsOf = (exercise: string, group: string) => boards[exercise]?.find((board) => board.group === group)?.cards ?? []
  /** What one group put down under one name, or under its number. */
  const partOf = (group: string, name: string | null, head: string, short = head) => {
    const blocks = shown.flatMap((exercise) => {
      const board = cardsOf(exercise.id, group)
      const isOf = (card: string) => telling.sayersOf([keyOf(group, card)]) === name
      const tables = Object.values(exercise.kinds).flatMap((kind) =>
        tellCards(telling, exercise, kind, board, { id: group, name: short }, isOf),
      )
      return [...tables, ...tellComments(telling, exercise, group, board, (card) => (card === null ? name === null : isOf(card)))]
    })
    return blocks.length === 0 ? [] : [telling.heading(head), ...blocks]
  }
  const groups = numberedGroups(telling)
  const named = groups.flatMap((group) => {
    const names = shown.flatMap(({ id }) => cardsOf(id, group).flatMap((card) => telling.sayersOf([keyOf(group, card.id)]) ?? []))
    return [...new Set(names)].map((name) => ({ group, name }))
  })
  const tables = [
    ...groups.flatMap((group, index) =>
      partOf(group, null, headOf(telling, group, index + 1), t('report.groupNumber', { number: index + 1 })),
    ),
    ...named.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ group, name }) => partOf(group, name, name)),
  ]
  const intro = t(tables.length === 0 ? 'report.annexNothing' : 'report.annexOutputIntro')
  const hint = named.length > 0 ? [telling.paragraph(t('report.annexNamed'))] : []
  const blocks = [annex(t('report.annexOutput')), telling.paragraph(intro), ...hint, ...tables]
  // Cards have many fields: the whole annex stands on turned pages, as soon as one of its tables needs them.
  return blocks.some(({ wide }) => wide) ? blocks.map((block) => ({ ...block, wide: true })) : blocks
}

/** Groups have numbers, never names; of several sessions it is said in which one a group worked. */
function headOf(telling: Telling, group: string, number: number): string {
  const { t, session } = telling
  const from = session.groups.find(({ id }) => id === group)?.from
  return from === undefined
    ? t('report.groupNumber', { number })
    : t('report.groupOfSession', { number, session: nameOf({ session: from }, telling) })
}

/** A group by its id, and as the report calls it. */
interface Shown {
  readonly id: string
  readonly name: string
}

function tellCards(
  telling: Telling,
  exercise: Exercise,
  kind: Kind,
  board: readonly Card[],
  group: Shown,
  isOf: (card: string) => boolean,
): Block[] {
  const { t, language, table } = telling
  const cards = board.filter((card) => card.kind === kind.id && isOf(card.id))
  const titleOf = titlesOf(board, exercise, language)
  if (cards.length === 0) return []
  const isSaid = (field: Field) =>
    cards.some((card) => {
      const value = card.fields[field.id]
      return value !== undefined && isAnswered(value, field)
    })
  const fields = Object.values(kind.fields)
    .filter((field) => field.type !== 'position' && (field.id === kind.titleField || isSaid(field)))
    .sort((a, b) => Number(b.id === kind.titleField) - Number(a.id === kind.titleField))
  const cell = (card: Card, field: Field) => {
    const value = card.fields[field.id]
    return value === undefined || !isAnswered(value, field)
      ? '–'
      : markScript(formatField(value, field, language, exercise, titleOf), language, t)
  }
  const isLate = (card: Card) => telling.isLate(keyOf(group.id, card.id))
  const hasLate = cards.some(isLate)
  return [
    table({
      caption: t('report.outputCaption', { exercise: exercise.title[language], kinds: kind.plural[language], group: group.name }),
      head: [
        ...fields.map((field) => (field.id === kind.titleField ? kind.label[language] : field.label[language])),
        ...(hasLate ? [t('report.lateHead')] : []),
      ],
      align: [
        ...fields.map((field) => (field.type === 'rating' || field.type === 'number' ? ('right' as const) : ('left' as const))),
        ...(hasLate ? ['left' as const] : []),
      ],
      rows: [...cards]
        .sort((a, b) => a.order - b.order)
        .map((card) => [...fields.map((field) => cell(card, field)), ...(hasLate ? [isLate(card) ? t('words.yes') : '–'] : [])]),
      note: '',
    }),
  ]
}

function tellGlossary({ t, annex }: Telling): Block[] {
  const keys = ['glossaryContribution', 'glossaryEntry', 'glossaryMedian', 'glossaryPlenary', 'glossaryRange'] as const
  return [
    { ...annex(t('report.annexGlossary')), pageBreak: false } as Block,
    { is: 'points', points: keys.map((key) => t(`report.${key}`)) },
  ]
}
