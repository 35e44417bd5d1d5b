import { refuse, type Refusal } from '../refusals.ts'
import { idsOf } from './seating.ts'
import { openSteps, tablesIn } from './whereabouts.ts'
import type { AgendaItem, Group, Ms, Seat, Session, StepRun } from './session.ts'

/** A step in which each laptop first puts down cards that it alone sees. */
export interface Alone {
  /** When a table was shown what its laptops had put down, by group id. */
  readonly revealed: Readonly<Record<string, Ms>>
  /** Seats that have left before that, with their group: what they put down is shown with the rest. */
  readonly gone?: Readonly<Record<string, string>>
}

const mark = 'own'

/** The board on which a seat writes alone in a step. The seat that it goes on as may have begun it. */
export function ownBoardOf(agenda: readonly AgendaItem[], step: string, seat: Pick<Seat, 'id' | 'was'>): string {
  return boardNamed(agenda, step, idsOf(seat).at(-1) ?? seat.id)
}

const boardNamed = (agenda: readonly AgendaItem[], step: string, seat: string) =>
  `${mark}-${seat}-${String(agenda.flatMap((item) => item.steps).findIndex(({ id }) => id === step))}`

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

/** One table, or all of them (`group` null), see what their laptops wrote alone. */
export function revealCards(step: StepRun, group: string | null, groups: readonly Pick<Group, 'id'>[], now: Ms): StepRun | Refusal {
  if (!step.alone) return refuse('not-alone')
  if (group !== null && !groups.some(({ id }) => id === group)) return refuse('unknown-group')
  const { alone } = step
  const hidden = groups.map(({ id }) => id).filter((id) => (group === null || id === group) && alone.revealed[id] === undefined)
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

/** Tables for which an open step is over, or that have gone on to another, see what their laptops wrote; unless it is as if it had never been open. */
export function withLeftShown(before: Session, after: Session, now: Ms): Session {
  const open = new Set(openSteps(after).map(({ id }) => id))
  return openSteps(before).reduce((shown, { id, alone }) => {
    const isBack = after.agenda.some((item) => item.steps.some((run) => run.id === id && run.state.is === 'waiting'))
    if (!alone || isBack) return shown
    if (!open.has(id)) return withCardsShown(shown, id, null, now)
    const still = new Set(tablesIn(after, id).map((group) => group.id))
    return tablesIn(before, id).reduce((all, group) => (still.has(group.id) ? all : withCardsShown(all, id, group.id, now)), shown)
  }, after)
}

/** A laptop that leaves takes nothing along: what it wrote alone is shown to the table where it sat. */
export function rememberGone(before: Session, after: Session): Session {
  const here = new Set(after.seats.flatMap(idsOf))
  const gone = before.seats.filter(({ id }) => !here.has(id)).flatMap((seat) => idsOf(seat).map((id) => [id, seat.group] as const))
  const isHidden = ({ alone }: StepRun) => alone !== undefined && after.groups.some(({ id }) => alone.revealed[id] === undefined)
  if (gone.length === 0 || !after.agenda.some((item) => item.steps.some(isHidden))) return after
  const remember = (run: StepRun): StepRun =>
    run.alone && isHidden(run) ? { ...run, alone: { ...run.alone, gone: { ...run.alone.gone, ...Object.fromEntries(gone) } } } : run
  return { ...after, agenda: after.agenda.map((item) => ({ ...item, steps: item.steps.map(remember) })) }
}

/** A board on which somebody wrote alone, the board of the table that is to see it, and by whom the cards on it may be. */
export interface Shown {
  readonly own: string
  readonly board: string
  readonly seat: string
  readonly as: readonly string[]
}

/** Every board that a table has been shown. */
export function ownBoardsShown(session: Session): readonly Shown[] {
  return session.agenda.flatMap((item) =>
    item.steps.flatMap(({ id: step, alone }) => {
      if (!alone) return []
      const sitting = session.seats.flatMap((seat) => idsOf(seat).map((id) => ({ id, group: seat.group, as: idsOf(seat) })))
      const gone = Object.entries(alone.gone ?? {}).map(([id, group]) => ({ id, group, as: [id] }))
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
