import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDemo } from '../../server/demo.ts'
import { serve, type Serving } from '../../server/serve.ts'
import { changeCard, readBoard } from '../../shared/board/board.ts'
import { keyOf } from '../../shared/merge/merge.ts'
import { steering, type Command } from '../../shared/session/commands.ts'
import type { Session } from '../../shared/session/session.ts'
import { SimulatedPerson } from '../kit/people.ts'
import { until } from '../kit/waiting.ts'
import { Laptop } from '../server/kit/people.ts'
import { bringTogether, leaveOpen, massOfCards } from './full-rooms.ts'
import { workInLimits } from './limits.ts'
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

const names = ['Aida', 'Рустам', 'Tamara', 'Nino', 'Дильшод', 'Elnura', 'Бекзат', 'Gulnara', 'Арман', 'Ketevan', 'Farhod', 'Мадина']
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
  const { rooms, storage } = serving
  const exercises = serving.exercises.filter(({ id }) => id === 'crime-mapping')
  const demo = (title: string) => makeDemo(rooms, storage, exercises, { title, place })
  const demoOf = (id: string, title: string) =>
    makeDemo(
      rooms,
      storage,
      serving.exercises.filter((one) => one.id === id),
      { title, place },
    )
  const plain = (title: string, groups: number) => rooms.create({ title, place, groups, exercises })
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

export type Order = (command: Command) => Promise<void>

async function steer(facilitator: Laptop, session: Session, serving: Serving): Promise<Order> {
  const { send } = await facilitator.connect('facilitator', session.id)
  let count = 0
  return async (command) => {
    const turn = steering.has(command.do) ? (serving.rooms.session(session.id)?.turn ?? 0) : null
    const answer = await send({ id: `screens${count++}x${session.id.slice(0, 8)}`, turn, command })
    if (!answer.ok) throw new Error(`${command.do} was refused: ${answer.refused}`)
  }
}

/** People sit down: two laptops a table, the first of them hands in. */
async function seat(serving: Serving, session: Session, groups: number, each = 2): Promise<SimulatedPerson[]> {
  const url = `http://127.0.0.1:${serving.port}`
  const people: SimulatedPerson[] = []
  for (const [index, group] of session.groups.slice(0, groups).entries())
    for (let place = 0; place < each; place++) {
      const number = index * each + place
      const name = names[number % names.length] ?? ''
      const person = await SimulatedPerson.join({ url, code: session.code, group: group.id, name, seed: number + 1 })
      if (place === 0) await person.control.send({ do: 'take-rapporteur' })
      people.push(person)
    }
  return people
}

/** Each opens its board and writes a note once more, so that the table counts as working. */
async function work(people: readonly SimulatedPerson[], session: Session): Promise<void> {
  const item = session.agenda[0]
  for (const person of people) {
    const exercise = await person.exercise(item?.exercise ?? '')
    const { doc } = await person.openBoard(exercise.id)
    const card = readBoard(doc, exercise)[0]
    const note = card && exercise.kinds[card.kind]?.fields['note']
    if (card && note) changeCard(doc, card.id, note, `${String(card.fields['note'])} `, person)
    else if (exercise.kinds['market']) person.add(exercise, exercise.kinds['market'])
  }
}

async function openAndClose(order: Order, step: string): Promise<void> {
  await order({ do: 'open-step', step })
  await order({ do: 'close-step', step })
}

async function workInEmpty(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  await seat(serving, session, 3, 1)
  await (
    await steer(facilitator, session, serving)
  )({ do: 'open-step', step: 'choose' })
}

async function workInChoose(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 5)
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'show', plenary: { shows: 'question' } })
  await order({ do: 'extend-step', step: 'choose', minutes: 5, group: session.groups[3]?.id ?? '' })
  await order({ do: 'name-group', group: session.groups[2]?.id ?? '', name: 'Правоохранительные органы' })
  await work(people, session)
  await people[2]?.control.send({ do: 'raise-hand' })
  await people[7]?.control.send({ do: 'raise-hand' })
  for (const one of people.slice(8, 10)) await one.control.send({ do: 'done', step: 'choose', done: true })
  await until(() => people[8]?.view?.current?.step === 'choose', 'The step did not reach table E')
  await people[8]?.control.send({ do: 'hand-in', step: 'choose' })
  // Somebody goes on after that: the version of the hand-in is not what the board says.
  const exercise = await people[9]?.exercise('crime-mapping')
  if (exercise) people[9]?.add(exercise, exercise.kinds['market']!)
}

async function workInRate(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 6)
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'open-step', step: 'rate' })
  await work(people, session)
  await people[2]?.control.send({ do: 'hand-in', step: 'rate' })
  await order({ do: 'ask-board', exercise: 'crime-mapping', group: null })
  for (const index of [0, 2, 6]) await people[index]?.control.send({ do: 'agree-board', exercise: 'crime-mapping' })
  await people[4]?.control.send({ do: 'keep-board', exercise: 'crime-mapping' })
}

