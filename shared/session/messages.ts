import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import type { Ms } from './ms.ts'
import type { Person, Seat, Session } from './session.ts'

type Asked<Do extends Command['do']> = Extract<Command, { do: Do }>

/** What the facilitator tells laptops: a line over the board that people mark as read. */
export interface Message {
  readonly id: string
  readonly at: Ms
  /** The facilitator's name. */
  readonly by: string
  readonly text: string
  /** The table it goes to; null for all. */
  readonly to: string | null
  /** Seats that have read it; of others a seat is not told. */
  readonly read: readonly string[]
  /** Taken back: no laptop shows it. */
  readonly gone?: true
}

/** Everybody is asked to look to the front, until they are let go. */
export interface Summons {
  readonly at: Ms
  readonly by: string
}

/** How long laptops count down before the words of a summons stand over the board. */
export const summonsMs = 3000
/** Of a session the latest are kept: what was said in the morning is nobody's business in the evening. */
const mostMessages = 50

/** The same message twice is one. */
export function say(session: Session, { message: id, text, to }: Asked<'say'>, by: string, now: Ms): Session | Refusal {
  const said = session.messages ?? []
  if (said.some((one) => one.id === id)) return session
  if (to !== null && !session.groups.some((group) => group.id === to)) return refuse('unknown-group')
  return { ...session, messages: [...said, { id, at: now, by, text, to, read: [] }].slice(-mostMessages) }
}

export const unsay = (session: Session, id: string): Session | Refusal => changeMessage(session, id, (one) => ({ ...one, gone: true }))

/** A seat says that the people at it have read a message; it must be one that they were told. */
export function markRead(session: Session, id: string, person: Person): Session | Refusal {
  if (person.is !== 'seat') return refuse('not-allowed')
  if (!messagesFor(person, session).some((one) => one.id === id)) return refuse('unknown-message')
  return changeMessage(session, id, (one) => (one.read.includes(person.seat) ? one : { ...one, read: [...one.read, person.seat] }))
}

/** Somebody who summons a second time changes nothing: the count-down is not begun again. */
export const summon = (session: Session, by: string, now: Ms): Session =>
  session.summons ? session : { ...session, summons: { at: now, by } }

export function letGo(session: Session): Session {
  const { summons: _, ...rest } = session
  return rest
}

/** The facilitator sees all, a seat what was told to its table since it came, with its own mark alone; others nothing. */
export function messagesFor(person: Person, session: Session): readonly Message[] {
  const all = (session.messages ?? []).filter(({ gone }) => !gone)
  if (person.is === 'facilitator') return all
  if (person.is !== 'seat') return []
  const seat = session.seats.find(({ id }) => id === person.seat)
  if (!seat) return []
  return all.filter((one) => isTold(one, seat)).map((one) => ({ ...one, read: one.read.filter((id) => id === seat.id) }))
}

/** True when the message went to this laptop: to its table, and not before it came. */
export const isTold = ({ to, at }: Pick<Message, 'to' | 'at'>, seat: Pick<Seat, 'group' | 'joined'>): boolean =>
  (to === null || to === seat.group) && seat.joined <= at

function changeMessage(session: Session, id: string, change: (message: Message) => Message): Session | Refusal {
  const all = session.messages ?? []
  if (!all.some((one) => one.id === id)) return refuse('unknown-message')
  return { ...session, messages: all.map((one) => (one.id === id ? change(one) : one)) }
}
