import { refuse, type Refusal } from '../refusals.ts'
import { openSteps, tablesIn, wasAsked } from './whereabouts.ts'
import { idsOf, type AgendaItem, type Group, type Ms, type Seat, type Session, type StepRun } from './session.ts'

/** A step in which each laptop first puts down cards that it alone sees. */
export interface Alone {
  /** When a table was shown what its laptops had put down, by group id. */
  readonly revealed: Readonly<Record<string, Ms>>
  /** Seats that have left, or sit elsewhere since they were shown, with the group whose table sees what they put down. */
  readonly gone?: Readonly<Record<string, string>>
}

const mark = 'own'

/** The board on which a seat writes alone in a step. The seat that it goes on as may have begun it. */
export function ownBoardOf(agenda: readonly AgendaItem[], step: string, seat: Pick<Seat, 'id' | 'was'>): string {
  return boardNamed(agenda, step, idsOf(seat).at(-1) ?? seat.id)
}

const boardNamed = (agenda: readonly AgendaItem[], step: string, seat: string) =>
  `${mark}-${seat}-${String(numberedSteps(agenda).find(({ run }) => run.id === step)?.number ?? -1)}`

/**
 * Every step with its number in the names of these boards: its place among all steps, until exercises come in or go; from then on
 * each exercise keeps the numbers that it had.
 */
export function numberedSteps(
  agenda: readonly AgendaItem[],
): readonly { readonly item: AgendaItem; readonly run: StepRun; readonly number: number }[] {
  let place = 0
  return agenda.flatMap((item) => {
    const first = item.numbered ?? place
    place += item.steps.length
    return item.steps.map((run, index) => ({ item, run, number: first + index }))
  })
}

/** By the exercises of an agenda: a number that stays as long as the exercise is in it, and is another one when it comes in anew. */
export function comingsIn(agenda: readonly AgendaItem[]): ReadonlyMap<string, number> {
  const firsts = numberedSteps(agenda).filter(({ item, run }) => item.steps[0] === run)
  return new Map(firsts.map(({ item, number }) => [item.exercise, number]))
}

/** The seat and the step of a board on which somebody writes alone; null for any other board. */
export function whoseOwnBoard(board: string): { readonly seat: string; readonly step: number } | null {
  const [, seat, step] = /^own-(.+)-(\d{1,4})$/.exec(board) ?? []
  return seat === undefined || step === undefined ? null : { seat, step: Number(step) }
}

/** True while the laptops of a table write alone. */
export const isAlone = ({ alone, state }: StepRun, group: string): boolean =>
  alone !== undefined && state.is === 'open' && alone.revealed[group] === undefined

/** From now on each laptop writes alone in the step, until the facilitator shows the tables what they wrote. Once a step. */
export function writeAlone(step: StepRun): StepRun | Refusal {
  if (step.state.is !== 'open') return refuse('step-not-open')
  return step.alone || step.blind ? refuse('already-alone') : { ...step, alone: { revealed: {} } }
}

/** One table, or all that were asked (`group` null), see what their laptops wrote alone. Who comes later still writes alone. */
export function revealCards(step: StepRun, group: string | null, groups: readonly Pick<Group, 'id'>[], now: Ms): StepRun | Refusal {
  if (!step.alone) return refuse('not-alone')
  if (group !== null && !groups.some(({ id }) => id === group)) return refuse('unknown-group')
  const { alone } = step
  const hidden = groups
    .map(({ id }) => id)
    .filter((id) => (group === null ? wasAsked(step, id) : id === group) && alone.revealed[id] === undefined)
  if (hidden.length === 0) return step
  return { ...step, alone: { ...alone, revealed: { ...alone.revealed, ...Object.fromEntries(hidden.map((id) => [id, now])) } } }
}

/** As `revealCards`, in a session; nothing where the step is not written alone. */
export function withCardsShown(session: Session, step: string, group: string | null, now: Ms): Session {
  const show = (run: StepRun): StepRun => {
    const shown = run.id === step && run.alone ? revealCards(run, group, session.groups, now) : run
    return 'refused' in shown ? run : shown
  }
  return { ...session, agenda: session.agenda.map((item) => ({ ...item, steps: item.steps.map(show) })) }
}

/** What one table, or any (null), was shown at that moment is its laptops' alone again: that was taken back. What a table has handed in stays shown. */
export function hideCardsShownAt(run: StepRun, group: string | null, at: Ms): StepRun {
  const isMeant = ([id, shown]: readonly [string, Ms]) =>
    shown === at && (group === null || group === id) && !run.handedIn.some((one) => one.group === id)
  const all = Object.entries(run.alone?.revealed ?? {})
  if (!run.alone || !all.some(isMeant)) return run
  return { ...run, alone: { ...run.alone, revealed: Object.fromEntries(all.filter((one) => !isMeant(one))) } }
}

