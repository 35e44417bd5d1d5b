import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addCard, changeCard, moveCard, removeCard } from '../../shared/board/board.ts'
import { writersIn } from '../../shared/board/writers.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { redact } from '../../shared/report/redact.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import { setAttribution } from '../../shared/session/attribution.ts'
import type { Command } from '../../shared/session/commands.ts'
import { countDelegations, delegationOf, isMixed, spokenBy } from '../../shared/session/delegation.ts'
import { leaveSeat, newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { sampleExercise, sampleReport } from '../kit/report-sample.ts'
import { context } from '../kit/context.ts'

const names = ['Uzbekistan', 'Kazakhstan', 'Georgia', '']
const seatOf = (id: string, group: string) => ({ id, group, name: id, people: 2, rapporteur: false, handRaised: null, done: [], joined: 0 })
function doing(session: Session, command: Command): Session {
  const person = { is: 'facilitator', name: 'F' } as const
  const next = reduce(session, command, context({ now: 9, person }))
  if (isRefusal(next)) throw new Error(next.refused)
  return next
}
const listed = (session: Session, delegations: readonly string[]) =>
  doing(session, { do: 'set-tables', tables: delegations.map((delegation) => ({ name: '', language: null, delegation })) })

/** Tables of three delegations and one that is mixed from the start, two laptops at each. */
function room(): Session {
  let count = 0
  const plan = { id: 's', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 4, exercises: [sampleExercise] }
  const session = listed(newSession(plan, () => `g${count++}`), names) // prettier-ignore
  const seats = session.groups.flatMap(({ id }) => [seatOf(`${id}a`, id), seatOf(`${id}b`, id)])
  return seats.reduce((all, seat) => takeSeat(all, seat), session)
}
const spoken = (session: Session) => Object.fromEntries(session.seats.map((seat) => [seat.id, delegationOf(session, seat)]))

describe('whom a laptop speaks for', () => {
  test('stays the same however often tables are made anew, tables become mixed and laptops join again', () => {
    const start = room()
    const act = fc.oneof(
      fc.record({ move: fc.nat(7), to: fc.nat(3) }),
      fc.record({ rejoin: fc.nat(7), to: fc.nat(3) }),
      fc.record({ mixed: fc.nat(3) }),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        let session = start
        for (const one of acts) {
          const group = 'to' in one ? start.groups[one.to]!.id : ''
          if ('move' in one) session = doing(session, { do: 'move-seats', moves: [{ seat: session.seats[one.move]!.id, group }] })
          if ('rejoin' in one) {
            const { id } = session.seats[one.rejoin]!
            session = takeSeat(session, seatOf(id, group), id)
          }
          if ('mixed' in one) session = listed(session, session.groups.map(({ delegation = '' }, at) => (at === one.mixed ? '' : delegation))) // prettier-ignore
          expect(spoken(session)).toEqual(spoken(start))
        }
        expect(countDelegations(session)).toBe(3)
      }),
    )
  })

  test('who sits at home carries nothing of its own; who comes new to a mixed table speaks for nobody until it is said', () => {
    const start = room()
    expect(start.seats.some(({ delegation }) => delegation !== undefined)).toBe(false)
    const [first, second] = start.groups.map(({ id }) => id) as [string, string]
    const moved = doing(start, { do: 'move-seats', moves: [{ seat: 'g0a', group: second }] })
    expect([first, second].map((id) => isMixed(moved, id))).toEqual([false, true])
    expect(viewFor({ is: 'nobody' }, moved).groups.map(({ mixed }) => mixed ?? false)).toEqual([false, true, false, false])
    const later = takeSeat(takeSeat(moved, seatOf('late', second)), seatOf('home', first))
    expect(spoken(later)).toMatchObject({ g0a: 'Uzbekistan', g1a: 'Kazakhstan', late: '', home: 'Uzbekistan' })
    expect(spoken(doing(later, { do: 'speak-for', seat: 'late', delegation: 'Kazakhstan' }))['late']).toBe('Kazakhstan')
    const back = doing(moved, { do: 'move-seats', moves: [{ seat: 'g0a', group: first }] })
    expect([first, second].map((id) => isMixed(back, id))).toEqual([false, false])
    // What it wrote at the other table stays its own when it leaves from home.
    expect(spokenBy(leaveSeat(back, 'g0a'), 'g0a', second)).toBe('Uzbekistan')
  })

  test('another laptop goes on with the delegation of the seat', () => {
    const moved = doing(room(), { do: 'move-seats', moves: [{ seat: 'g0a', group: 'g1' }] })
    const over = doing(takeSeat(moved, seatOf('new', 'g1')), { do: 'take-over-seat', seat: 'new', from: 'g0a' })
    expect(spoken(over)['new']).toBe('Uzbekistan')
  })
})

