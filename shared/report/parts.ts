import { idPattern } from '../ids.ts'

/** What a report is made of behind title page and disclaimer, which stand first in every report. `exercises` are as many parts as there are. */
const body = ['summary', 'introduction', 'presentations', 'exercises', 'conclusions', 'nextSteps'] as const
const annexes = ['agenda', 'output', 'method', 'evaluations', 'abbreviations', 'glossary'] as const

type Fixed = Exclude<(typeof body)[number] | (typeof annexes)[number], 'exercises' | 'evaluations'>
/** A part of the report that has a place of its own; an exercise by its id. */
export type PartName = Fixed | `exercise:${string}`

/** An exercise of the session; what people think of the meeting is an annex. */
export interface PartExercise {
  readonly id: string
  readonly isEvaluation: boolean
}
/** What organisers said of a part, by the id of its card: its place among the others, and whether it is left out. */
export interface Placed {
  readonly card: string
  readonly order: number
  readonly isOut: boolean
}
export interface Arranged {
  readonly part: PartName
  readonly card: string
  readonly order: number
  readonly isOut: boolean
  /** It stands in the report whatever was said, because others need it. */
  readonly mustStay: boolean
}
/** All parts in their order; annexes stay behind the body. */
export interface Arrangement {
  readonly body: readonly Arranged[]
  readonly annexes: readonly Arranged[]
}

export const exercisePart = (id: string): PartName => `exercise:${id}`
export const exerciseOf = (part: PartName): string | null => (part.startsWith('exercise:') ? part.slice('exercise:'.length) : null)

/** The parts of a report on these exercises, in the order that nobody has changed. */
export function usualParts(exercises: readonly PartExercise[]): {
  readonly body: readonly PartName[]
  readonly annexes: readonly PartName[]
} {
  const some = (evaluations: boolean) =>
    exercises.filter(({ isEvaluation }) => isEvaluation === evaluations).map(({ id }) => exercisePart(id))
  return {
    body: body.flatMap((one) => (one === 'exercises' ? some(false) : [one])),
    annexes: annexes.flatMap((one) => (one === 'evaluations' ? some(true) : [one])),
  }
}

/** The card on the narrative's board that says where a part stands: the same for whoever makes it first. */
export function partCard(part: PartName): string {
  const id = `part-${part.replace(':', '-')}`
  return idPattern.test(id) ? id : `${id.slice(0, 32)}-${sumOf(part)}`
}

/** Seven signs that tell apart names which begin alike (FNV-1a). */
function sumOf(text: string): string {
  let sum = 0x81_1c_9d_c5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01_00_01_93) >>> 0
  return sum.toString(36).padStart(7, '0')
}

/** Total: whatever was placed, each part of these exercises comes out once. Parts of which nothing was said stand behind their usual neighbour. */
export function arrange(exercises: readonly PartExercise[], placed: readonly Placed[]): Arrangement {
  const usual = usualParts(exercises)
  const said = new Map(placed.map((one) => [one.card, one]))
  const sorted = { body: inOrder(usual.body, said), annexes: inOrder(usual.annexes, said) }
  const tellsResults = [...sorted.body, ...sorted.annexes].some(({ part, isOut }) => exerciseOf(part) !== null && !isOut)
  const bound = (one: Loose): Arranged => {
    const mustStay = one.part === 'method' && tellsResults
    return { ...one, mustStay, isOut: one.isOut && !mustStay }
  }
  return { body: sorted.body.map(bound), annexes: sorted.annexes.map(bound) }
}

type Loose = Omit<Arranged, 'mustStay'>

function inOrder(usual: readonly PartName[], said: ReadonlyMap<string, Placed>): Loose[] {
  const all = usual.map((part) => ({ part, card: partCard(part), placed: said.get(partCard(part)) }))
  const list = all.flatMap(({ part, card, placed }): Loose[] => (placed ? [{ part, card, order: placed.order, isOut: placed.isOut }] : []))
  list.sort((a, b) => a.order - b.order || (a.card < b.card ? -1 : 1))
  all.forEach(({ part, card, placed }, at) => {
    if (placed) return
    const before = list.findIndex((one) => one.part === usual[at - 1])
    list.splice(before + 1, 0, { part, card, order: list[before]?.order ?? 0, isOut: false })
  })
  return list
}

/**
 * New orders, by card, that bring a part to a place of its list, counted without it. One card alone is changed where there is
 * room between its new neighbours, so that two organisers who move different parts both get what they wished.
 */
export function ordersFor(list: readonly Arranged[], part: PartName, to: number): ReadonlyMap<string, number> {
  const moving = list.find((one) => one.part === part)
  if (!moving) return new Map()
  const rest = list.filter((one) => one !== moving)
  const place = Math.max(0, Math.min(rest.length, to))
  const [before, after] = [rest[place - 1]?.order, rest[place]?.order]
  const between = before === undefined ? (after ?? 1) - 1 : after === undefined ? before + 1 : (before + after) / 2
  const fits = (before === undefined || between > before) && (after === undefined || between < after)
  if (fits) return new Map([[moving.card, between]])
  return new Map(rest.toSpliced(place, 0, moving).map(({ card }, at) => [card, at + 1]))
}
