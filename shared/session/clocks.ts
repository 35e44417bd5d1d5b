import { refuse, type Refusal } from '../refusals.ts'
import type { Ms } from './ms.ts'
import type { OwnClock, Session, StepRun } from './session.ts'
import { tablesIn } from './whereabouts.ts'

/** How long the last minute of a step is that the facilitator winds up. */
export const lastMinuteMs = 60_000

/** When the step ends for this group, extra time included, if the clock goes; null when it is not open. */
export function untilFor(step: StepRun, group: string | null): Ms | null {
  if (step.state.is !== 'open') return null
  return step.state.until + (group === null ? 0 : (step.extra[group] ?? 0) * 60_000 + (step.clocks?.[group]?.shift ?? 0))
}

/** How long this group has left, below zero when its time is over; it stands still while the clock is stopped. Null when the step is not open. */
export function leftFor(step: StepRun, group: string | null, now: Ms): Ms | null {
  const until = untilFor(step, group)
  if (until === null || step.state.is !== 'open') return null
  return until - Math.min(step.state.paused ?? now, (group === null ? undefined : step.clocks?.[group]?.stopped) ?? now)
}

/** The time that the clock of a step shows: it stands still while it is stopped. */
const timeOf = ({ state }: StepRun, now: Ms): Ms => (state.is === 'open' ? (state.paused ?? now) : now)

const isStopped = ({ clocks }: StepRun, group: string): boolean => clocks?.[group]?.stopped !== undefined

/** The clock of the step, or that of this table alone, was stopped. */
export const standsFor = (step: StepRun, group: string | null): boolean =>
  step.state.is === 'open' && (step.state.paused !== undefined || (group !== null && isStopped(step, group)))

/** The clock stands still, for all tables or for one; people may go on working. */
export function pauseStep(step: StepRun, group: string | null, now: Ms): StepRun | Refusal {
  if (step.state.is !== 'open') return refuse('step-not-open')
  if (group === null) return step.state.paused === undefined ? { ...step, state: { ...step.state, paused: now } } : step
  return isStopped(step, group) ? step : withClock(step, group, { shift: shiftOf(step, group), stopped: timeOf(step, now) })
}

/** The clock goes on with what was left when it was stopped; that of a table which was stopped by itself stays so. */
export function resumeStep(step: StepRun, group: string | null, now: Ms): StepRun | Refusal {
  if (step.state.is !== 'open') return refuse('step-not-open')
  if (group !== null) return goOn(step, group, now)
  const { paused } = step.state
  return paused === undefined ? step : putOff(step, now - paused, false)
}

/** All tables, or one, have a minute left at most: who had less keeps it. Nobody's clock stands still any longer. */
export function windUp(step: StepRun, group: string | null, now: Ms): StepRun | Refusal {
  if (step.state.is !== 'open') return refuse('step-not-open')
  if (group !== null) {
    const going = goOn(step, group, now)
    return endAt(going, group, Math.min(untilOf(going, group), timeOf(going, now) + lastMinuteMs))
  }
  const { paused } = step.state
  const going = allGoOn(paused === undefined ? step : putOff(step, now - paused, false), now)
  return endAll(going, (end) => Math.min(end, now + lastMinuteMs))
}

/** The time of one table is over; what it has typed is kept, and it may still hand in. */
export function endFor(step: StepRun, group: string, now: Ms): StepRun | Refusal {
  if (step.state.is !== 'open') return refuse('step-not-open')
  const going = goOn(step, group, now)
  return endAt(going, group, Math.min(untilOf(going, group), timeOf(going, now)))
}

/** So many minutes more, or less, for all tables or for one. Who has none left gets them from now on. */
export function extendStep(step: StepRun, minutes: number, group: string | null, now: Ms): StepRun | Refusal {
  if (step.state.is !== 'open') return refuse('step-not-open')
  const more = minutes * 60_000
  const later = (end: Ms, time: Ms) => (more > 0 ? Math.max(end, time) : end) + more
  if (group === null) return endAll(step, (end, one) => later(end, (one === null ? undefined : step.clocks?.[one]?.stopped) ?? timeOf(step, now))) // prettier-ignore
  const end = later(untilOf(step, group), step.clocks?.[group]?.stopped ?? timeOf(step, now))
  const total = (step.extra[group] ?? 0) + minutes
  const { [group]: _, ...others } = step.extra
  return endAt({ ...step, extra: total === 0 ? others : { ...others, [group]: total } }, group, end)
}

