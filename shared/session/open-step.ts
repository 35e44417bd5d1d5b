import { refuse, type Refusal } from '../refusals.ts'
import { hideCardsShownAt, type Alone } from './alone.ts'
import { hideShownAt } from './blind.ts'
import { putOff, withOwnTimes } from './clocks.ts'
import type { Command } from './commands.ts'
import type { Ms } from './ms.ts'
import type { HandIn, Session, StepRun } from './session.ts'
import { askedIn, currentStep, stepFor, tablesIn } from './whereabouts.ts'

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
  const { closed: _, ...before } = session
  const there = tablesIn(session, id).map((group) => group.id)
  const opened =
    groups && was.state.is === 'open'
      ? takeIn(was, groups, there, turn)
      : { ...openStep(was, some && { groups: some, there }, minutes ?? was.minutes, turn, now), asked: askedIn(was, session.groups) }
  const open = changed(before, (run) => (run === was ? opened : run))
  const isLeft = (run: StepRun) => run.state.is === 'open' && run.id !== id && tablesIn(open, run.id).length === 0
  const ended = runsOf(open).filter(isLeft)
  return { ...changed(open, (run) => (ended.includes(run) ? { ...run, state: { is: 'closed' } } : run)), pushed: { at: now, was, ended } }
}

/** Opens a step, or opens it again, without locks. Tables that are still in it and are not meant stay there; their time stays over. */
function openStep(
  { locked: _, only: __, joined: ___, clocks: ____, ...step }: StepRun,
  some: { readonly groups: readonly string[]; readonly there: readonly string[] } | null,
  minutes: number,
  turn: number,
  now: Ms,
): StepRun {
  const ms = minutes * 60_000
  const opened: StepRun = { ...step, minutes, extra: {}, opened: turn, state: { is: 'open', since: now, until: now + ms } }
  if (!some) return opened
  const stay = some.there.filter((group) => !some.groups.includes(group))
  const clocks = Object.fromEntries(stay.map((group) => [group, { shift: -ms }]))
  return { ...opened, only: [...some.groups, ...stay], ...(stay.length > 0 ? { clocks } : {}) }
}

/** Tables that come into a step while it is open have what is left of its time; those that are there keep what they have of their own. */
function takeIn(step: StepRun, groups: readonly string[], there: readonly string[], turn: number): StepRun {
  const come = groups.filter((group) => !there.includes(group))
  const joined = { ...step.joined, ...Object.fromEntries(groups.map((group) => [group, turn])) }
  return withOwnTimes({ ...step, joined, ...(step.only ? { only: [...new Set([...step.only, ...groups])] } : {}) }, come, { extra: {} })
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
  const isAmong = was.state.is === 'open' && was.opened === run.opened
  const back = (one: StepRun): StepRun => {
    if (one.id === step) return isAmong ? asAmong(was, one) : withGiven(was, one)
    const before = ended.find(({ id }) => id === one.id)
    return before ? withGiven(putOff(before, now - at), one) : hideCardsShownAt(one, null, at)
  }
  const undone = changed(rest, back)
  const stay = new Set(tablesIn(undone, step).map(({ id }) => id))
  const gone = tablesIn(session, step).flatMap(({ id }) => (stay.has(id) ? [] : [id]))
  const timed = isAmong ? changed(undone, (one) => (one.id === step ? withOwnTimes(one, gone, was) : one)) : undone
  // What it had shown is hidden again: who rates alone goes on with that.
  return hideShownAt(timed, null, null, at)
}

/** A step as it was, with what people gave it meanwhile, and without what they took away. */
export function withGiven({ material: _, allowed: __, ...was }: StepRun, { handedIn, material, allowed, alone }: StepRun): StepRun {
  const given = { ...(material ? { material } : {}), ...(allowed ? { allowed } : {}) }
  return { ...was, handedIn, ...given, ...(alone ? { alone: asBefore(was.alone, alone, handedIn) } : {}) }
}

/** Where laptops have begun to write alone they go on with it; only what was handed in stays shown. */
function asBefore(was: Alone | undefined, { revealed, gone }: Alone, handedIn: readonly HandIn[]): Alone {
  const handed = Object.entries(revealed).filter(([group]) => handedIn.some((one) => one.group === group))
  return { revealed: { ...Object.fromEntries(handed), ...was?.revealed }, ...(gone ? { gone } : {}) }
}

/** A step into which tables were taken loses them again; its clock has gone on. */
function asAmong({ only, asked, joined }: StepRun, { only: _, asked: __, joined: ___, ...step }: StepRun): StepRun {
  return { ...step, ...(only ? { only } : {}), ...(asked ? { asked } : {}), ...(joined ? { joined } : {}) }
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