async function workInBlind(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 2, 3)
  await order({ do: 'open-step', step: 'choose' })
  for (const first of [people[0]!, people[3]!]) {
    const exercise = await first.exercise('crime-mapping')
    await first.openBoard(exercise.id)
    for (let card = 0; card < 7; card++) first.add(exercise, exercise.kinds['market']!)
    await until(() => first.saved === first.edits, 'The cards were not saved')
  }
  await order({ do: 'open-step', step: 'rate' })
  for (const [index, person] of people.entries()) {
    if (index === 0) continue
    const cards = (await people[index < 3 ? 0 : 3]!.shownCards('crime-mapping')) ?? []
    const answers = cards.flatMap(({ id: card }, place) =>
      ['scale', 'impact'].map((field, axis) => {
        const number = 1 + ((place * 2 + axis + (place % 3) * index) % 5)
        return { card, field, value: place === 6 && index === 4 ? ('unknown' as const) : number }
      }),
    )
    await person.control.send({ do: 'rate', step: 'rate', round: 1, rated: true, answers })
  }
  await people[3]?.control.send({ do: 'reveal', step: 'rate' })
}

async function workInPaused(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 5)
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'show', plenary: { shows: 'question' } })
  await work(people, session)
  await order({ do: 'pause-step', step: 'choose' })
  await order({ do: 'lock-step', step: 'choose', group: session.groups[1]?.id ?? '', locked: true })
  await order({ do: 'say', message: 'coffee', text: 'Coffee is ready. We go on at 10:45 · Кофе готов, продолжим в 10:45', to: null })
  await order({ do: 'say', message: 'camera', text: 'A camera team comes to your table', to: session.groups[2]?.id ?? '' })
  for (const one of people.slice(2, 8)) await one.control.send({ do: 'mark-read', message: 'coffee' })
}

async function workInApart(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const [, second, , fourth] = session.groups
  await order({ do: 'open-step', step: 'choose' })
  await seat(serving, session, 6, 1)
  await order({ do: 'open-step', step: 'rate', minutes: 12, groups: [second!.id, fourth!.id] })
  const text = 'Start from the case of March: two lorries, one warehouse, no arrest.\nLeave the airports to table D.'
  await order({ do: 'give-material', step: 'rate', group: second!.id, text, part: null })
  await order({ do: 'show', plenary: { shows: 'question' } })
}

async function workInCoded(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const named = (name: string, delegation: string) => ({ name, delegation, language: null })
  const tables = [named('Kazakhstan', ''), named('Кыргызстан', ''), named('Harbour', 'Tajikistan'), named('', 'Turkmenistan')]
  await order({ do: 'set-tables', tables })
  await order({ do: 'set-joining', by: 'code' })
}

async function workInCalled(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const delegations = ['Uzbekistan', 'Республика Казахстан', '']
  await order({ do: 'set-tables', tables: delegations.map((delegation) => ({ name: '', delegation, language: null })) })
  await seat(serving, session, 2)
  // The second round: laptops of two delegations at one table.
  const [first, second] = session.groups
  const guest = serving.rooms.session(session.id)?.seats.find(({ group }) => group === first?.id)
  if (guest && second) await order({ do: 'move-seats', moves: [{ seat: guest.id, group: second.id }] })
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'summon' })
}

async function workInClosed(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 6)
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'open-step', step: 'rate' })
  await work(people, session)
  for (let index = 0; index < people.length - 2; index += 2) await people[index]?.control.send({ do: 'hand-in', step: 'rate' })
  await order({ do: 'close-step', step: 'rate' })
  const keys = await keysOfOwnWords(people, session)
  const [gold, scam] = [keys.get('Незаконная добыча золота') ?? '', keys.get('Scam call centers') ?? '']
  await order({ do: 'decide', decision: 'title-gold', what: { act: 'title', key: gold, text: 'Illegal gold mining' } })
  await order({ do: 'decide', decision: 'aside-scam', what: { act: 'set-aside', key: scam } })
  await order({ do: 'undo-decision', decision: 'aside-scam' })
  await order({ do: 'show', plenary: { shows: 'merged' } })
}

/** Keys of contributions that are in a table's own words: what helpers decide about first. */
async function keysOfOwnWords(people: readonly SimulatedPerson[], session: Session): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>()
  for (const person of people) {
    const { group } = person
    for (const card of (await person.shownCards(session.agenda[0]?.exercise ?? '')) ?? []) {
      const name = card.fields['name']
      if (typeof name === 'object' && name !== null && 'own' in name) keys.set(name.own, keyOf(group, card.id))
    }
  }
  return keys
}

async function workInCrowded(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const people = await seat(serving, session, 11, 1)
  await (
    await steer(facilitator, session, serving)
  )({ do: 'open-step', step: 'choose' })
  await work(people, session)
  await people[4]?.control.send({ do: 'raise-hand' })
}
