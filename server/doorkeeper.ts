import type { IncomingMessage } from 'node:http'
import type { Hat } from '../shared/protocol/control.ts'
import { refuse, type Refusal } from '../shared/refusals.ts'
import { boardRights } from '../shared/session/may.ts'
import type { Person, Session } from '../shared/session/session.ts'
import { cookieOf } from './cookie.ts'
import type { Hosts } from './hosts.ts'
import { log } from './log.ts'
import type { BoardPass, Doorkeeper } from './ports.ts'
import { isEncrypted, isSameMachine } from './safe.ts'
import type { Tokens } from './tokens.ts'
import { Watch } from './watch.ts'

const lookAgainMs = 4000

/** What the doorkeeper asks about sessions. */
export interface Register {
  session(id: string): Session | null
  /** A board of no group is the session's narrative. */
  boardPlace(board: string): { readonly session: string; readonly group: string | null; readonly seat?: string } | null
}

/** The one authorisation for HTTP and both upgrades. */
export function doorkeeper(hosts: Hosts, tokens: Tokens, register: Register, allowPlainHttp = false): Doorkeeper {
  const isSafe = (request: IncomingMessage) => allowPlainHttp || isEncrypted(request) || isSameMachine(request)
  const personOf = async (request: IncomingMessage, hat: Hat): Promise<Person> => {
    // Whatever a facilitator's page asks for would cross the room in clear.
    if (hat === 'facilitator' && !isSafe(request)) return { is: 'nobody' }
    const person = await tokens.personBehind(cookieOf(request, hat), hat)
    return asTheyAre(person, register)
  }
  // A disk that does not answer is no reason to throw anybody out.
  const watch = new Watch(lookAgainMs, (error) => log('error', 'A cookie could not be looked up', { error }))
  return {
    isOurPage: (request) => hosts.isOurPage(request),
    isOurHost: (host) => hosts.isOurs(host),
    isSafe,
    personOf,
    asTheyAre: (person) => asTheyAre(person, register),
    watch: (request, hat, gone) => watch.add(async () => (await personOf(request, hat)).is !== 'nobody', gone),
    signOut: (request, hat) => tokens.withdraw(cookieOf(request, hat), hat),
    admit: (person, board) => admit(person, board, register),
  }
}

/** A cookie outlives its session or seat; the person does not. A seat may sit at another table by now. */
function asTheyAre(person: Person, register: Register): Person {
  if (person.is === 'facilitator' || person.is === 'nobody') return person
  const session = register.session(person.session)
  if (!session) return { is: 'nobody' }
  if (person.is === 'plenary') return person
  const seat = session.seats.find(({ id }) => id === person.seat)
  return seat ? { ...person, group: seat.group } : { is: 'nobody' }
}

/** An unknown board and a foreign one are refused alike where the person is not the facilitator, so that ids cannot be tried. */
function admit(person: Person, board: string, register: Register): BoardPass | Refusal {
  if (person.is === 'nobody') return refuse('not-signed-in')
  const place = register.boardPlace(board)
  const session = place && register.session(place.session)
  const rights = place && session ? boardRights(person, place.group, session, place.seat) : null
  if (!place || rights === null) return refuse('not-allowed')
  return { session: place.session, rights, seat: person.is === 'seat' ? person.seat : person.is }
}
