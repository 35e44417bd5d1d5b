import { loadExercises } from '../../server/exercises/load.ts'
import { exercisesOf } from '../../shared/exercise/agenda.ts'
import type { Exercise, Field, SampleBoard } from '../../shared/exercise/exercise.ts'
import { readField } from '../../shared/fields/catalogue.ts'
import type { Card, LinksValue, Target, Value } from '../../shared/fields/values.ts'
import type { Language } from '../../shared/i18n/language.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { chance, oneOf, type Chance } from './chance.ts'

export interface TwoDays {
  readonly groups: number
  /** Cards of a group over all exercises; without, as many as the sample boards have. */
  readonly cards?: number
  readonly language: Language
  readonly seed?: number
}

/**
 * The two-day meeting at its end, as the report is told of it: the sample boards of its exercises at every table, with ratings of
 * their own. Of many cards most have words of their own, as in a room, so that the merge has work.
 */
export async function twoDayReport({ groups, cards, language, seed = 7 }: TwoDays): Promise<ReportInput> {
  const { exercises: all, agendas } = await loadExercises('exercises')
  const agenda = agendas[0]!
  const exercises = exercisesOf(agenda).flatMap((id) => all.find((one) => one.id === id) ?? [])
  const random = chance(seed)
  let count = 0
  const plan = {
    id: 'two-days',
    code: 'ABCDEF',
    title: 'Strategies to Prevent and Combat Organized Crime in Central Asia and the Southern Caucasus',
    place: 'Tashkent',
    created: Date.UTC(2026, 2, 9, 4),
  }
  const made = newSession({ ...plan, groups, exercises, days: agenda.days }, () => `id${count++}`)
  const session = made.groups.reduce(
    (so, { id }, at) =>
      takeSeat(so, { id: `seat${at}`, group: id, name: '', people: 5, rapporteur: true, handRaised: null, done: [], joined: at }),
    made,
  )
  const handedIn = session.groups.map(({ id }, at) => ({ group: id, at: plan.created + 30 * 3_600_000 + at * 60_000, by: '' }))
  const sampled = exercises.reduce((sum, { sample }) => sum + (sample[0]?.cards.length ?? 0), 0)
  const boards = exercises.map((exercise) => {
    const share = cards === undefined ? null : Math.round((cards * (exercise.sample[0]?.cards.length ?? 0)) / sampled)
    return [exercise.id, session.groups.map(({ id }, at) => ({ group: id, cards: cardsOf(exercise, at, share, random) }))] as const
  })
  return {
    session: { ...session, agenda: session.agenda.map((item) => ({ ...item, steps: item.steps.map((step) => ({ ...step, handedIn })) })) },
    exercises,
    boards: Object.fromEntries(boards),
    language,
    now: Date.UTC(2026, 2, 10, 13),
  }
}

/** The cards of one table: the sample boards one after the other until there are enough. */
function cardsOf(exercise: Exercise, table: number, wanted: number | null, random: Chance): Card[] {
  const { sample } = exercise
  const made: Card[] = []
  for (let copy = 0; sample.length > 0 && (wanted === null ? copy === 0 : made.length < wanted); copy++)
    made.push(...copyOf(exercise, sample[(table + copy) % sample.length]!, `${copy}-`, made.length, random))
  return wanted === null ? made : made.slice(0, wanted)
}

function copyOf(exercise: Exercise, board: SampleBoard, mark: string, from: number, random: Chance): Card[] {
  const known = new Set(board.cards.flatMap(({ id }) => id ?? []))
  const suffix = mark === '0-' ? '' : ` ${mark}${from}`
  return board.cards.map((card, at): Card => {
    const kind = exercise.kinds[card.kind]!
    const fields = Object.values(kind.fields).map((field): [string, Value] => {
      const value = readField(card.fields[field.id], field)
      return [field.id, changed(value, field, { known, mark, suffix, random, isTitle: field.id === kind.titleField })]
    })
    return { id: `${mark}${card.id ?? at}`, kind: card.kind, order: from + at, fields: Object.fromEntries(fields) }
  })
}

interface How {
  readonly known: ReadonlySet<string>
  readonly mark: string
  readonly suffix: string
  readonly random: Chance
  readonly isTitle: boolean
}

/** Links stay within their copy; ratings move by one now and then; a title in somebody's own words is like no other. */
function changed(value: Value, field: Field, { known, mark, suffix, random, isTitle }: How): Value {
  const linked = ({ card }: Target): Target => ({ card: known.has(card) ? `${mark}${card}` : card })
  if (field.type === 'link') return value === null ? null : linked(value as Target)
  if (field.type === 'links') return (value as LinksValue).map(linked)
  if (field.type === 'rating' && typeof value === 'number') return Math.min(field.of, Math.max(1, value + oneOf([-1, 0, 0, 1], random)!))
  if (!isTitle || suffix === '') return value
  if (typeof value === 'string') return `${value}${suffix}`
  return typeof value === 'object' && value !== null && 'own' in value ? { own: `${value.own}${suffix}` } : value
}
