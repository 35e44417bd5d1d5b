import type { Exercise } from '../exercise/exercise.ts'
import { isRefusal, refuse, type Refusal } from '../refusals.ts'
import { noteReseated, setAttribution } from './attribution.ts'
import { revealCards, withLeftShown, writeAlone } from './alone.ts'
import { rate, rateAgain, reveal, revealAll, revealFor } from './blind.ts'
import { agreeBoard, askBoard, keepBoard } from './consent.ts'
import { extendStep, pauseStep, resumeStep, windUp } from './clocks.ts'
import { closeStep, undoClose } from './close-step.ts'
import { steering, type Command } from './commands.ts'
import { maxGroups, newGroup } from './new-session.ts'
import type { AgendaItem, Group, Ms, Person, Session, StepRun } from './session.ts'
import type { PutBack } from './versions.ts'
import { decide, undoDecision } from './decide.ts'
import { keepListed, rememberSpoken, speakFor } from './delegation.ts'
import { handIn, takeBack } from './hand-in.ts'
import { handOn } from './hand-on.ts'
import { setJoining, withCodes } from './joining.ts'
import { giveMaterial } from './material.ts'
import { withTimes } from './held.ts'
import { keepUntil } from './keeping.ts'
import { letGo, markRead, say, summon, unsay } from './messages.ts'
import { push, takeInNew, undoOpen } from './open-step.ts'
import { setAgenda } from './plan.ts'
import { allow, changeStep, lockStep } from './run-step.ts'
import { changeOwnSeat, changeSeat, setDone, takeRapporteur } from './seat.ts'
import { moveSeats, passRapporteur, takeOverSeat } from './seating.ts'
import { show } from './show.ts'
import { setTables, type PlannedTable } from './table-list.ts'
import { openSteps, withAsked } from './whereabouts.ts'
import { closeWalk, comment, openWalk, removeComment } from './walk.ts'
import { closeVote, openVote, reopenVote, setVoteAside, vote, voteAgain } from './vote.ts'
import { noteRestored } from './restore.ts'

/** What a command needs beside itself: the server's clock, who asks, how the log names them, fresh ids. */
export interface Circumstances {
  readonly now: Ms
  readonly person: Person
  readonly name: string
  readonly newId: () => string
  /** A join code that nobody has. */
  readonly newCode: () => string
  /** For a board that has been put back: to what. */
  readonly putBack: PutBack | null
  /** Of the exercises that come into the session those that there are, as they are to be used. */
  readonly brought: readonly Exercise[]
}

/**
 * The session after the command, or why not. A refused command changes nothing. Whether the person may ask
 * at all is `may`'s question, not this one's.
 */
export function reduce(session: Session, command: Command, circumstances: Circumstances): Session | Refusal {
  const next = carryOut(session, command, circumstances)
  if (isRefusal(next)) return next
  const steered = steering.has(command.do) ? { turn: session.turn + 1, lastSteer: { by: circumstances.name, what: command.do } } : {}
  return { ...withAsked(withClosedShown(session, next, circumstances.now)), ...steered, revision: session.revision + 1 }
}

/** The session after the time of its open step is over. It is no steering: nobody is told that somebody was faster. */
export function timeIsOver(session: Session, step: string, now: Ms): Session {
  const close = (run: StepRun): StepRun => (run.id === step && run.state.is === 'open' ? { ...run, state: { is: 'closed' } } : run)
  const agenda = session.agenda.map((item) => ({ ...item, steps: item.steps.map(close) }))
  return { ...withClosedShown(session, { ...session, agenda }, now), revision: session.revision + 1 }
}

/** Whatever closed a step, its tables see their blind ratings and what their laptops wrote alone from then on; its time is noted. */
function withClosedShown(before: Session, after: Session, now: Ms): Session {
  const open = new Set(openSteps(after).map(({ id }) => id))
  const closed = openSteps(before).filter(({ id }) => !open.has(id))
  const rated = closed.reduce((shown, { id }) => revealAll(shown, id, now), after)
  return withTimes(before, withLeftShown(before, rated, now), now)
}

