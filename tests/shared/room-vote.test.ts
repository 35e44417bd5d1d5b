import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import { parseEnvelope, type Command } from '../../shared/session/commands.ts'
import { may } from '../../shared/session/may.ts'
import { leaveSeat, newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import type { Ballot } from '../../shared/session/vote-shapes.ts'
import { votable } from '../../shared/session/votable.ts'
import { resultOf } from '../../shared/session/vote-result.ts'
import { viewFor } from '../../shared/session/view.ts'
import { context } from '../kit/context.ts'

const exercise = { id: 'crime-mapping', steps: [{ id: 'choose', minutes: 20 }] } as never
const facilitator: Person = { is: 'facilitator', name: 'F' }
let ids = 0
const newId = () => `id${String(++ids).padStart(5, '0')}`
const names = ['a:1', 'a:2', 'b:1', 'b:2']
const items = names.map((cluster) => ({ cluster, kind: 'market', title: { by: 'group' as const, text: cluster } }))

function sit(session: Session, people: number, group = 0): Session {
  const id = newId()
  return takeSeat(session, {
    id,
    group: session.groups[group]!.id,
    name: 'S',
    people,
    rapporteur: false,
    handRaised: null,
    done: [],
    joined: 0,
  })
}

/** A room whose laptops have so many people each. */
function roomOf(people: readonly number[]): Session {
  const plan = { id: 's1', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 3, exercises: [exercise] }
  return people.reduce((room, count, index) => sit(room, count, index % 3), newSession(plan, newId))
}

const personAt = (session: Session, seat: number): Person => {
  const { id, group } = session.seats[seat % session.seats.length]!
  return { is: 'seat', session: session.id, seat: id, group }
}
const attempt = (session: Session, command: Command, person: Person = facilitator) =>
  may(person, command, session) ?? reduce(session, command, context({ now: 1000, person, newId }))

function doing(session: Session, command: Command, person: Person = facilitator): Session {
  const answer = attempt(session, command, person)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}

const opening = (way: 'dots' | 'ranking' = 'dots', vote = 'v1'): Command => ({
  do: 'open-vote',
  ...{ vote, exercise: 'crime-mapping', question: 'What first?', way, dots: 5, items },
})
const ballot = (values: readonly number[], vote = 'v1', done = true): Command => {
  const answers = values.flatMap((value, index) => (value > 0 ? [{ item: names[index]!, value }] : []))
  return { do: 'vote', vote, done, answers }
}
const resultIn = (session: Session, vote = 'v1') => viewFor(facilitator, session).votes.find(({ id }) => id === vote)?.result
const pointsIn = (session: Session, vote = 'v1') =>
  Object.fromEntries(resultIn(session, vote)!.rows.map(({ item, points }) => [item, points]))

const deed = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('vote' as const), seat: fc.nat(9), values: fc.array(fc.nat(7), { minLength: 4, maxLength: 4 }), vote: fc.constantFrom('v1', 'v2') }) }, // prettier-ignore
  fc.record({ does: fc.constant('join' as const), people: fc.integer({ min: 1, max: 20 }), group: fc.nat(2) }),
  fc.record({ does: fc.constant('resize' as const), seat: fc.nat(9), people: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ does: fc.constant('leave' as const), seat: fc.nat(9) }),
  fc.record({
    does: fc.constant('command' as const),
    command: fc.constantFrom<Command>(
      { do: 'close-vote', vote: 'v1' },
      { do: 'close-vote', vote: 'v2' },
      { do: 'reopen-vote', vote: 'v1' },
      { do: 'vote-again', vote: 'v1', again: 'v2' },
      { do: 'set-vote-aside', vote: 'v2', aside: true },
      { do: 'set-vote-aside', vote: 'v2', aside: false },
      { do: 'show', plenary: { shows: 'vote', vote: 'v1' } },
      { do: 'show', plenary: { shows: 'vote', vote: 'v2' } },
    ),
  }),
)
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never

