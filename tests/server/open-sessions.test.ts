import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SessionEvents } from '../../server/control/open-session.ts'
import { OpenSessions } from '../../server/control/open-sessions.ts'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Storage } from '../../server/ports.ts'
import { openStorage } from '../../server/storage/storage.ts'
import { realWorld } from '../../server/world.ts'
import type { Command } from '../../shared/session/commands.ts'
import { takeSeat } from '../../shared/session/new-session.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { leftFor } from '../../shared/session/clocks.ts'
import { diskFull } from '../kit/disk-full.ts'

const facilitator: Person = { is: 'facilitator', name: 'Ann' }
let dir: string
let storage: Storage
let now: number
let letWrite: () => void
let writing: Promise<void>
let handedIn: SessionEvents['handedIn']
let rooms: OpenSessions

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'roundtable-rooms-'))
  const real = await openStorage(dir)
  writing = Promise.resolve()
  storage = { ...real, appendCommand: (...asked) => writing.then(() => real.appendCommand(...asked)) }
  now = 1_800_000_000_000
  handedIn = () => Promise.resolve()
  const events: Omit<SessionEvents, 'newCode'> = {
    changed: () => undefined,
    left: () => undefined,
    handedIn: (session, board) => handedIn(session, board),
    pushed: () => Promise.resolve(),
    shown: () => Promise.resolve(),
    laid: () => Promise.resolve(),
    putBack: () => Promise.resolve(null),
    bring: () => Promise.resolve([]),
    areUsed: () => Promise.resolve(false),
    letGo: () => undefined,
  }
  rooms = new OpenSessions(storage, { ...realWorld, now: () => now }, events)
})
afterEach(async () => {
  vi.useRealTimers()
  await rooms.close()
  await storage.close()
  await rm(dir, { recursive: true })
})

function holdTheDisk(): void {
  writing = new Promise((resolve) => (letWrite = resolve))
}

async function newRoom() {
  const { exercises } = await loadExercises('exercises')
  const exercise = exercises.find((one) => one.id === 'crime-mapping')
  const session = await rooms.create({ title: 'Day one', place: '', groups: 2, exercises: exercise ? [exercise] : [] })
  return { session, steps: exercise?.steps.map((step) => step.id) ?? [], room: (await rooms.enter(session.id))! }
}

const ask = (id: string, command: Command, turn: number | null = null) => ({ id, turn, command })
const stepIn = (session: Session, id: string) => session.agenda.flatMap((item) => item.steps).find((step) => step.id === id)

test('a laptop that leaves with commands under way and comes back finds all of them carried out', async () => {
  const { session, room } = await newRoom()
  const group = session.groups[0]!.id
  holdTheDisk()
  const answers = [
    room.carryOut(facilitator, ask('a', { do: 'name-group', group, name: 'A' })),
    room.carryOut(facilitator, ask('b', { do: 'add-group' })),
  ]
  const left = rooms.leave(session.id)
  // A turn of the event loop: long enough for a room that does not wait to be let go.
  await new Promise((resolve) => setImmediate(resolve))
  const entering = rooms.enter(session.id)
  letWrite()
  const again = (await entering)!
  const [, added] = await Promise.all(answers)
  await left
  expect(await again.carryOut(facilitator, ask('b', { do: 'add-group' }))).toEqual(added)
  await again.carryOut(facilitator, ask('c', { do: 'name-group', group, name: 'C' }))
  expect((await storage.loadSession(session.id))?.session.groups.map(({ name }) => name)).toEqual(['C', '', ''])
})

test('a step that is opened while the last laptop leaves keeps its room until it is over', async () => {
  const { session, steps, room } = await newRoom()
  holdTheDisk()
  const opened = room.carryOut(facilitator, ask('open', { do: 'open-step', step: steps[0]! }, 0))
  const left = rooms.leave(session.id)
  letWrite()
  await Promise.all([opened, left])
  expect(rooms.openCount).toBe(1)
  expect(await rooms.enter(session.id)).toBe(room)
})