/** When the time of the last table in an open step is over; null while a clock in it stands still. */
export function endOf(session: Session, step: StepRun): Ms | null {
  const tables = tablesIn(session, step.id).map(({ id }) => id)
  if (standsFor(step, null) || tables.some((id) => isStopped(step, id))) return null
  const ends = (tables.length > 0 ? tables : [null]).map((group) => untilFor(step, group) ?? 0)
  return Math.max(...ends)
}

/** The step with its end, and those of its tables, put off; what stands still has as much left as before. */
export function putOff(step: StepRun, ms: number, keepsPause = true): StepRun {
  if (step.state.is !== 'open') return step
  const { paused, ...state } = step.state
  const clocks = Object.entries(step.clocks ?? {}).map(([group, one]) => [
    group,
    one.stopped === undefined ? one : { ...one, stopped: one.stopped + ms },
  ])
  return {
    ...step,
    state: { ...state, until: state.until + ms, ...(paused !== undefined && keepsPause ? { paused: paused + ms } : {}) },
    ...(step.clocks ? { clocks: Object.fromEntries(clocks) as Record<string, OwnClock> } : {}),
  }
}

/** As much time, and as much standing still, as the table had in the step as it was at that time. */
export function withTimeOf(step: StepRun, group: string, was: StepRun, at: Ms, now: Ms): StepRun {
  const going = endAt(goOn(step, group, now), group, timeOf(step, now) + (leftFor(was, group, at) ?? 0))
  return isStopped(was, group) ? withClock(going, group, { shift: shiftOf(going, group), stopped: timeOf(step, now) }) : going
}

/** The step in which these tables have what they have in `as` of time of their own: extra minutes, and a clock that was stopped or ended. */
export function withOwnTimes({ clocks, ...step }: StepRun, groups: readonly string[], as: Pick<StepRun, 'extra' | 'clocks'>): StepRun {
  const changed = <Own>(own: Readonly<Record<string, Own>> = {}, theirs: Readonly<Record<string, Own>> = {}) => {
    const kept = Object.entries(own).filter(([group]) => !groups.includes(group))
    return Object.fromEntries([...kept, ...Object.entries(theirs).filter(([group]) => groups.includes(group))])
  }
  const all = changed(clocks, as.clocks)
  return { ...step, extra: changed(step.extra, as.extra), ...(Object.keys(all).length > 0 ? { clocks: all } : {}) }
}

const untilOf = (step: StepRun, group: string): Ms => untilFor(step, group) ?? 0
const shiftOf = ({ clocks }: StepRun, group: string): number => clocks?.[group]?.shift ?? 0

function goOn(step: StepRun, group: string, now: Ms): StepRun {
  const stopped = step.clocks?.[group]?.stopped
  return stopped === undefined ? step : withClock(step, group, { shift: shiftOf(step, group) + timeOf(step, now) - stopped })
}

const allGoOn = (step: StepRun, now: Ms): StepRun => Object.keys(step.clocks ?? {}).reduce((one, group) => goOn(one, group, now), step)

function endAt(step: StepRun, group: string, end: Ms): StepRun {
  const { stopped } = step.clocks?.[group] ?? {}
  return withClock(step, group, { shift: shiftOf(step, group) + end - untilOf(step, group), ...(stopped === undefined ? {} : { stopped }) })
}

/** Every table ends when `change` says of when it would have; those without time of their own all at once. */
function endAll(step: StepRun, change: (end: Ms, group: string | null) => Ms): StepRun {
  if (step.state.is !== 'open') return step
  const later: StepRun = { ...step, state: { ...step.state, until: change(step.state.until, null) } }
  const own = [...new Set([...Object.keys(step.extra), ...Object.keys(step.clocks ?? {})])]
  return own.reduce((one, group) => endAt(one, group, change(untilOf(step, group), group)), later)
}

function withClock({ clocks = {}, ...step }: StepRun, group: string, clock: OwnClock): StepRun {
  const { [group]: _, ...others } = clocks
  const all = clock.shift === 0 && clock.stopped === undefined ? others : { ...others, [group]: clock }
  return Object.keys(all).length === 0 ? step : { ...step, clocks: all }
}