function after(session: Session, one: Deed): Session {
  if (one.does === 'join') return sit(session, one.people, one.group)
  if (one.does === 'leave')
    return session.seats.length > 1 ? leaveSeat(session, session.seats[one.seat % session.seats.length]!.id) : session
  const person = one.does === 'command' ? facilitator : personAt(session, one.seat)
  const command =
    one.does === 'vote'
      ? ballot(one.values, one.vote)
      : one.does === 'resize'
        ? ({ do: 'set-seat', name: 'S', people: one.people } as const)
        : one.command
  const answer = attempt(session, command, person)
  return isRefusal(answer) ? session : answer
}

/** The law: nobody is sent a ballot but the own one, and no sum before a vote is closed. */
function leaksOf(session: Session, look: typeof viewFor): string[] {
  const people: Person[] = [
    facilitator,
    { is: 'plenary', session: session.id },
    { is: 'nobody' },
    ...session.seats.map((_, seat) => personAt(session, seat)),
  ]
  return people.flatMap((person) =>
    look(person, session).votes.flatMap((vote) => {
      const own = person.is === 'seat' ? person.seat : null
      const text = JSON.stringify({ ...vote, own: null, through: [] })
      const others = session.seats.filter(({ id }) => text.includes(id)).map(({ id }) => `${person.is} is told of ${id}`)
      const sums = vote.closed === null && vote.result !== null ? [`${person.is} sees sums too early`] : []
      const foreign = vote.own !== null && vote.own.seat !== own ? ['a foreign ballot'] : []
      const names = person.is !== 'facilitator' && vote.through.length > 0 ? ['who has voted'] : []
      return [...others, ...sums, ...foreign, ...names]
    }),
  )
}

const neverLeaks = (look: typeof viewFor) =>
  fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
    let session = doing(roomOf([3, 2, 1]), opening())
    for (const one of deeds) {
      session = after(session, one)
      expect(leaksOf(session, look)).toEqual([])
    }
  })

describe('the vote of a room', () => {
  test('no view holds a ballot but the own, nor a sum before the end, whoever comes, goes or changes', () => {
    fc.assert(neverLeaks(viewFor))
  })

  test('control: a view that passes ballots on, or sums too early, is found out', () => {
    const telling: typeof viewFor = (person, session) => ({ ...viewFor(person, session), votes: (session.votes ?? []) as never })
    expect(() => fc.assert(neverLeaks(telling))).toThrow(/Property failed/)
    const early: typeof viewFor = (person, session) => {
      const view = viewFor(person, session)
      return { ...view, votes: view.votes.map((vote) => ({ ...vote, result: resultOf({ ...vote, ballots: [] }) })) }
    }
    expect(() => fc.assert(neverLeaks(early))).toThrow(/Property failed/)
  })

  test('dots are neither lost nor made, and a ranking gives n(n−1)/2 points for each person', () => {
    const arbitrary = fc.array(fc.record({ people: fc.integer({ min: 1, max: 20 }), values: fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }) }), { maxLength: 20 }) // prettier-ignore
    fc.assert(
      fc.property(arbitrary, fc.constantFrom('dots' as const, 'ranking' as const), (rows, way) => {
        const ballots: Ballot[] = rows.map(({ people, values }, seat) => ({ seat: `s${seat}`, people, done: true, answers: (ballot(values) as Extract<Command, { do: 'vote' }>).answers })) // prettier-ignore
        const result = resultOf({ way, dots: 10, items, ballots })
        const sum = result.rows.reduce((total, { points }) => total + points, 0)
        const within = ballots.filter(({ answers, people }) => answers.length > 0 && (way === 'ranking' || answers.reduce((all, { value }) => all + value, 0) <= 10 * people)) // prettier-ignore
        const heads = within.reduce((total, { people }) => total + people, 0)
        const dots = within.flatMap(({ answers }) => answers).reduce((total, { value }) => total + value, 0)
        expect(sum).toBeCloseTo(way === 'dots' ? dots : (heads * items.length * (items.length - 1)) / 2)
        expect(result.counted).toEqual({ seats: within.length, people: heads })
      }),
    )
  })

  test('Borda by heads and W by laptops follow the vectors of DOMAIN 6.4', () => {
    const order = (...places: number[]) => ({
      people: 1,
      done: true,
      answers: places.map((value, index) => ({ item: `x:${index}`, value })),
    })
    const ballots = [order(1, 2, 3, 4, 5), order(2, 1, 3, 5, 4), order(1, 3, 2, 4, 5), order(1, 2, 4, 3, 5)].map((one, index) => ({
      ...one,
      seat: `s${index}`,
    }))
    const five = Array.from({ length: 5 }, (_, index) => ({ cluster: `x:${index}`, kind: 'k', title: { by: 'group' as const, text: '' } }))
    const result = resultOf({ way: 'ranking', dots: 1, items: five, ballots })
    expect(result.rows.map(({ points }) => points)).toEqual([15, 12, 8, 4, 1])
    expect(result.agreement).toBeCloseTo(0.8125)
    const twice = resultOf({ way: 'ranking', dots: 1, items: five, ballots: ballots.map((one) => ({ ...one, people: 2 })) })
    expect([twice.rows[0]?.points, twice.agreement]).toEqual([30, result.agreement])
  })
})

