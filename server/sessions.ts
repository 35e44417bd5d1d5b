import { narrativeBoard, narrativeExercise, narrativeStart, readNarrative } from '../shared/report/narrative.ts'
import type { Live } from './control/live.ts'
import type { OpenSessions } from './control/open-sessions.ts'
import type { Sessions } from './http/needs.ts'
import type { Boards } from './ports.ts'

/** Sessions as HTTP asks for them, and what stands on their boards. */
export function sessionsIn(openSessions: OpenSessions, boards: Boards, live: Live): Sessions {
  return {
    sessions: () => openSessions.sessions(),
    session: (id) => openSessions.session(id),
    placeWithCode: (typed) => openSessions.placeWithCode(typed),
    create: (plan) => openSessions.create(plan),
    join: (id, seat, left) => openSessions.use(id, (open) => open.join(seat, left)),
    leave: (id, seat) => openSessions.use(id, (open) => open.leave(seat)),
    exercisesOf: (id) => openSessions.use(id, (open) => Promise.resolve([...open.exercises.values()])),
    // While it is open, so that what was read is let go of with it.
    cards: async (session, item, exercise) => (await openSessions.use(session.id, () => live.readAll(session, item, exercise))) ?? [],
    writers: async (session) => {
      const of = async ([group, board]: [string, string]) => [group, await boards.writers(session.id, board)] as const
      const all = session.agenda.map(async ({ exercise, boards: those }) => {
        return [exercise, Object.fromEntries(await Promise.all(Object.entries(those).map(of)))] as const
      })
      return Object.fromEntries(await Promise.all(all))
    },
    startNarrative: (id, exercises) =>
      boards.lay(id, narrativeBoard(id), { givens: narrativeStart(exercises), start: null }, narrativeExercise),
    narrative: async (id) => readNarrative((await boards.read(id, narrativeBoard(id), narrativeExercise)).cards),
    versions: (id, board) => boards.versions(id, board),
    version: (id, board, version, exercise) => boards.version(id, board, version, exercise),
  }
}
