import type { AgendaDay, AgendaLine } from '../exercise/agenda.ts'
import type { Exercise } from '../exercise/exercise.ts'
import { isRefusal, refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import { changeExercises } from './exercises.ts'
import type { Session, StepRun } from './session.ts'

type Planned = Pick<Session, 'agenda' | 'days'>

/** The steps of a session in the order in which they are to be opened; one that no line of the day names is left out. */
export function plannedSteps({ agenda, days }: Planned): readonly string[] {
  const all = agenda.flatMap((item) => item.steps.map(({ id }) => id))
  if (!days || days.length === 0) return all
  return [...new Set(days.flatMap((day) => day.lines.flatMap((line) => stepsOfLine(line, agenda))))]
}

/** The steps that a line runs: those it names, or all of its exercise. */
export function stepsOfLine({ exercise, steps }: AgendaLine, agenda: Planned['agenda']): readonly string[] {
  const known = agenda.find((item) => item.exercise === exercise)?.steps.map(({ id }) => id) ?? []
  return steps ? steps.filter((id) => known.includes(id)) : known
}

/** Days as the console changes them: each line names its steps. A session without days gets one, with a line for each exercise. */
export function draftDays(
  { agenda, days }: Planned,
  titleOf: (exercise: string) => AgendaLine['title'],
  dayTitle: AgendaDay['title'],
): readonly AgendaDay[] {
  const named = (line: AgendaLine): AgendaLine => (line.exercise === undefined ? line : { ...line, steps: stepsOfLine(line, agenda) })
  if (days && days.length > 0) return days.map((day) => ({ ...day, lines: day.lines.map(named) }))
  const lines = agenda.map(({ exercise, steps }) => ({
    at: '',
    minutes: steps.reduce((sum, { minutes }) => sum + minutes, 0),
    title: titleOf(exercise),
    exercise,
    steps: steps.map(({ id }) => id),
  }))
  return [{ title: dayTitle, lines }]
}

/**
 * The whole order of the meeting anew: which exercises there are, lines, their steps, and how long steps last that are not open
 * now. `brought` are the exercises that may come in.
 */
export function setAgenda(
  before: Session,
  { days, minutes, add = [], remove = [] }: Extract<Command, { do: 'set-agenda' }>,
  { brought, newId }: { readonly brought: readonly Exercise[]; readonly newId: () => string },
): Session | Refusal {
  const session = changeExercises(before, { add, remove, brought, days }, newId)
  if (isRefusal(session)) return session
  const known = new Set(session.agenda.flatMap((item) => item.steps.map(({ id }) => id)))
  const lines = days.flatMap((day) => day.lines)
  if (lines.some(({ exercise }) => exercise !== undefined && !session.agenda.some((item) => item.exercise === exercise)))
    return refuse('unknown-exercise')
  const named = lines.flatMap(({ steps }) => steps ?? [])
  if ([...named, ...Object.keys(minutes)].some((step) => !known.has(step))) return refuse('unknown-step')
  if (new Set(named).size !== named.length) return refuse('step-twice')
  const timed = (run: StepRun): StepRun => (run.state.is === 'open' ? run : { ...run, minutes: minutes[run.id] ?? run.minutes })
  return { ...session, days, agenda: session.agenda.map((item) => ({ ...item, steps: item.steps.map(timed) })) }
}
