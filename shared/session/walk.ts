import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import { askBoard, hasAgreed } from './consent.ts'
import type { Ms, Person, Session } from './session.ts'
import type { Comment, Walk } from './walk-shapes.ts'

type Asked<Do extends Command['do']> = Extract<Command, { do: Do }>

/** Comments of one table on one board, and of a session. */
const mostOfTable = 10
const mostInSession = 500
/** What somebody was writing when the walk ended is still taken. */
const graceMs = 60_000

/** Tables look at each other's boards; each is asked for its board if it was not yet. Another walk ends. */
export function openWalk(session: Session, exercise: string, now: Ms): Session | Refusal {
  const asked = askBoard(session, { exercise, group: null }, now)
  if ('refused' in asked) return asked
  const others = (session.walks ?? []).filter((walk) => walk.exercise !== exercise).map((walk) => ended(walk, now))
  return { ...asked, walks: [...others, { exercise, opened: now, closed: null }] }
}

export function closeWalk(session: Session, exercise: string, now: Ms): Session | Refusal {
  if (!walkOn(session, exercise)) return refuse('walk-not-open')
  return { ...session, walks: (session.walks ?? []).map((walk) => (walk.exercise === exercise ? ended(walk, now) : walk)) }
}

/** Stands beside another table's board or one of its cards, never in it. The same comment twice is one. */
export function comment(session: Session, { do: _, comment: id, ...said }: Asked<'comment'>, person: Person, now: Ms): Session | Refusal {
  if (person.is !== 'seat') return refuse('not-allowed')
  const comments = session.comments ?? []
  if (comments.some((one) => one.id === id)) return session
  const walk = session.walks?.find(({ exercise }) => exercise === said.exercise)
  if (!walk || (walk.closed !== null && now - walk.closed > graceMs)) return refuse('walk-not-open')
  if (said.group === person.group) return refuse('own-board')
  if (!hasAgreed(session, said.exercise, said.group)) return refuse('board-not-agreed')
  const mine = comments.filter((one) => one.from === person.group && one.group === said.group && one.exercise === said.exercise)
  if (mine.length >= mostOfTable) return refuse('too-many-comments', { most: mostOfTable })
  if (comments.length >= mostInSession) return refuse('no-room-for-comments', { most: mostInSession })
  return { ...session, comments: [...comments, { id, ...said, from: person.group, at: now }] }
}

/** A table takes its own comment back; the facilitator any. */
export function removeComment(session: Session, id: string, person: Person): Session | Refusal {
  const found = session.comments?.find((one) => one.id === id)
  if (!found) return refuse('unknown-comment')
  if (person.is !== 'facilitator' && (person.is !== 'seat' || person.group !== found.from)) return refuse('not-allowed')
  return { ...session, comments: (session.comments ?? []).filter((one) => one !== found) }
}

export const walkOn = (session: Pick<Session, 'walks'>, exercise: string): boolean =>
  session.walks?.some((walk) => walk.exercise === exercise && walk.closed === null) ?? false

/** Null when the person may read this board and what was said about it, else why not. A table may always read its own. */
export function mayVisit(person: Person, board: { readonly exercise: string; readonly group: string }, session: Session): Refusal | null {
  if (person.is === 'facilitator') return null
  if (person.is !== 'seat' || person.session !== session.id) return refuse('not-allowed')
  if (person.group === board.group) return null
  if (!walkOn(session, board.exercise)) return refuse('walk-not-open')
  return hasAgreed(session, board.exercise, board.group) ? null : refuse('board-not-agreed')
}

/** What is said beside a board; `from` is known to the room, the report leaves it out. */
export const commentsOn = (session: Session, exercise: string, group: string): readonly Comment[] =>
  (session.comments ?? []).filter((one) => one.exercise === exercise && one.group === group)

/** A walk as a person may know of it: where one may look, and how much was said there. Words are fetched with the board. */
export interface WalkView extends Walk {
  readonly boards: readonly { readonly group: string; readonly mayVisit: boolean; readonly comments: number }[]
}

/** After the end a table still hears how much was said about its own board. */
export function walksFor(person: Person, session: Session): readonly WalkView[] {
  if (person.is === 'nobody') return []
  return (session.walks ?? []).map((walk) => {
    const seen = session.groups.filter(({ id }) => person.is !== 'seat' || walk.closed === null || id === person.group)
    const boards = seen.map(({ id: group }) => ({
      group,
      mayVisit: mayVisit(person, { exercise: walk.exercise, group }, session) === null,
      comments: commentsOn(session, walk.exercise, group).length,
    }))
    return { ...walk, boards }
  })
}

const ended = (walk: Walk, now: Ms): Walk => ({ ...walk, closed: walk.closed ?? now })
