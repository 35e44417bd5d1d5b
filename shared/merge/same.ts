import type { Exercise, Field, Kind } from '../exercise/exercise.ts'
import { keyOfField } from '../fields/catalogue.ts'
import { linkingOf } from '../fields/link-names.ts'
import { retarget, targetsOf } from '../fields/targets.ts'
import { isOnEveryBoard } from '../ids.ts'
import type { Contribution } from './cluster.ts'
import type { Partition } from './partition.ts'
import { plainly } from './words/plain.ts'

/** The contribution that a card of a group is. */
export type Find = (group: string, card: string) => Contribution | undefined

type Keys = ReadonlyMap<string, string | null>
/** By the key of a contribution: what it is the same as, its answers alone, and which were told apart although their answers are the same. */
export interface Same {
  readonly keys: Keys
  readonly answers: Keys
  readonly toldApart: ReadonlySet<string>
}

/** What keys say beside answers. */
interface Told {
  /** Of what a table tells apart what it is called, by the key of the contribution. */
  readonly names: ReadonlyMap<string, string>
  /** Ids of cards on every board of which tables have made different things: they are that card, and the same as nothing else. */
  readonly unlike: ReadonlySet<string>
}
const nothingTold: Told = { names: new Map(), unlike: new Set() }

/**
 * Cards are the same where their merge keys are. But a table knows what it put down twice: two of its cards with the same answers
 * that are called differently are two, and so are two that it linked. Of those no rule says which one another table means: they are
 * the same only as what is called so by a table that tells apart as well. What other tables say never changes this.
 */
export function sameBy(contributions: readonly Contribution[], find: Find, exercise: Exercise): Same {
  const keysBy = (told: Told): Keys => new Map(contributions.map((one) => [one.key, mergeKeyOf(one, find, exercise, told, [])]))
  const answers = keysBy(nothingTold)
  const names = namesApart(contributions, answers, exercise)
  const alike = ([one, other]: Pair) =>
    answers.get(one.key) !== null && answers.get(one.key) === answers.get(other.key) && names.get(one.key) === names.get(other.key)
  const later = linkedPairs(contributions, find, exercise).filter(alike).flatMap((pair) => laterOf(pair, contributions)) // prettier-ignore
  for (const key of later) names.set(key, `alone ${key}`)
  const named = names.size === 0 ? answers : keysBy({ names, unlike: nothingTold.unlike })
  const unlike = madeUnlike(contributions, named)
  return { keys: unlike.size === 0 ? named : keysBy({ names, unlike }), answers, toldApart: new Set(names.keys()) }
}

/** Joins what is the same. What was handed on, or comes with the exercise, is the same card on every board, whatever it is called. */
export function joinSame(contributions: readonly Contribution[], { keys }: Same, partition: Partition): void {
  const first = new Map<string, string>()
  for (const { key, card } of contributions)
    for (const name of [keys.get(key) ?? null, isOnEveryBoard(card.id) ? givenKey(card.id) : null]) {
      if (name === null) continue
      const known = first.get(name)
      if (known === undefined) first.set(name, key)
      else partition.join(known, key)
    }
}

const givenKey = (id: string): string => `given ${id}`

function madeUnlike(contributions: readonly Contribution[], keys: Keys): ReadonlySet<string> {
  const given = Map.groupBy(contributions.filter(({ card }) => isOnEveryBoard(card.id)), ({ card }) => card.id) // prettier-ignore
  return new Set([...given].flatMap(([id, all]) => (new Set(all.map(({ key }) => keys.get(key))).size > 1 ? id : [])))
}

/**
 * Null when a field that makes cards the same says nothing, or says it in own words. A link says the merge key of
 * the card it leads to: two groups' routes of one market are routes of the same thing.
 */
