import type { Exercise, Kind } from '../exercise/exercise.ts'
import { initialOf } from '../fields/catalogue.ts'
import type { Card } from '../fields/values.ts'
import type { GroupCards } from '../merge/cluster.ts'
import { keyOf, settleGroups } from '../merge/merge.ts'
import { isGivenId } from '../ids.ts'
import type { AgendaItem } from '../session/session.ts'
import type { Mark } from './narrative.ts'
import type { ReportInput } from './telling.ts'
import { isFor, type Variant } from './variants.ts'

/** What a variant does not show: whole exercises, and contributions by key. */
export interface Hidden {
  readonly exercises: ReadonlySet<string>
  readonly keys: ReadonlySet<string>
  /**
   * True for what an exercise called by this contribution and the variant does not show. Where anything is hidden, what no board
   * has any more is hidden too: nobody can say whether it was in an entry that is marked.
   */
  hides(exercise: string, key: string): boolean
}

/**
 * What a variant hides. A marked contribution takes the merged entry that it is in along, and an entry what was handed on from
 * it: its name stands on the boards of later exercises.
 */
export function hiddenIn({ session, exercises, boards, narrative }: ReportInput, variant: Variant): Hidden {
  if (variant === 'restricted') return { exercises: new Set(), keys: new Set(), hides: () => false }
  const marks = (narrative?.marks ?? []).filter(({ audience }) => !isFor(audience, variant))
  const closed = new Set(
    exercises
      .filter(({ id, confidential }) => confidential || marks.some(({ exercise, keys }) => exercise === id && keys.length === 0))
      .map(({ id }) => id),
  )
  const isHere = (id: string) => !closed.has(id) && exercises.some((one) => one.id === id)
  const standing = new Set(exercises.flatMap(({ id }) => keysOf(boards[id] ?? [], () => true).map((key) => `${id}:${key}`)))
  const keys = new Set<string>()
  const guarded = new Set<string>()
  const hides = (exercise: string, key: string) =>
    closed.has(exercise) || keys.has(key) || (guarded.has(exercise) && !standing.has(`${exercise}:${key}`))
  const hideIn = (item: AgendaItem) => {
    const exercise = exercises.find(({ id }) => id === item.exercise)
    if (!exercise) return
    // Handed on from who knows where may be anything: what is shown must come from an exercise that is here and open.
    const givens = new Map((item.givens ?? []).map(({ id, from }) => [id, isHere(from.exercise) && !hides(from.exercise, from.cluster)]))
    const isClosedGiven = ({ id }: Card) => !(givens.get(id) ?? !isGivenId(id))
    const all = boards[exercise.id] ?? []
    const marked = new Set([...markedIn(exercise, marks), ...keysOf(all, isClosedGiven)])
    const isClosed = closed.has(exercise.id)
    const hasClosed = Object.values(exercise.kinds).some(({ confidential }) => confidential) || [...givens.values()].includes(false)
    if (marked.size > 0 || hasClosed) guarded.add(exercise.id)
    for (const key of keysOf(all, ({ kind }) => isClosed || exercise.kinds[kind]?.confidential === true)) keys.add(key)
    if (marked.size === 0) return
    for (const { members } of settleGroups(all, exercise, session.decisions).clusters) {
      if (members.some(({ key }) => marked.has(key))) for (const { key } of members) keys.add(key)
    }
    for (const key of marked) keys.add(key)
  }
  // Where sessions were brought together an exercise may stand before the one that handed on to it.
  let known: number
  do {
    known = keys.size + guarded.size
    session.agenda.forEach(hideIn)
  } while (keys.size + guarded.size > known)
  return { exercises: closed, keys, hides }
}

/** A card as if nobody had said what is confidential in it. */
export function openFields(card: Card, kind: Kind | undefined): Card {
  const confidential = Object.values(kind?.fields ?? {}).filter((field) => field.confidential)
  if (confidential.length === 0) return card
  return { ...card, fields: { ...card.fields, ...Object.fromEntries(confidential.map((field) => [field.id, initialOf(field)])) } }
}

const keysOf = (boards: readonly GroupCards[], isIt: (card: Card) => boolean): string[] =>
  boards.flatMap(({ group, cards }) => cards.filter(isIt).map(({ id }) => keyOf(group, id)))

const markedIn = ({ id }: Exercise, marks: readonly Mark[]): string[] =>
  marks.flatMap(({ exercise, keys }) => (exercise === id ? keys : []))