function carryOut(session: Session, command: Command, circumstances: Circumstances): Session | Refusal {
  const { now, person, name, newId } = circumstances
  switch (command.do) {
    case 'open-step':
      return push(session, command, now)
    case 'extend-step':
      return changeClock(session, command, (step, group) => extendStep(step, command.minutes, group, now))
    case 'close-step':
      return closeStep(session, command.step, command.group ?? null, now)
    case 'undo-close':
      return undoClose(session, command.step, command.group ?? null, now)
    case 'pause-step':
      return changeClock(session, command, (step, group) => pauseStep(step, group, now))
    case 'resume-step':
      return changeClock(session, command, (step, group) => resumeStep(step, group, now))
    case 'wind-up':
      return changeClock(session, command, (step, group) => windUp(step, group, now))
    case 'undo-open':
      return undoOpen(session, command.step, now)
    case 'give-material':
      return giveMaterial(session, command)
    case 'lock-step':
      return changeStep(session, command.step, (step) => lockStep(step, command.group, command.locked, session.groups))
    case 'allow':
      return changeStep(session, command.step, (step) => allow(step, command.allowed))
    case 'write-alone':
      return changeStep(session, command.step, writeAlone)
    case 'show-cards':
      return changeStep(session, command.step, (step) => revealCards(step, command.group, session.groups, now))
    case 'say':
      return say(session, command, name, now)
    case 'unsay':
      return unsay(session, command.message)
    case 'mark-read':
      return markRead(session, command.message, person)
    case 'summon':
      return summon(session, name, now)
    case 'let-go':
      return letGo(session)
    case 'set-agenda':
      return setAgenda(session, command, circumstances)
    case 'move-seats':
      return moveSeats(session, command.moves)
    case 'take-over-seat':
      return takeOverSeat(session, command.seat, command.from)
    case 'speak-for':
      return speakFor(session, command.seat, command.delegation, now)
    case 'pass-rapporteur':
      return passRapporteur(session, command.seat, person)
    case 'set-tables':
      return listTables(session, command.tables, circumstances)
    case 'set-attribution':
      return setAttribution(session, command, now)
    case 'set-joining':
      return setJoining(session, command.by, circumstances.newCode)
    case 'keep-until':
      return keepUntil(session, command.until, now)
    case 'show':
      return show(session, command.plenary)
    case 'hand-on':
      return handOn(session, command, newId)
    case 'name-group':
      return hasGroup(session, command.group)
        ? { ...session, groups: session.groups.map((group) => (group.id === command.group ? { ...group, name: command.name } : group)) }
        : refuse('unknown-group')
    case 'add-group':
      return session.groups.length < maxGroups
        ? addGroup(session, newGroup(session.groups.length, newId), circumstances)
        : refuse('too-many-groups', { most: maxGroups })
    case 'decide':
      return decide(session, {
        ...command.what,
        id: command.decision,
        at: now,
        by: name,
        undone: false,
        ...(command.exercise === undefined ? {} : { exercise: command.exercise }),
        ...(command.saw === undefined ? {} : { saw: command.saw }),
      })
    case 'undo-decision':
      return undoDecision(session, command.decision, 'undone')
    case 'redo-decision':
      return undoDecision(session, command.decision, 'redone')
    case 'answer-hand':
      return changeSeat(session, command.seat, () => ({ handRaised: null }))
    case 'remove-seat':
      return session.seats.some((seat) => seat.id === command.seat)
        ? rememberSpoken(session, { ...session, seats: session.seats.filter((seat) => seat.id !== command.seat) })
        : refuse('unknown-seat')
    case 'take-rapporteur':
      return takeRapporteur(session, person)
    case 'set-seat':
      return changeOwnSeat(session, person, () => ({ name: command.name, people: command.people }))
    case 'raise-hand':
      return changeOwnSeat(session, person, (seat) => ({ handRaised: seat.handRaised ?? now }))
    case 'lower-hand':
      return changeOwnSeat(session, person, () => ({ handRaised: null }))
    case 'done':
      return setDone(session, command.step, command.done, person)
    case 'hand-in':
      return handIn(session, command.step, person, now)
    case 'take-back':
      return takeBack(session, command.step, person)
    case 'rate':
      return rate(session, command, person)
    case 'reveal':
      return reveal(session, command.step, person, now)
    case 'rate-again':
      return rateAgain(session, command.step, person)
    case 'reveal-for':
      return revealFor(session, command.step, command.group, now)
    case 'open-vote':
      return openVote(session, command, now)
    case 'close-vote':
      return closeVote(session, command.vote, now)
    case 'reopen-vote':
      return reopenVote(session, command.vote)
    case 'vote-again':
      return voteAgain(session, command, now)
    case 'set-vote-aside':
      return setVoteAside(session, command, now)
    case 'vote':
      return vote(session, command, person)
    case 'ask-board':
      return askBoard(session, command, now)
    case 'agree-board':
      return agreeBoard(session, command.exercise, person, name)
    case 'keep-board':
      return keepBoard(session, command.exercise, person, name)
    case 'open-walk':
      return openWalk(session, command.exercise, now)
    case 'close-walk':
      return closeWalk(session, command.exercise, now)
    case 'comment':
      return comment(session, command, person, now)
    case 'remove-comment':
      return removeComment(session, command.comment, person)
    case 'restore':
    case 'undo-restore':
      return noteRestored(session, command, circumstances)
  }
}

/** `group` is absent or null where all tables are meant. */
function changeClock(
  session: Session,
  { step, group = null }: { readonly step: string; readonly group?: string | null | undefined },
  change: (step: StepRun, group: string | null) => StepRun | Refusal,
): Session | Refusal {
  if (group !== null && !hasGroup(session, group)) return refuse('unknown-group')
  return changeStep(session, step, (run) => change(run, group))
}

/** What a table wrote is never said of a delegation that came to sit there later. */
function listTables(session: Session, tables: readonly PlannedTable[], circumstances: Circumstances): Session | Refusal {
  const { newId, now } = circumstances
  const listed = setTables(session, tables, (one) => addGroup(one, newGroup(one.groups.length, newId), circumstances))
  return isRefusal(listed) ? listed : noteReseated(session, keepListed(session, listed), now)
}

/** Where tables have codes the new one has one as well. */
function addGroup(session: Session, group: Group, circumstances: Circumstances): Session {
  const { newId, newCode } = circumstances
  const withBoard = (item: AgendaItem): AgendaItem => ({ ...item, boards: { ...item.boards, [group.id]: newId() } })
  const larger = { ...session, groups: [...session.groups, group], agenda: session.agenda.map(withBoard) }
  const there = takeInNew(larger, group.id)
  return session.groups.some(({ code }) => code !== undefined) ? withCodes(there, newCode) : there
}

function hasGroup(session: Session, id: string): boolean {
  return session.groups.some((group) => group.id === id)
}