/** Tables for which an open step is over, or that have gone on to another, see what their laptops wrote; unless it is as if it had never been open. */
export function withLeftShown(before: Session, after: Session, now: Ms): Session {
  const open = new Set(openSteps(after).map(({ id }) => id))
  return openSteps(before).reduce((shown, { id, alone }) => {
    const isBack = after.agenda.some((item) => item.steps.some((run) => run.id === id && run.state.is === 'waiting'))
    if (!alone || isBack) return shown
    const still = new Set(open.has(id) ? tablesIn(after, id).map((group) => group.id) : [])
    return tablesIn(before, id).reduce((all, group) => (still.has(group.id) ? all : withCardsShown(all, id, group.id, now)), shown)
  }, after)
}

/**
 * A laptop that leaves takes nothing along: what it wrote alone is shown to the table where it sat. Nor does one that is moved
 * after its table was shown it; one that is moved before takes along what nobody else has seen.
 */
export function rememberGone(before: Session, after: Session): Session {
  const here = new Map(after.seats.flatMap((seat) => idsOf(seat).map((id) => [id, seat.group] as const)))
  const sat = before.seats.flatMap((seat) => idsOf(seat).map((id) => [id, seat.group] as const))
  const away = sat.filter(([id, group]) => here.get(id) !== group)
  if (away.length === 0) return after
  const remember = (run: StepRun): StepRun => {
    const { alone } = run
    // A step that waits may have been open: what was written before that was taken back is kept.
    if (!alone) return run
    const isHidden = after.groups.some(({ id }) => alone.revealed[id] === undefined)
    const kept = away.filter(([id, group]) => (here.has(id) ? alone.revealed[group] !== undefined : isHidden))
    // Where it was shown first, there it stays.
    return kept.length === 0 ? run : { ...run, alone: { ...alone, gone: { ...Object.fromEntries(kept), ...alone.gone } } }
  }
  return { ...after, agenda: after.agenda.map((item) => ({ ...item, steps: item.steps.map(remember) })) }
}

/** A board on which somebody wrote alone, the board of the table that is to see it, and by whom the cards on it may be. */
export interface Shown {
  readonly own: string
  readonly board: string
  readonly seat: string
  readonly as: readonly string[]
}

/** What is to be seen now and was not before. */
export function newlyShown(before: Session, after: Session): readonly Shown[] {
  const were = new Set(ownBoardsShown(before).map(({ own }) => own))
  return ownBoardsShown(after).filter(({ own }) => !were.has(own))
}

/** Every board on which somebody may have written alone in a step, those of laptops that have left among them. */
export function ownBoardsIn({ agenda, seats }: Pick<Session, 'agenda' | 'seats'>, { id, alone }: StepRun): readonly string[] {
  const all = alone ? [...seats.flatMap(idsOf), ...Object.keys(alone.gone ?? {})] : []
  return [...new Set(all)].map((seat) => boardNamed(agenda, id, seat))
}

/** Every board that a table has been shown. */
export function ownBoardsShown(session: Pick<Session, 'agenda' | 'seats'>): readonly Shown[] {
  return session.agenda.flatMap((item) =>
    item.steps.flatMap(({ id: step, alone }) => {
      if (!alone) return []
      const left = Object.entries(alone.gone ?? {})
      const sitting = session.seats.flatMap((seat) =>
        idsOf(seat).flatMap((id) => (alone.gone?.[id] === undefined ? [{ id, group: seat.group, as: idsOf(seat) }] : [])),
      )
      // Two of them may have been one laptop after the other, on one board.
      const mates = (group: string) => left.flatMap(([id, at]) => (at === group ? [id] : []))
      const gone = left.map(([id, group]) => ({ id, group, as: mates(group) }))
      return [...sitting, ...gone].flatMap(({ id: seat, group, as }): Shown[] => {
        const board = item.boards[group]
        const own = boardNamed(session.agenda, step, seat)
        return board === undefined || alone.revealed[group] === undefined ? [] : [{ own, board, seat, as }]
      })
    }),
  )
}

/** As a person of that group may know it. */
export function aloneFor({ alone }: StepRun, own: string | null): { readonly alone?: Alone } {
  if (!alone) return {}
  const revealed = own === null ? undefined : alone.revealed[own]
  return { alone: { revealed: own !== null && revealed !== undefined ? { [own]: revealed } : {} } }
}
