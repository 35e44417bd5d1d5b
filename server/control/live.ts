import { progressIn } from '../../shared/canvases/catalogue.ts'
import type { Exercise, Step } from '../../shared/exercise/exercise.ts'
import { isWithin } from '../../shared/exercise/within.ts'
import type { GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { Activity, BoardCards } from '../../shared/protocol/control.ts'
import { sessionOfNarrative } from '../../shared/report/narrative.ts'
import { isAlone, ownBoardOf } from '../../shared/session/alone.ts'
import type { AgendaItem, Group, Person, Session, StepRun } from '../../shared/session/session.ts'
import { currentStep, isPassedBy, stepFor } from '../../shared/session/whereabouts.ts'
import { hasAgreed } from '../../shared/session/consent.ts'
import { log } from '../log.ts'
import type { BoardReading, Boards } from '../ports.ts'
import type { OpenSession } from './open-session.ts'
import type { OpenSessions } from './open-sessions.ts'

/** What is told beside the view; each part is an event of its own. */
export interface Work {
  readonly boards: readonly BoardCards[]
  readonly activity: readonly Activity[]
  readonly merged: Merged
}
type Tell = (work: Partial<Work>) => void

export interface Voices {
  /** False where nobody who is told of work is connected: then nothing is computed. */
  isHeard(session: string): boolean
  toFacilitators(session: string, work: Partial<Work>): void
  toPlenary(session: string, work: Partial<Work>): void
}

/** A merge, and what it was made of. */
interface Merge extends Pick<Session, 'decisions'> {
  readonly boards: readonly GroupCards[]
  readonly exercise: Exercise
  readonly merged: Merged
}

const gatherMs = 250
/** A merge that took long is not made again before ten times as long has passed: the room's commands and clocks go first. */
const restFactor = 10
const activityMs = 500

/**
 * What is computed from boards while people work: the merge, the miniatures, signs of life. Nothing of it is kept.
 * Edits of a quarter of a second are told together.
 */
export class Live {
  readonly #boards: Boards
  readonly #openSessions: OpenSessions
  readonly #readings = new Map<string, Promise<BoardReading>>()
  /** By session, of what is told of each. */
  readonly #timers = { work: new Map<string, NodeJS.Timeout>(), activity: new Map<string, NodeJS.Timeout>() }
  readonly #told = new Map<string, Session>()
  /** The end of what is being told of each session's work: what is told last is what was true last. */
  readonly #telling = new Map<string, Promise<void>>()
  readonly #merges = new Map<string, Merge>()
  #voices: Voices | null = null
  #lastMergeMs = 0
  #isOver = false

  constructor(boards: Boards, openSessions: OpenSessions) {
    this.#boards = boards
    this.#openSessions = openSessions
    boards.onEdited((session, board) => {
      // What organisers write around the results is nobody's work to merge.
      if (sessionOfNarrative(board) !== null) return
      this.#readings.delete(board)
      this.#soon('work', session, Math.max(gatherMs, this.#lastMergeMs * restFactor), (open) => this.#tellWork(open))
      this.#soon('activity', session, activityMs, (open) => this.#tellActivity(open))
    })
    boards.onPresence((session) => this.#soon('activity', session, activityMs, (open) => this.#tellActivity(open)))
  }

  speakThrough(voices: Voices): void {
    this.#voices = voices
  }

  /** After a command: tells the work again only when the command could have changed it. */
  changed(session: Session): void {
    const before = this.#told.get(session.id)
    this.#told.set(session.id, session)
    const sameWork = before?.decisions === session.decisions && before.plenary === session.plenary && before.agenda === session.agenda
    const sameTables = before?.groups === session.groups && before.consents === session.consents
    // Desks foresee a decision: what is left for the merge are new proposals, and several decisions are told together.
    const onlyDecided = sameTables && before !== undefined && before.plenary === session.plenary && before.agenda === session.agenda
    if (!sameWork || !sameTables) this.#soon('work', session.id, onlyDecided ? gatherMs : 0, (open) => this.#tellWork(open))
    this.#soon('activity', session.id, activityMs, (open) => this.#tellActivity(open))
  }

  /** What somebody who has just arrived needs beside the view. */
  async greet(open: OpenSession, person: Person, tell: Tell): Promise<void> {
    if (person.is === 'seat' || person.is === 'nobody') return
    await this.#inOrder(open, async () => {
      const work = await this.#work(open)
      if (!work) return
      if (person.is === 'facilitator')
        tell({ ...work, boards: [...work.boards, ...(await this.#apart(open))], activity: await this.#activity(open) })
      else tell(await this.#shown(open, work))
    })
  }

  /** Drops what was read of a session that nobody uses; it is read again when somebody comes. */
  forget(session: string): void {
    this.#told.delete(session)
    this.#merges.delete(session)
    const agenda = this.#openSessions.session(session)?.agenda ?? []
    for (const board of agenda.flatMap((item) => Object.values(item.boards))) this.#readings.delete(board)
  }

  /** Nothing is told after this, though sockets that end then still speak of it. */
  close(): void {
    this.#isOver = true
    for (const timers of Object.values(this.#timers)) {
      timers.forEach((timer) => clearTimeout(timer))
      timers.clear()
    }
  }

  #tellWork(open: OpenSession): Promise<void> {
    return this.#inOrder(open, async () => {
      const work = await this.#work(open)
      if (!work) return
      const { id } = open.session
      this.#voices?.toFacilitators(id, { merged: work.merged, boards: [...work.boards, ...(await this.#apart(open))] })
      this.#voices?.toPlenary(id, await this.#shown(open, work))
    })
  }

  /** A board that is read from a slow disk must not make an earlier state arrive after a later one. */
  #inOrder({ session: { id } }: OpenSession, work: () => Promise<void>): Promise<void> {
    const told = (this.#telling.get(id) ?? Promise.resolve()).then(work)
    const end = told.catch(() => undefined).finally(() => this.#telling.get(id) === end && this.#telling.delete(id))
    this.#telling.set(id, end)
    return told
  }

  async #tellActivity(open: OpenSession): Promise<void> {
    const activity = await this.#activity(open)
    if (activity.length > 0) this.#voices?.toFacilitators(open.session.id, { activity })
  }

  async #work(open: OpenSession): Promise<Omit<Work, 'activity'> | null> {
    const place = placeOf(open)
    if (!place) return null
    const boards = await this.readAll(open.session, place.item, place.exercise)
    return { boards, merged: this.#merge(open.session, boards, place.exercise) }
  }

  /** The boards at which tables work that are in another exercise than the room. */
  async #apart(open: OpenSession): Promise<readonly BoardCards[]> {
    const here = placeOf(open)?.exercise
    const { session } = open
    const read = async ({ id }: Group): Promise<readonly BoardCards[]> => {
      const place = placeOf(open, id)
      if (!place || place.exercise === here) return []
      const { cards } = await this.#read(session.id, place.item.boards[id], place.exercise)
      return [{ group: id, cards, exercise: place.exercise.id }]
    }
    return (await Promise.all(session.groups.map(read))).flat()
  }

  /** The last merge again, as long as nobody has edited or decided anything since. */
  #merge({ id, decisions }: Session, boards: readonly GroupCards[], exercise: Exercise): Merged {
    const last = this.#merges.get(id)
    const isSame = ({ group, cards }: GroupCards, at: number) => last?.boards[at]?.group === group && last.boards[at].cards === cards
    if (last?.exercise === exercise && last.decisions === decisions && last.boards.length === boards.length && boards.every(isSame))
      return last.merged
    const start = performance.now()
    const merged = mergeGroups(boards, exercise, decisions)
    this.#lastMergeMs = performance.now() - start
    this.#merges.set(id, { boards, exercise, decisions, merged })
    return merged
  }

  /** The plenary gets only what it shows now. */
  async #shown(open: OpenSession, work: Omit<Work, 'activity'>): Promise<Partial<Work>> {
    const { plenary, agenda, decisions } = open.session
    const agreed = () => work.boards.filter(({ group }) => hasAgreed(open.session, work.merged.exercise, group))
    if (plenary.shows === 'board') return { boards: agreed().filter((board) => board.group === plenary.group) }
    if (plenary.shows === 'tables') {
      const activity = (await this.#activity(open)).map(countsOf)
      // A table may have taken its board back meanwhile.
      return { boards: agreed(), activity }
    }
    if (plenary.shows === 'findings' || plenary.shows === 'coverage') return { merged: work.merged }
    if (plenary.shows !== 'merged') return {}
    const item = agenda.find(({ exercise }) => exercise === plenary.exercise)
    const exercise = item && open.exercises.get(item.exercise)
    if (!exercise || exercise === placeOf(open)?.exercise) return { merged: work.merged }
    return { merged: mergeGroups(await this.readAll(open.session, item, exercise), exercise, decisions) }
  }

  /** Rests on the boards alone: signs of life are told far more often than there is something to merge. */
  async #activity(open: OpenSession): Promise<readonly Activity[]> {
    const { session } = open
    const told = session.groups.map(async ({ id }) => {
      const place = placeOf(open, id)
      return place && this.#activityOf(session, id, await this.#read(session.id, place.item.boards[id], place.exercise), place)
    })
    return (await Promise.all(told)).filter((one) => one !== null)
  }

  /** The cards of one exercise of every group that was asked for it or wrote something, in the order of groups. */
  async readAll(session: Session, item: AgendaItem, exercise: Exercise): Promise<readonly GroupCards[]> {
    const read = async ({ id, from }: Group): Promise<GroupCards> => {
      const { cards } = await this.#read(session.id, item.boards[id], exercise)
      return { group: id, cards, ...(from === undefined ? {} : { session: from }) }
    }
    const all = await Promise.all(session.groups.map(read))
    return all.filter(({ group, cards }) => cards.length > 0 || !isPassedBy(item, group))
  }

  #read(session: string, board: string | undefined, exercise: Exercise): Promise<BoardReading> {
    if (board === undefined) return Promise.resolve({ cards: [], lastEdit: null })
    const known = this.#readings.get(board)
    if (known) return known
    const reading = this.#boards.read(session, board, exercise)
    this.#readings.set(board, reading)
    reading.catch(() => this.#readings.delete(board))
    return reading
  }

  /** Laptops of a table that write alone now, each on a board of its own. */
  #alone({ seats, agenda }: Session, run: StepRun, group: string): number {
    if (!isAlone(run, group)) return 0
    const own = seats.filter((seat) => seat.group === group).map((seat) => this.#boards.present(ownBoardOf(agenda, run.id, seat)))
    return own.reduce((sum, present) => sum + present, 0)
  }

  #activityOf(session: Session, group: string, { cards, lastEdit }: BoardReading, { item, run, step }: Place): Activity {
    const board = item.boards[group] ?? ''
    const mine = cards.filter((card) => isWithin(card, step))
    const handedIn = run.handedIn.find((one) => one.group === group)
    return {
      group,
      cards: mine.length,
      finished: progressIn(cards, step).finished,
      lastEdit,
      present: this.#boards.present(board) + this.#alone(session, run, group),
      changedAfter: handedIn !== undefined && lastEdit !== null && lastEdit > handedIn.at,
    }
  }

  /** Waits once for all that happens meanwhile; a session that nobody watches is not computed. */
  #soon(what: 'work' | 'activity', session: string, waitMs: number, tell: (open: OpenSession) => Promise<void>): void {
    const timers = this.#timers[what]
    if (this.#isOver || timers.has(session)) return
    timers.set(
      session,
      setTimeout(() => {
        timers.delete(session)
        if (!this.#voices?.isHeard(session)) return
        this.#openSessions
          .use(session, tell)
          .catch((error: unknown) => log('error', 'Telling the work of a session failed', { session, error }))
      }, waitMs),
    )
  }
}

/** Where the room is, or one table of it: what is computed is about this step. */
interface Place {
  readonly item: AgendaItem
  readonly run: StepRun
  readonly exercise: Exercise
  readonly step: Step
}

function placeOf({ session, exercises }: OpenSession, group?: string): Place | null {
  const current = (group === undefined ? null : stepFor(session, group)) ?? currentStep(session)
  const item = current?.item ?? session.agenda[0]
  const run = current?.step ?? item?.steps[0]
  const exercise = item && exercises.get(item.exercise)
  const step = exercise?.steps.find((one) => one.id === run?.id)
  return item && run && exercise && step ? { item, run, exercise, step } : null
}

/** How much a table has, without a word of when it works or who is there. */
const countsOf = (one: Activity): Activity => ({ ...one, lastEdit: null, present: 0, changedAfter: false })
