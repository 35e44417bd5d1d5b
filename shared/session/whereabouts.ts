import type { AgendaItem, Group, Session, StepRun } from './session.ts'

/** A step of the agenda, with its place in its exercise, from 0. */
export interface Whereabouts {
  readonly item: AgendaItem
  readonly step: StepRun
  readonly index: number
}

type Rooms = Pick<Session, 'agenda'>

/** True when the step is, or was last, opened for this table. */
export const isFor = ({ only }: StepRun, group: string): boolean => only?.includes(group) ?? true

/**
 * The step that a table is in: the one that was opened for it last, also when its time is over, so that nobody is taken away
 * from a step that can still be handed in. Null before its first.
 */
export function stepFor({ agenda }: Rooms, group: string): Whereabouts | null {
  return latest(
    agenda.flatMap(begunIn).filter(({ step }) => isFor(step, group)),
    (step) => turnFor(step, group),
  )
}

/**
 * The step of the room, where its tables are or most of them; of two with as many tables the one that was opened first. Null
 * before the first.
 */
export function currentStep({ agenda, groups }: Rooms & { readonly groups: readonly Pick<Group, 'id'>[] }): Whereabouts | null {
  const begun = agenda.flatMap(begunIn)
  if (begun.every(({ step }) => step.only === undefined && step.joined === undefined)) return latest(begun, turnOf)
  const tables = new Map<string, number>()
  for (const { id } of groups) {
    const step = stepFor({ agenda }, id)?.step.id
    if (step !== undefined) tables.set(step, (tables.get(step) ?? 0) + 1)
  }
  const countOf = ({ step }: Whereabouts) => tables.get(step.id) ?? 0
  const [first] = begun.toSorted((one, other) => countOf(other) - countOf(one) || turnOf(one.step) - turnOf(other.step))
  return first ?? null
}

/** The tables that are in a step now; none where they have gone on or it was never opened. */
export function tablesIn<Table extends Pick<Group, 'id'>>(
  { agenda, groups }: Rooms & { readonly groups: readonly Table[] },
  step: string,
): readonly Table[] {
  return groups.filter(({ id }) => stepFor({ agenda }, id)?.step.id === step)
}

/** The step of one exercise that is open, or was open last, for one table or for any; null before its first. */
export function lastStepOf(item: AgendaItem, group?: string): Whereabouts | null {
  const begun = begunIn(item)
  if (group === undefined) return latest(begun, turnOf)
  return latest(
    begun.filter(({ step }) => isFor(step, group)),
    (step) => turnFor(step, group),
  )
}

/** Steps whose clock may run. */
export const openSteps = ({ agenda }: Rooms): readonly StepRun[] =>
  agenda.flatMap((item) => item.steps).filter(({ state }) => state.is === 'open')

/** True where an exercise was opened, and never for this table: nobody asked it. */
export function isPassedBy(item: AgendaItem, group: string): boolean {
  const begun = begunIn(item)
  return begun.length > 0 && !begun.some(({ step }) => wasAsked(step, group))
}

/** The step was opened for the table, now or before; where that was not kept, now. */
export const wasAsked = (step: StepRun, group: string): boolean =>
  (step.asked?.includes(group) ?? isFor(step, group)) || step.handedIn.some((one) => one.group === group)

/** The tables for which a step was opened so far; where that was not kept, for which it was opened last. */
export function askedIn(step: StepRun, groups: readonly Pick<Group, 'id'>[]): readonly string[] {
  const isAsked = step.state.is === 'waiting' ? () => false : (group: string) => isFor(step, group)
  return step.asked ?? groups.map(({ id }) => id).filter(isAsked)
}

/** Notes of steps that are open who is in them: whatever opens them later for whom, these were asked. */
export function withAsked(session: Session): Session {
  const noted = (run: StepRun): StepRun => {
    if (run.state.is !== 'open') return run
    const known = askedIn(run, session.groups)
    const fresh = tablesIn(session, run.id).flatMap(({ id }) => (known.includes(id) ? [] : [id]))
    return run.asked && fresh.length === 0 ? run : { ...run, asked: [...known, ...fresh] }
  }
  const agenda = session.agenda.map((item) => {
    const steps = item.steps.map(noted)
    return steps.every((run, at) => run === item.steps[at]) ? item : { ...item, steps }
  })
  return agenda.every((item, at) => item === session.agenda[at]) ? session : { ...session, agenda }
}

const begunIn = (item: AgendaItem): readonly Whereabouts[] =>
  item.steps.flatMap((step, index) => (step.state.is === 'waiting' ? [] : [{ item, step, index }]))

/** Sessions of earlier versions of Roundtable do not know when a step was opened. */
const turnOf = ({ state, opened }: StepRun): number => opened ?? (state.is === 'open' ? Infinity : 0)
const turnFor = (step: StepRun, group: string): number => step.joined?.[group] ?? turnOf(step)

/** Of two of the same turn the later one in the agenda. */
function latest(begun: readonly Whereabouts[], rank: (step: StepRun) => number): Whereabouts | null {
  return begun.reduce<Whereabouts | null>((last, one) => (last && rank(last.step) > rank(one.step) ? last : one), null)
}
