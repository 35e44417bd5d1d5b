import { endOf } from './clocks.ts'
import type { Ms, Session, StepRun } from './session.ts'

/** A stretch of time, both ends included. */
export interface Held {
  readonly from: Ms
  readonly until: Ms
}

/**
 * Notes when steps were first opened and last closed: by that a report tells the days of the meeting. An opening that was taken
 * back leaves nothing behind.
 */
export function withTimes(before: Session, after: Session, now: Ms): Session {
  const known = new Map(before.agenda.flatMap((item) => item.steps.map((run) => [run.id, run] as const)))
  // A server that was off meanwhile closes a step later than its clock did.
  const endIn = (id: string) => Math.min(now, (known.has(id) ? endOf(before, known.get(id)!) : null) ?? now)
  const agenda = after.agenda.map((item) => {
    const steps = item.steps.map((run) => timed(known.get(run.id), run, endIn(run.id)))
    return steps.every((run, at) => run === item.steps[at]) ? item : { ...item, steps }
  })
  return agenda.every((item, at) => item === after.agenda[at]) ? after : { ...after, agenda }
}

function timed(before: StepRun | undefined, run: StepRun, end: Ms): StepRun {
  if (run.state.is === 'open') return before?.state.is === 'open' || run.begun !== undefined ? run : { ...run, begun: run.state.since }
  // What closes keeps the turn in which it was opened; where an opening is taken back the earlier one is there again.
  const isClosed = before?.state.is === 'open' && before.opened === run.opened && run.state.is !== 'waiting'
  return isClosed ? { ...run, ended: end } : run
}

/**
 * From when to when people worked: from the first opening of a step to the last closing. A session in which nothing was opened has
 * the time at which it was made, and so has an older one, which did not keep these: there the last hand-in or opening ends it. Where
 * several sessions are brought together, theirs count with its own.
 */
export function heldOf({ created, agenda, sources = [] }: Pick<Session, 'created' | 'agenda' | 'sources'>): Held {
  const runs = agenda.flatMap(({ steps }) => steps).filter(({ state }) => state.is !== 'waiting')
  const times = runs.flatMap((run) => [...(run.begun === undefined ? run.handedIn.map(({ at }) => at) : [run.begun]), ...lastOf(run)])
  const own = runs.length === 0 || runs.some(({ begun }) => begun === undefined) ? [created, ...times] : times
  const all = [...own, ...sources.flatMap((source) => (source.held ? [source.held.from, source.held.until] : [source.created]))]
  return { from: Math.min(...all), until: Math.max(...all) }
}

const lastOf = ({ ended, state }: StepRun): readonly Ms[] => [
  ...(ended === undefined ? [] : [ended]),
  ...(state.is === 'open' ? [state.since] : []),
]
