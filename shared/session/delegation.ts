import { refuse, type Refusal } from '../refusals.ts'
import type { Ms } from './ms.ts'
import { idsOf, type Group, type Seat, type Session } from './session.ts'

type Tables = Pick<Session, 'groups'>
type Seated = Pick<Seat, 'group' | 'delegation'>

/** The delegation that sits at a table by its list; empty where nobody has said or the table is mixed. */
const listedAt = ({ groups }: Tables, group: string): string => groups.find(({ id }) => id === group)?.delegation ?? ''

/** Whom a laptop speaks for: its own delegation where it has one, else that of its table; empty for nobody's. */
export const delegationOf = (session: Tables, { group, delegation }: Seated): string => delegation ?? listedAt(session, group)

/** True where laptops of a table speak for others than its list says, or it has no delegation. */
export function isMixed({ groups, seats }: Pick<Session, 'groups' | 'seats'>, group: string): boolean {
  const listed = listedAt({ groups }, group)
  return listed === '' || seats.some((seat) => seat.group === group && (seat.delegation ?? listed) !== listed)
}

/** The laptop at another table: it goes on speaking for whom it spoke, also when it comes back and has left one day. */
export function keepingDelegation(session: Tables, seat: Seat, group: string): Seat {
  if (seat.group === group) return seat
  const own = delegationOf(session, seat)
  return own === '' && listedAt(session, group) === '' ? { ...seat, group } : { ...seat, group, delegation: own }
}

/** A laptop that nobody knows yet: at a mixed table it is not taken for one of those whose name stands on the list. */
export const newcomer = (session: Pick<Session, 'groups' | 'seats'>, seat: Seat): Seat =>
  listedAt(session, seat.group) !== '' && isMixed(session, seat.group) ? { ...seat, delegation: '' } : seat

/** The facilitator says whom a laptop speaks for; what it wrote before is not said of them. */
export function speakFor(session: Session, id: string, delegation: string, now: Ms): Session | Refusal {
  const seat = session.seats.find((one) => one.id === id)
  if (!seat) return refuse('unknown-seat')
  if (delegationOf(session, seat) === delegation) return session
  const { delegation: _, ...rest } = seat
  const spoken: Seat = delegation === listedAt(session, seat.group) ? rest : { ...rest, delegation }
  const { attribution } = session
  return {
    ...session,
    seats: session.seats.map((one) => (one === seat ? spoken : one)),
    ...(attribution ? { attribution: [...attribution, { reseated: [...idsOf(seat)], at: now }] } : {}),
  }
}

/** Whose table is made mixed keeps speaking for the delegation that was on its list. */
export function keepListed(before: Session, after: Session): Session {
  const mixed = before.groups.filter(({ id, delegation }) => delegation !== undefined && listedAt(after, id) === '').map(({ id }) => id)
  if (mixed.length === 0) return after
  const stay = (seat: Seat): Seat => (mixed.includes(seat.group) ? { ...seat, delegation: delegationOf(before, seat) } : seat)
  return { ...after, seats: after.seats.map(stay) }
}

/** Laptops that leave with a delegation of their own are remembered: what they wrote was not said by their table's. */
export function rememberSpoken(before: Session, after: Session): Session {
  const here = new Set(after.seats.flatMap(idsOf))
  const gone = before.seats.flatMap((seat) => (seat.delegation === undefined ? [] : idsOf(seat).map((id) => [id, seat.delegation ?? ''])))
  const left = Object.fromEntries(gone.filter(([id = '']) => !here.has(id))) as Readonly<Record<string, string>>
  return Object.keys(left).length === 0 ? after : { ...after, spokeFor: { ...after.spokeFor, ...left } }
}

/** True when somebody speaks, or spoke, for another delegation than the list of tables says: then it matters who wrote. */
export const isEachOwn = ({ seats, spokeFor }: Pick<Session, 'seats' | 'spokeFor'>): boolean =>
  spokeFor !== undefined || seats.some(({ delegation }) => delegation !== undefined)

/** For whom a seat spoke that wrote at a table, also when it has left; empty for nobody, as is a seat without a name. */
export function spokenBy(session: Pick<Session, 'groups' | 'seats' | 'spokeFor'>, seat: string, group: string): string {
  if (seat === '') return ''
  const here = session.seats.find((one) => idsOf(one).includes(seat))
  return here ? delegationOf(session, here) : (session.spokeFor?.[seat] ?? listedAt(session, group))
}

/**
 * Whose words these are, of those who wrote them at a table: the delegation that all of them speak for. Empty where they speak for
 * several, or one of them for none.
 */
export function sharedDelegation(session: Session, writers: readonly string[], group: Group): string {
  const spoken = new Set(writers.map((seat) => spokenBy(session, seat, group.id).trim()))
  const [one = ''] = spoken
  return spoken.size === 1 ? one : ''
}

/** False where nobody has said anything of delegations: then nobody is asked either. */
export const hasDelegations = ({ groups, seats }: Pick<Session, 'groups' | 'seats'>): boolean =>
  groups.some(({ delegation }) => delegation !== undefined) || seats.some(({ delegation }) => delegation !== undefined)

/** How many delegations the laptops that are here speak for. */
export const countDelegations = (session: Pick<Session, 'groups' | 'seats'>): number =>
  new Set(session.seats.map((seat) => delegationOf(session, seat).trim()).filter((one) => one !== '')).size
