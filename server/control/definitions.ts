import type { Exercise } from '../../shared/exercise/exercise.ts'
import { refuse, type Refusal } from '../../shared/refusals.ts'
import { ownBoardsIn } from '../../shared/session/alone.ts'
import type { Command } from '../../shared/session/commands.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import type { SessionEvents } from './open-session.ts'
import type { Rules } from './rules.ts'

type Exercises = ReadonlyMap<string, Exercise>

/** What the exercises of the session are, by id, of all that ever came into it: one that has gone may stand in an earlier value of its file. */
export function usedIn({ agenda }: Session, all: readonly Exercise[]): Exercises {
  return new Map(all.filter(({ id }) => agenda.some((item) => item.exercise === id)).map((one) => [one.id, one]))
}

/** All definitions with those that have come in, in the place of older ones of their ids. */
export function withBrought(all: readonly Exercise[], brought: readonly Exercise[]): readonly Exercise[] {
  return [...all.filter(({ id }) => !brought.some((one) => one.id === id)), ...brought]
}

/** The exercises that a command is to bring into the session, fetched for whoever may; none for any other command. */
export async function fetchFor(
  person: Person,
  command: Command,
  { session, exercises, rules, events }: { session: Session; exercises: Exercises; rules: Rules; events: Pick<SessionEvents, 'bring'> },
): Promise<readonly Exercise[] | Refusal> {
  if (command.do !== 'set-agenda' || !command.add || rules.may(person, command, session)) return []
  return events.bring(command.add, command.days, [...exercises.values()])
}

/** Refuses to take away an exercise on whose boards, the tables' or those of laptops that write alone, there is a card. */
export async function refuseUsed(
  command: Command,
  session: Session,
  exercises: Exercises,
  events: Pick<SessionEvents, 'areUsed'>,
): Promise<Refusal | null> {
  if (command.do !== 'set-agenda' || !command.remove) return null
  for (const { exercise: name, boards, steps } of session.agenda.filter((item) => command.remove?.includes(item.exercise))) {
    const exercise = exercises.get(name)
    const alone = steps.flatMap((run) => ownBoardsIn(session, run))
    if (exercise && (await events.areUsed(session.id, [...Object.values(boards), ...alone], exercise))) return refuse('exercise-used')
  }
  return null
}