describe('the commands of a vote', () => {
  test('what nobody has named is not put to the vote, and names of any length and alphabet fit into one command', () => {
    const long = 'Щ'.repeat(1000)
    const titles = [
      { by: 'group' as const, text: long, in: { en: long, ru: long } },
      { by: 'person' as const, text: ` ${'😀'.repeat(400)}` },
      { by: 'group' as const, text: '', in: { en: '', ru: long } },
      { by: 'code' as const, field: 'name', code: 'HE' },
    ]
    const made = Array.from({ length: 20 }, (_, at) => votable({ id: `g:${at}`, kind: 'market', title: titles[at % titles.length]! }))
    const command = {
      do: 'open-vote',
      vote: 'v1',
      exercise: 'crime-mapping',
      question: long.slice(0, 200),
      way: 'dots',
      dots: 5,
      items: made,
    }
    const envelope = { id: 'c1', turn: null, command }
    expect(isRefusal(parseEnvelope(envelope))).toBe(false)
    expect(Buffer.byteLength(JSON.stringify(envelope))).toBeLessThan(60_000)
    for (const text of ['', '  ']) {
      const title = { by: 'group' as const, text }
      expect(votable({ id: 'g:1', kind: 'market', title })).toBeNull()
      // The control: put to the vote all the same, the whole vote is refused.
      const items = [...made.slice(0, 2), { cluster: 'g:99', kind: 'market', title }]
      expect(isRefusal(parseEnvelope({ ...envelope, command: { ...command, items } }))).toBe(true)
    }
  })

  test('forty people at twelve laptops: nothing is known until it is closed, then sums by heads', () => {
    const heads = [4, 4, 4, 4, 4, 4, 4, 4, 2, 2, 2, 2]
    let room = doing(roomOf(heads), opening())
    heads.forEach((people, seat) => (room = doing(room, ballot([people * 3, people * 2, 0, 0]), personAt(room, seat))))
    const open = viewFor(facilitator, room).votes[0]!
    expect([open.present, open.voted, open.result]).toEqual([{ seats: 12, people: 40 }, { seats: 12, people: 40 }, null])
    expect(pointsIn(doing(room, { do: 'close-vote', vote: 'v1' }))).toEqual({ 'a:1': 120, 'a:2': 80, 'b:1': 0, 'b:2': 0 })
  })

  test('more dots than heads are refused; a laptop that loses people has to take dots back, else its ballot does not count', () => {
    const room = doing(roomOf([4, 1]), opening())
    expect(attempt(room, ballot([15, 6, 0, 0]), personAt(room, 0))).toMatchObject({
      refused: 'too-many-dots',
      details: { given: 21, most: 20 },
    })
    const fewer = doing(doing(room, ballot([15, 5, 0, 0]), personAt(room, 0)), { do: 'set-seat', name: 'S', people: 2 }, personAt(room, 0))
    expect(viewFor(facilitator, fewer).votes[0]?.voted).toEqual({ seats: 0, people: 0 })
    expect(resultIn(doing(fewer, { do: 'close-vote', vote: 'v1' }))).toMatchObject({ tooMany: 1, counted: { seats: 0 } })
    const mended = doing(fewer, ballot([5, 5, 0, 0]), personAt(fewer, 0))
    expect(pointsIn(doing(mended, { do: 'close-vote', vote: 'v1' }))).toMatchObject({ 'a:1': 5, 'a:2': 5 })
  })

  test('who comes late votes; who has left does not count; who leaves afterwards changes nothing', () => {
    const open = doing(roomOf([1, 1]), opening())
    const begun = [0, 1].reduce((room, seat) => doing(room, ballot([5, 0, 0, 0]), personAt(room, seat)), open)
    const late = sit(begun, 3)
    const voted = doing(late, ballot([0, 15, 0, 0]), personAt(late, 2))
    const closed = doing(leaveSeat(voted, voted.seats[0]!.id), { do: 'close-vote', vote: 'v1' })
    expect(pointsIn(closed)).toMatchObject({ 'a:1': 5, 'a:2': 15 })
    expect(resultIn(leaveSeat(closed, closed.seats[0]!.id))).toEqual(resultIn(closed))
    expect(attempt(closed, ballot([1, 0, 0, 0]), personAt(closed, 0))).toMatchObject({ refused: 'vote-closed' })
  })

  test('opened again the sums are hidden and ballots go on; once more is another vote beside the first', () => {
    const begun = doing(roomOf([1, 1]), opening())
    const closed = doing(doing(begun, ballot([5, 0, 0, 0]), personAt(begun, 0)), { do: 'close-vote', vote: 'v1' })
    const again = doing(closed, { do: 'reopen-vote', vote: 'v1' })
    expect(resultIn(again)).toBeNull()
    expect(viewFor(personAt(again, 0), again).votes[0]?.own?.answers).toHaveLength(1)
    expect(attempt(again, { do: 'vote-again', vote: 'v1', again: 'v2' })).toMatchObject({ refused: 'vote-open' })
    const second = doing(closed, { do: 'vote-again', vote: 'v1', again: 'v2' })
    expect(viewFor(personAt(second, 0), second).votes).toMatchObject([{ id: 'v2', round: 2, own: null }])
    expect(pointsIn(second)).toMatchObject({ 'a:1': 5 })
  })

  test('one vote at a time, of entries that are there, and a vote set aside is nowhere until it is brought back', () => {
    const room = doing(roomOf([1]), opening())
    expect(attempt(room, opening('ranking', 'v2'))).toMatchObject({ refused: 'vote-open' })
    expect(doing(room, opening()).votes).toHaveLength(1)
    expect(attempt(room, { ...opening(), vote: 'v3', exercise: 'other' } as Command)).toMatchObject({ refused: 'unknown-exercise' })
    const foreign: Command = { do: 'vote', vote: 'v1', done: true, answers: [{ item: 'z:9', value: 1 }] }
    expect(attempt(room, foreign, personAt(room, 0))).toMatchObject({ refused: 'not-understood' })
    const shown = doing(room, { do: 'show', plenary: { shows: 'vote', vote: 'v1' } })
    const aside = doing(shown, { do: 'set-vote-aside', vote: 'v1', aside: true })
    expect(aside.plenary).toEqual({ shows: 'question' })
    expect(viewFor(personAt(aside, 0), aside).votes).toEqual([])
    expect(attempt(aside, { do: 'show', plenary: { shows: 'vote', vote: 'v1' } })).toMatchObject({ refused: 'unknown-vote' })
    expect(resultIn(doing(aside, { do: 'set-vote-aside', vote: 'v1', aside: false }))).not.toBeNull()
  })

  test('places beyond the last are refused, shared and missing ones count as DOMAIN says', () => {
    const room = doing(roomOf([2]), opening('ranking'))
    expect(attempt(room, ballot([5, 0, 0, 0]), personAt(room, 0))).toMatchObject({ refused: 'not-understood' })
    const ranked = doing(room, ballot([1, 2, 0, 0]), personAt(room, 0))
    expect(pointsIn(doing(ranked, { do: 'close-vote', vote: 'v1' }))).toEqual({ 'a:1': 6, 'a:2': 4, 'b:1': 1, 'b:2': 1 })
  })
})