describe('who wrote what stands on a card', () => {
  const market = sampleExercise.kinds['market']!
  test('are all whose words stand there now; moving is no word, what was taken away is nobody’s, what is unknown has an empty name', () => {
    const [aida, beks] = [new Y.Doc(), new Y.Doc()]
    const names = new Map([
      [aida.clientID, 'aida'],
      [beks.clientID, 'beks'],
    ])
    const sync = () => {
      Y.applyUpdate(beks, Y.encodeStateAsUpdate(aida))
      Y.applyUpdate(aida, Y.encodeStateAsUpdate(beks))
    }
    const of = (card: string) => writersIn(aida, (client) => names.get(client) ?? null)[card]
    addCard(aida, 'a', market, { note: 'ours' }, null)
    sync()
    moveCard(beks, 'a', 7, null)
    sync()
    expect(of('a')).toEqual(['aida'])
    changeCard(beks, 'a', market.fields['note']!, 'ours not', null)
    sync()
    expect(of('a')).toEqual(['aida', 'beks'])
    changeCard(aida, 'a', market.fields['note']!, 'ours', null)
    expect(of('a')).toEqual(['aida'])
    names.delete(aida.clientID)
    expect(of('a')).toEqual([''])
    removeCard(aida, 'a', null)
    expect(of('a')).toBeUndefined()
  })
})

describe('a report of tables that are mixed', () => {
  /** One card each of Uzbekistan's laptop at Kazakhstan's table, of one at home, of both together, and of a laptop that is not known. */
  function input(change: (session: Session) => Session = (session) => session): ReportInput {
    const sample = sampleReport('en')
    const named = setAttribution(room(), { to: 'delegation', typed: 'T' }, 1)
    if (isRefusal(named)) throw new Error(named.refused)
    const session = change(doing(named, { do: 'move-seats', moves: [{ seat: 'g0a', group: 'g1' }] }))
    const [card] = sample.boards['crime-mapping']![0]!.cards
    const cards = ['guest', 'home', 'both', 'gone', 'server'].map((id) => ({ ...card!, id, told: 1 }))
    const wrote = { guest: ['g0a'], home: ['g1a'], both: ['g0a', 'g1a'], gone: ['nobody'], server: [''] }
    const { narrative: _, ...rest } = sample
    return { ...rest, session, boards: { 'crime-mapping': [{ group: 'g1', cards }] }, writers: { 'crime-mapping': { g1: wrote } } }
  }
  const sayers = (given: ReportInput): Record<string, string> =>
    Object.fromEntries([...redact(given).sayers].map(([key, name]) => [key.split(':')[1] ?? '', name]))

  test('names the delegation of those who wrote a card; where they are of several, the table', () => {
    expect(sayers(input())).toEqual({ guest: 'Uzbekistan', home: 'Kazakhstan', both: 'Table B', gone: 'Kazakhstan', server: 'Table B' })
    // The laptop has left since: it spoke for whom it spoke.
    expect(sayers(input((session) => leaveSeat(session, 'g0a')))).toMatchObject({ guest: 'Uzbekistan', both: 'Table B' })
    // Without a word of who wrote, nobody of a mixed table is named.
    const { writers: _, ...unknown } = input()
    expect(new Set(Object.values(sayers(unknown)))).toEqual(new Set(['Table B']))
  })

  test('says nothing of a delegation that was written before the laptop spoke for it', () => {
    const changed = input((session) => doing(session, { do: 'speak-for', seat: 'g0a', delegation: 'Georgia' }))
    expect(sayers(changed)).toMatchObject({ guest: 'Table B', home: 'Kazakhstan' })
  })

  test('counts delegations by who is there, and keeps what it was made of to itself', () => {
    const told = redact(input())
    expect(told.delegations).toBe(3)
    expect(JSON.stringify({ ...told, sayers: null })).not.toMatch(/Uzbekistan|Kazakhstan|Georgia|g0a":/)
    expect(JSON.stringify(assembleReport(input()).blocks)).toContain('They spoke for 3 delegations.')
  })
})
