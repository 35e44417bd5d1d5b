import { isRefusal, refuse, type Refusal } from '../refusals.ts'
import { noteReseated, setAttribution } from './attribution.ts'
import { revealCards, withCardsShown, withLeftShown, writeAlone } from './alone.ts'
import { rate, rateAgain, reveal, revealAll, revealFor, revealOwn } from './blind.ts'
import { agreeBoard, askBoard, keepBoard } from './consent.ts'
import { steering, type Command } from './commands.ts'
import { maxGroups, newGroup } from './new-session.ts'
import { type AgendaItem, type Group, type Ms, type Person, type PutBack, type Seat, type Session, type StepRun } from './session.ts'
import { decide, undoDecision } from './decide.ts'
import { keepListed, rememberSpoken, speakFor } from './delegation.ts'
import { handOn } from './hand-on.ts'
import { setJoining, withCodes } from './joining.ts'
import { giveMaterial } from './material.ts'
import { keepUntil } from './keeping.ts'
import { letGo, markRead, say, summon, unsay } from './messages.ts'
import { push, takeInNew, undoOpen } from './open-step.ts'
import { setAgenda } from './plan.ts'
import { allow, lockStep, pauseStep, resumeStep, windUp } from './run-step.ts'
import { moveSeats, passRapporteur, takeOverSeat } from './seating.ts'
import { show } from './show.ts'
import { setTables, type PlannedTable } from './table-list.ts'
import { isFor, openSteps } from './whereabouts.ts'
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
  readonly newCode?: () => string
  /** For a board that has been put back: to what. */
  readonly putBack?: PutBack | null
}

/**
 * The session after the command, or why not. A refused command changes nothing. Whether the person may ask
 * at all is `may`'s question, not this one's.
 */
export function reduce(session: Session, command: Command, circumstances: Circumstances): Session | Refusal {
  const next = carryOut(session, command, circumstances)
  if (isRefusal(next)) return next
  const steered = steering.has(command.do) ? { turn: session.turn + 1, lastSteer: { by: circumstances.name, what: command.do } } : {}
  return { ...withClosedShown(session, next, circumstances.now), ...steered, revision: session.revision + 1 }
}

/** The session after the time of its open step is over. It is no steering: nobody is told that somebody was faster. */
export function timeIsOver(session: Session, step: string, now: Ms): Session {
  const close = (run: StepRun): StepRun => (run.id === step && run.state.is === 'open' ? { ...run, state: { is: 'closed' } } : run)
  const agenda = session.agenda.map((item) => ({ ...item, steps: item.steps.map(close) }))
  return { ...withClosedShown(session, { ...session, agenda }, now), revision: session.revision + 1 }
}

/** Whatever closed a step, its tables see their blind ratings and what their laptops wrote alone from then on. */
function withClosedShown(before: Session, after: Session, now: Ms): Session {
  const open = new Set(openSteps(after).map(({ id }) => id))
  const closed = openSteps(before).filter(({ id }) => !open.has(id))
  const rated = closed.reduce((shown, { id }) => revealAll(shown, id, now), after)
  return withLeftShown(before, rated, now)
}

