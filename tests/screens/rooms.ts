import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDemo } from '../../server/demo.ts'
import { serve, type Serving } from '../../server/serve.ts'
import type { Session } from '../../shared/session/session.ts'
import { Laptop } from '../server/kit/people.ts'
import { bringTogether, leaveOpen, massOfCards } from './full-rooms.ts'
import { workInLimits } from './limits.ts'
import { workInApart, workInCalled, workInCoded, workInPaused } from './running.ts'
import { openAndClose, seat, steer } from './seated.ts'
import { workInBlind, workInChoose, workInClosed, workInCrowded, workInEmpty, workInRate } from './steps.ts'
import { workInVotes } from './votes.ts'
import { workInWalk } from './walk.ts'

/** Sessions of one server, each held in a state that some screen has to be looked at in. */
export interface Rooms {
  readonly serving: Serving
  /** Made a moment ago: nobody has joined, no step is open. */
  readonly fresh: Session
  /** The first step is open; tables have joined, the boards are empty. */
  readonly empty: Session
  /** The first step is open, with hands raised, a table that handed in and one where nobody sits. */
  readonly choose: Session
  /** The second step is open; table B has handed in. */
  readonly rate: Session
  /** The second step is open: table A rates alone, table B compares what its laptops said. */
  readonly blind: Session
  /** The last step is closed and the helpers have decided something. */
  readonly closed: Session
  /** Twelve tables with the first step open. */
  readonly crowded: Session
  /** The room has voted once by dots and once by rank, and votes by dots again; two laptops are not through. */
  readonly votes: Session
  /** The clock stands still, table B is locked, and everybody was told something. */
  readonly paused: Session
  /** Tables B and D are in another step than the others, and B has material of its own. */
  readonly apart: Session
  /** Laptops keep to their own cards; tables B and D write alone in another step. */
  readonly limits: Session
  /** Each table joins by its own code. */
  readonly coded: Session
  /** Everybody is called to the front. */
  readonly called: Session
  /** Tables walk from board to board; one keeps its own, and some things are said. */
  readonly walk: Session
  /** The response map and the strategy, with all boards full: what the coverage check looks at. */
  readonly mapped: Session
  readonly planned: Session
  /** Three national seminars brought together. */
  readonly regional: Session
  /** A strategy of which everything that is checked is open. */
  readonly open: Session
  /** Twelve tables with thirty cards each. */
  readonly massed: Session
}

const place = 'Tashkent, hall 2'

/** A server on a free port without any session, then `fill` makes the rooms. */
export async function startEmpty(): Promise<Serving> {
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-screens-'))
  const config = { port: 0, host: '0.0.0.0', dataDir, hosts: [], announceAsJson: false, mostCrashes: 5 }
  const onStorageBroke = (error: unknown) => {
    throw error
  }
  return serve(config, { clientDir: 'dist/client', exercisesDir: 'exercises', onStorageBroke })
}

export async function fill(serving: Serving): Promise<Rooms> {
  const { openSessions, storage } = serving
  const exercises = serving.exercises.filter(({ id }) => id === 'crime-mapping')
  const demo = (title: string) => makeDemo(openSessions, storage, exercises, { title, place })
  const demoOf = (id: string, title: string) =>
    makeDemo(
      openSessions,
      storage,
      serving.exercises.filter((one) => one.id === id),
      { title, place },
    )
  const plain = (title: string, groups: number) => openSessions.create({ title, place, groups, exercises })
  const made = {
    serving,
    empty: await plain('Regional seminar, afternoon', 4),
    choose: await demo('Strategies against organized crime'),
    rate: await demo('Strategies against organized crime, group two'),
    blind: await plain('Regional seminar, morning', 3),
    closed: await demo('Стратегии противодействия организованной преступности'),
    paused: await demo('Strategies against organized crime, morning'),
    apart: await demo('Strategies against organized crime, evening'),
    limits: await demo('Strategies against organized crime, own cards'),
    coded: await plain('Strategies against organized crime, delegations', 6),
    called: await demo('Strategies against organized crime, noon'),
    walk: await demo('Strategies against organized crime, gallery walk'),
    votes: await demo('Strategies against organized crime, plenary'),
    mapped: await demoOf('response-mapping', 'Regional seminar, response map'),
    planned: await demoOf('strategy-building', 'Regional seminar, strategy'),
    open: await demoOf('strategy-building', 'Regional seminar, strategy on the first day'),
    crowded: await plain('Conference of the States of the region, all delegations together in one hall', 12),
    fresh: await plain('Strategies to prevent and combat organized crime', 6),
  }
  const facilitator = new Laptop(serving.port)
  await facilitator.post('/rt/facilitator/claim', { secret: serving.facilitatorLink().split('#')[1], name: 'Nino' })
  await workInEmpty(facilitator, made.empty, serving)
  await workInChoose(facilitator, made.choose, serving)
  await workInRate(facilitator, made.rate, serving)
  await workInBlind(facilitator, made.blind, serving)
  await workInPaused(facilitator, made.paused, serving)
  await workInApart(facilitator, made.apart, serving)
  await workInCoded(facilitator, made.coded, serving)
  await workInCalled(facilitator, made.called, serving)
  await workInClosed(facilitator, made.closed, serving)
  await workInCrowded(facilitator, made.crowded, serving)
  await openAndClose(await steer(facilitator, made.mapped, serving), 'resp-fill')
  await openAndClose(await steer(facilitator, made.planned, serving), 'plan-objectives')
  const toOpen = await steer(facilitator, made.open, serving)
  await openAndClose(toOpen, 'plan-objectives')
  await leaveOpen(made.open, toOpen, await seat(serving, made.open, 2, 1))
  await workInWalk(await steer(facilitator, made.walk, serving), await seat(serving, made.walk, 6, 1))
  await workInVotes(made.votes, await steer(facilitator, made.votes, serving), await seat(serving, made.votes, 6))
  const apart = [1, 3].flatMap((at) => made.limits.groups[at]?.id ?? [])
  await workInLimits(await steer(facilitator, made.limits, serving), await seat(serving, made.limits, 6, 1), apart)
  const regional = await bringTogether(facilitator, serving, place)
  return { ...made, regional, massed: await massOfCards(facilitator, serving) }
}