test('a step whose time is over while an extension is written stays open until the extension is over', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { session, steps, room } = await newRoom()
  const step = steps[0]!
  const pass = (ms: number) => {
    now += ms
    vi.advanceTimersByTime(ms)
  }
  const later = (id: string) => room.carryOut(facilitator, ask(id, { do: 'name-group', group: session.groups[0]!.id, name: id }))
  await room.carryOut(facilitator, ask('open', { do: 'open-step', step, minutes: 1 }, 0))
  const extended = room.carryOut(facilitator, ask('extend', { do: 'extend-step', step, minutes: 5, group: null }, 1))
  pass(60_000)
  expect(await extended).toMatchObject({ ok: true })
  await later('first')
  expect(stepIn(room.session, step)?.state).toMatchObject({ is: 'open', until: now + 5 * 60_000 })
  pass(5 * 60_000)
  await later('second')
  expect(stepIn(room.session, step)?.state.is).toBe('closed')
})

test('the step that closes with the time of its only table is open again, with the time that was left, when that is taken back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { session, steps, room } = await newRoom()
  const step = steps[0]!
  const group = session.groups[0]!.id
  await room.carryOut(facilitator, ask('open', { do: 'open-step', step, minutes: 10, groups: [group] }, 0))
  now += 60_000
  expect(await room.carryOut(facilitator, ask('end', { do: 'close-step', step, group }, 1))).toMatchObject({ ok: true })
  // Nothing is left to ring for.
  await vi.advanceTimersByTimeAsync(60_000)
  await room.idle()
  now += 60_000
  expect(stepIn(room.session, step)?.state.is).toBe('closed')
  expect(await room.carryOut(facilitator, ask('undo', { do: 'undo-close', step, group }, 2))).toMatchObject({ ok: true })
  expect(leftFor(stepIn(room.session, step)!, group, now)).toBe(9 * 60_000)
})

test('a step whose end the disk refuses to write is closed when the disk writes again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { session, steps, room } = await newRoom()
  const step = steps[0]!
  await room.carryOut(facilitator, ask('open', { do: 'open-step', step, minutes: 1 }, 0))
  writing = Promise.reject(diskFull())
  writing.catch(() => undefined)
  now += 60_000
  await vi.advanceTimersByTimeAsync(60_000)
  await room.idle()
  expect(stepIn(room.session, step)?.state.is).toBe('open')
  expect(await room.carryOut(facilitator, ask('more', { do: 'add-group' }))).toMatchObject({ ok: false, refused: 'cannot-save' })
  expect([room.session.groups.length, rooms.session(session.id)?.revision]).toEqual([2, room.session.revision])
  writing = Promise.resolve()
  await vi.advanceTimersByTimeAsync(1000)
  await room.idle()
  expect(stepIn(room.session, step)?.state.is).toBe('closed')
  expect(await room.carryOut(facilitator, ask('more', { do: 'add-group' }))).toMatchObject({ ok: true })
})

test('hand-in is answered when the version is kept, and holds nobody else up', async () => {
  const { session, steps, room } = await newRoom()
  const seat = takeSeat(session, {
    id: 'aida',
    group: session.groups[0]!.id,
    name: 'Aida',
    people: 1,
    rapporteur: true,
    handRaised: null,
    done: [],
    joined: now,
  }).seats[0]!
  await room.join(seat, null)
  await room.carryOut(facilitator, ask('open', { do: 'open-step', step: steps[0]! }, 0))
  let keep: () => void = () => undefined
  const kept = new Promise<void>((resolve) => (keep = resolve))
  handedIn = () => kept
  const person: Person = { is: 'seat', session: session.id, seat: seat.id, group: seat.group }
  let isAnswered = false
  const handed = room.carryOut(person, ask('hand-in', { do: 'hand-in', step: steps[0]! })).finally(() => (isAnswered = true))
  expect(await room.carryOut(facilitator, ask('other', { do: 'add-group' }))).toMatchObject({ ok: true })
  expect(stepIn(room.session, steps[0]!)?.handedIn).toHaveLength(1)
  expect(isAnswered).toBe(false)
  keep()
  expect(await handed).toMatchObject({ ok: true })
})