function carryOut(session: Session, command: Command, circumstances: Circumstances): Session | Refusal {
  const { now, person, name, newId } = circumstances
  switch (command.do) {
    case 'open-step':
      return push(session, command, now)
    case 'extend-step':
      return changeStep(session, command.step, (step) => extendStep(step, command.minutes, command.group, session))
    case 'close-step':
      return changeStep(session, command.step, (step) =>
        step.state.is === 'open' ? { ...step, state: { is: 'closed' } } : refuse('step-not-open'),
      )
    case 'pause-step':
      return changeStep(session, command.step, (step) => pauseStep(step, now))
    case 'resume-step':
      return changeStep(session, command.step, (step) => resumeStep(step, now))
    case 'wind-up':
      return changeStep(session, command.step, (step) => windUp(step, now))
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
      return setAgenda(session, command)
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
      return setJoining(session, command.by, codesOf(circumstances))
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
      return hasStep(session, command.step) ? setDone(session, command.step, command.done, person) : refuse('unknown-step')
    case 'hand-in':
      return handInAndShow(session, command.step, person, now)
    case 'take-back':
      return changeStep(session, command.step, (step) => takeBack(step, person))
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

function handInAndShow(session: Session, step: string, person: Person, now: Ms): Session | Refusal {
  const handed = changeStep(session, step, (run) => handIn(run, person, session, now))
  if (isRefusal(handed)) return handed
  const shown = revealOwn(handed, step, person, now)
  return person.is === 'seat' ? withCardsShown(shown, step, person.group, now) : shown
}

function extendStep(step: StepRun, minutes: number, group: string | null, session: Session): StepRun | Refusal {
  if (step.state.is !== 'open') return refuse('step-not-open')
  if (group === null) return { ...step, state: { ...step.state, until: step.state.until + minutes * 60_000 } }
  if (!hasGroup(session, group)) return refuse('unknown-group')
  const total = (step.extra[group] ?? 0) + minutes
  const { [group]: _, ...others } = step.extra
  return { ...step, extra: total === 0 ? others : { ...others, [group]: total } }
}

/** A table may hand in until the step is done with, also when its time is over. */
function handIn(step: StepRun, person: Person, session: Session, now: Ms): StepRun | Refusal {
  const seat = seatOf(session, person)
  if (!seat) return refuse('not-allowed')
  if (step.state.is === 'waiting' || !isFor(step, seat.group)) return refuse('step-not-open')
  if (step.handedIn.some((one) => one.group === seat.group)) return refuse('already-handed-in')
  return { ...step, handedIn: [...step.handedIn, { group: seat.group, at: now, by: seat.name }] }
}

function takeBack(step: StepRun, person: Person): StepRun | Refusal {
  if (person.is !== 'seat' || !step.handedIn.some((one) => one.group === person.group)) return refuse('not-handed-in')
  return { ...step, handedIn: step.handedIn.filter((one) => one.group !== person.group) }
}

/** What a table wrote is never said of a delegation that came to sit there later. */
function listTables(session: Session, tables: readonly PlannedTable[], circumstances: Circumstances): Session | Refusal {
  const { newId, now } = circumstances
  const listed = setTables(session, tables, (one) => addGroup(one, newGroup(one.groups.length, newId), circumstances))
  return isRefusal(listed) ? listed : noteReseated(session, keepListed(session, listed), now)
}

function changeStep(session: Session, id: string, change: (step: StepRun) => StepRun | Refusal): Session | Refusal {
  const found = session.agenda.flatMap((item) => item.steps).find((step) => step.id === id)
  if (!found) return refuse('unknown-step')
  const changed = change(found)
  if ('refused' in changed) return changed
  const agenda = session.agenda.map((item) => ({ ...item, steps: item.steps.map((step) => (step === found ? changed : step)) }))
  return { ...session, agenda }
}

/** Where tables have codes the new one has one as well. */
function addGroup(session: Session, group: Group, circumstances: Circumstances): Session {
  const { newId } = circumstances
  const withBoard = (item: AgendaItem): AgendaItem => ({ ...item, boards: { ...item.boards, [group.id]: newId() } })
  const larger = { ...session, groups: [...session.groups, group], agenda: session.agenda.map(withBoard) }
  const there = takeInNew(larger, group.id)
  return session.groups.some(({ code }) => code !== undefined) ? withCodes(there, codesOf(circumstances)) : there
}

function codesOf({ newCode }: Circumstances): () => string {
  if (!newCode) throw new Error('Codes are made by whoever knows all of them.')
  return newCode
}

function takeRapporteur(session: Session, person: Person): Session | Refusal {
  const own = seatOf(session, person)
  if (!own) return refuse('not-allowed')
  return { ...session, seats: session.seats.map((seat) => (seat.group === own.group ? { ...seat, rapporteur: seat.id === own.id } : seat)) }
}

function setDone(session: Session, step: string, isDone: boolean, person: Person): Session | Refusal {
  return changeOwnSeat(session, person, ({ done }) => ({ done: [...done.filter((one) => one !== step), ...(isDone ? [step] : [])] }))
}

function changeOwnSeat(session: Session, person: Person, change: (seat: Seat) => Partial<Seat>): Session | Refusal {
  return person.is === 'seat' ? changeSeat(session, person.seat, change) : refuse('not-allowed')
}

function changeSeat(session: Session, id: string, change: (seat: Seat) => Partial<Seat>): Session | Refusal {
  if (!session.seats.some((seat) => seat.id === id)) return refuse('not-allowed')
  return { ...session, seats: session.seats.map((seat) => (seat.id === id ? { ...seat, ...change(seat) } : seat)) }
}

function seatOf(session: Session, person: Person): Seat | undefined {
  return person.is === 'seat' ? session.seats.find((seat) => seat.id === person.seat) : undefined
}

function hasGroup(session: Session, id: string): boolean {
  return session.groups.some((group) => group.id === id)
}

function hasStep(session: Session, id: string): boolean {
  return session.agenda.some((item) => item.steps.some((step) => step.id === id))
}
