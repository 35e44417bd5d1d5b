import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import type { Ms } from './ms.ts'
import type { Session, StepRun } from './session.ts'
import { currentStep, stepFor, tablesIn } from './whereabouts.ts'

/** What it was like before the last step was opened: enough to take that back. */
export interface Push {
  readonly at: Ms
  readonly was: StepRun
  /** Steps that closed by it. Absent in sessions of earlier versions of Roundtable. */
  readonly ended?: readonly StepRun[]
}

/**
 * Opens a step, for all tables or for some: the others stay where they are. A step that is open already takes some tables in,
 * and its clock goes on. A step in which no table is any longer closes softly. What that changed is kept: it may be taken back.
 */
export function push(session: Session, { step: id, minutes, groups }: Extract<Command, { do: 'open-step' }>, now: Ms): Session | Refusal {
  const was = runsOf(session).find((run) => run.id === id)
  if (!was) return refuse('unknown-step')
  if (groups && !groups.every((group) => session.groups.some((one) => one.id === group))) return refuse('unknown-group')
  const some = groups && session.groups.some((group) => !groups.includes(group.id)) ? [...new Set(groups)] : null
  const turn = session.turn + 1
  const opened = groups && was.state.is === 'open' ? takeIn(was, groups, turn) : openStep(was, some, minutes ?? was.minutes, turn, now)
  const open = changed(session, (run) => (run === was ? opened : run))
  const isLeft = (run: StepRun) => run.state.is === 'open' && run.id !== id && tablesIn(open, run.id).length === 0
  const ended = runsOf(open).filter(isLeft)
  return { ...changed(open, (run) => (ended.includes(run) ? { ...run, state: { is: 'closed' } } : run)), pushed: { at: now, was, ended } }
}

/** Opens a step, or opens it again, without locks. */
function openStep(
  { locked: _, only: __, joined: ___, ...step }: StepRun,
  some: readonly string[] | null,
  minutes: number,
  turn: number,
  now: Ms,
): StepRun {
  // prettier-ignore
  const state = { is: 'open', since: now, until: now + minutes * 60_000 } as const
  return { ...step, minutes, extra: {}, opened: turn, state, ...(some ? { only: some } : {}) }
}

/** Tables that come into a step while it is open have what is left of its time. */
function takeIn(step: StepRun, groups: readonly string[], turn: number): StepRun {
  const joined = { ...step.joined, ...Object.fromEntries(groups.map((group) => [group, turn])) }
  return { ...step, joined, ...(step.only ? { only: [...new Set([...step.only, ...groups])] } : {}) }
}

/**
 * As if the step had not been opened: it is as it was, and the steps that closed by it go on with the time that they had left.
 * What people wrote or handed in meanwhile stays.
 */
export function undoOpen(session: Session, step: string, now: Ms): Session | Refusal {
  const { pushed, ...rest } = session
  const run = runsOf(session).find(({ id }) => id === step)
  if (!run) return refuse('unknown-step')
  if (!pushed?.ended || pushed.was.id !== step || run.state.is !== 'open') return refuse('cannot-undo-open')
  const { was, ended, at } = pushed
  const back = (one: StepRun): StepRun => {
    if (one.id === step) return was.state.is === 'open' && was.opened === one.opened ? asAmong(was, one) : withGiven(was, one)
    const before = ended.find(({ id }) => id === one.id)
    return before ? withGiven(later(before, now - at), one) : one
  }
  return changed(rest, back)
}

/** A step as it was, with what people gave it meanwhile. */
function withGiven(was: StepRun, { handedIn, material, allowed, alone }: StepRun): StepRun {
  return { ...was, handedIn, ...(material ? { material } : {}), ...(allowed ? { allowed } : {}), ...withGone(was, alone?.gone) }
}

function withGone({ alone }: StepRun, gone: NonNullable<StepRun['alone']>['gone']): Pick<StepRun, 'alone'> {
  return alone && gone ? { alone: { ...alone, gone } } : {}
}

/** A step into which tables were taken loses them again; its clock has gone on. */
function asAmong({ only, joined }: StepRun, { only: _, joined: __, ...step }: StepRun): StepRun {
  return { ...step, ...(only ? { only } : {}), ...(joined ? { joined } : {}) }
}

/** The step with its end put off; one that stands paused stands paused. */
function later(step: StepRun, ms: number): StepRun {
  if (step.state.is !== 'open') return step
  const { paused, until } = step.state
  return { ...step, state: { ...step.state, until: until + ms, ...(paused === undefined ? {} : { paused: paused + ms }) } }
}

/** A table that is made while tables are apart goes where most of them are, once all have begun. */
export function takeInNew(session: Session, group: string): Session {
  const others = session.groups.filter(({ id }) => id !== group)
  const step = others.every(({ id }) => stepFor(session, id)) ? currentStep({ ...session, groups: others })?.step.id : undefined
  return changed(session, (run) => (run.id === step && run.only ? { ...run, only: [...run.only, group] } : run))
}

const runsOf = ({ agenda }: Pick<Session, 'agenda'>): readonly StepRun[] => agenda.flatMap((item) => item.steps)

function changed(session: Session, change: (run: StepRun) => StepRun): Session {
  return { ...session, agenda: session.agenda.map((item) => ({ ...item, steps: item.steps.map(change) })) }
}