function mergeKeyOf(
  { key, group, card }: Contribution,
  find: Find,
  exercise: Exercise,
  told: Told,
  trail: readonly string[],
): string | null {
  if (told.unlike.has(card.id)) return givenKey(card.id)
  const kind = exercise.kinds[card.kind]!
  const targetKey = (id: string) => {
    const target = find(group, id)
    return !target || trail.includes(target.key) ? null : mergeKeyOf(target, find, exercise, told, [...trail, key])
  }
  const parts = kind.sameWhen.map((name) => {
    const field = kind.fields[name]
    const said = card.fields[name] ?? null
    const value = field ? retarget(said, field, targetKey) : null
    const lost = Array.isArray(said) && Array.isArray(value) && said.length !== value.length
    return field && !lost ? keyOfField(value, field) : null
  })
  const name = told.names.get(key)
  return parts.length === 0 || parts.includes(null) ? null : [kind.id, ...parts, ...(name === undefined ? [] : [name])].join('|')
}

/** True where cards are called by free words, and are the same by other answers. */
export function isWorded({ titleField, sameWhen, fields }: Kind): boolean {
  const field = fields[titleField]
  return sameWhen.length > 0 && !sameWhen.includes(titleField) && (field?.type === 'line' || field?.type === 'text')
}

/** Of cards that one table calls differently, though their answers are the same, what each is called. */
function namesApart(contributions: readonly Contribution[], answers: Keys, { kinds }: Exercise): Map<string, string> {
  const worded = contributions.filter(({ key, card }) => isWorded(kinds[card.kind]!) && answers.get(key) !== null)
  const alike = Map.groupBy(worded, ({ key, group }) => `${group} ${answers.get(key)!}`)
  return new Map(
    [...alike.values()].flatMap((all) => {
      const named = all.map((one) => [one.key, `called ${nameOn(one, kinds[one.card.kind]!)}`] as const)
      return new Set(named.map(([, name]) => name)).size > 1 ? named : []
    }),
  )
}

/** Free words, however they are spaced. */
export function nameOn({ card }: Contribution, { titleField }: Kind): string {
  const said = card.fields[titleField]
  return typeof said === 'string' ? plainly(said) : ''
}

type Pair = readonly [Contribution, Contribution]

/** Two cards of one table and one kind that it has linked: by a card between them, or one to the other. */
function linkedPairs(contributions: readonly Contribution[], find: Find, exercise: Exercise): Pair[] {
  const ways = new Map(Object.values(exercise.kinds).map((kind) => [kind.id, waysIn(kind, exercise)]))
  return contributions.flatMap((one): Pair[] => {
    const ends = (field: Field) => targetsOf(one.card.fields[field.id], field).flatMap((id) => find(one.group, id) ?? [])
    const { between, own } = ways.get(one.card.kind)!
    const pairs = [
      ...(between ? ends(between[0]).flatMap((from) => ends(between[1]).map((to): Pair => [from, to])) : []),
      ...own.flatMap((field) => ends(field).map((to): Pair => [one, to])),
    ]
    return pairs.filter(([from, to]) => from !== to)
  })
}

/** Of two the one that came later; of one that is on every board each copy. */
function laterOf([from, to]: Pair, contributions: readonly Contribution[]): string[] {
  const [first, later] =
    from.card.order < to.card.order || (from.card.order === to.card.order && from.key < to.key) ? [from, to] : [to, from]
  const leaves = isOnEveryBoard(later.card.id) && !isOnEveryBoard(first.card.id) ? first : later
  if (!isOnEveryBoard(leaves.card.id)) return [leaves.key]
  return contributions.filter(({ card }) => card.id === leaves.card.id).map(({ key }) => key)
}

/** The two fields by which cards of a kind link others, and those by which they are linked to their own kind. */
function waysIn({ id, fields }: Kind, exercise: Exercise): { between: readonly [Field, Field] | null; own: readonly Field[] } {
  const linking = linkingOf(id, exercise)
  const [from, to] = linking ? [fields[linking.from], fields[linking.to]] : []
  const own = Object.values(fields).filter((field) => (field.type === 'link' || field.type === 'links') && field.to === id)
  return { between: from && to ? [from, to] : null, own }
}
