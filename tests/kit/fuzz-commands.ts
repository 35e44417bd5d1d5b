import { isRefusal } from '../../shared/refusals.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { numberedSteps } from '../../shared/session/alone.ts'
import { parseEnvelope } from '../../shared/session/commands.ts'
import { may } from '../../shared/session/may.ts'
import { newSession, stepTwice, takeSeat } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { openSteps, tablesIn } from '../../shared/session/whereabouts.ts'
import { viewFor } from '../../shared/session/view.ts'
import { sampleCommands } from '../server/kit/commands.ts'
import { anyValue } from '../server/kit/nonsense.ts'
import { oneOf, type Chance } from './chance.ts'
import { context } from './context.ts'

const lifeOfASession = 400

/** What the pure core did with commands of every shape: how many there were, how many were carried out, what broke a law. */
export interface Fuzzed {
  readonly sent: number
  readonly accepted: number
  readonly wrong: string[]
}

type Core = Pick<typeof core, 'may' | 'reduce' | 'viewFor'>
const core = { may, reduce, viewFor }

/** Commands from everybody, well-formed, a little wrong and senseless, one after the other on sessions that change by them. */
export function fuzzCommands(count: number, random: Chance, exercises: readonly Exercise[], { may, reduce, viewFor }: Core = core): Fuzzed {
  const wrong = new Set<string>()
  let session = fresh(exercises)
  let ids = 0
  let accepted = 0
  let numbers = new Map<number, string>()
  const brought = exercises.slice(0, 2).map(spareOf)
  for (let sent = 0; sent < count; sent++) {
    if (sent % lifeOfASession === 0) {
      session = fresh(exercises)
      numbers = new Map()
    }
    const person = anybody(session, random)
    const command = anyCommand(session, random)
    try {
      const envelope = parseEnvelope({ id: `e${sent}`, turn: null, command })
      if (isRefusal(envelope)) continue
      const before = JSON.stringify(session)
      const given = context({ now: sent, person, name: 'Name', newId: () => `id${ids++}`, newCode: () => `C${ids++}`, brought })
      const next = reduce(session, envelope.command, given)
      if (JSON.stringify(session) !== before) wrong.add(`${envelope.command.do} changed the session that it was given`)
      const allowed = may(person, envelope.command, session) === null
      if (!allowed || isRefusal(next)) continue
      accepted++
      if (next.revision !== session.revision + 1) wrong.add(`${envelope.command.do} is not one revision`)
      for (const broken of [...brokenIn(next, viewFor, random), ...renumberedIn(next, numbers)])
        wrong.add(`after ${envelope.command.do}: ${broken}`)
      session = next
    } catch (error) {
      wrong.add(`${JSON.stringify(command)?.slice(0, 200)} threw ${String(error)}`)
    }
  }
  return { sent: count, accepted, wrong: [...wrong] }
}

/** The same exercise under other names: it may come into a session that has the first. */
const spareOf = (exercise: Exercise): Exercise => ({
  ...exercise,
  id: `spare-${exercise.id}`,
  steps: exercise.steps.map((step) => ({ ...step, id: `spare-${step.id}` })),
})

/** Boards on which laptops write alone are named by these numbers: none may come to stand for a board of another exercise. */
function renumberedIn({ agenda }: Session, known: Map<number, string>): string[] {
  return numberedSteps(agenda).flatMap(({ item, run, number }) => {
    const name = `${Object.values(item.boards)[0] ?? ''} ${run.id}`
    const before = known.get(number) ?? name
    known.set(number, before)
    return before === name ? [] : ['a number stands for another step']
  })
}

function fresh(exercises: readonly Exercise[]): Session {
  let count = 0
  const newId = () => `s${String(++count).padStart(4, '0')}x`
  let session = newSession({ id: 'session', code: 'ABCDEF', title: '', place: '', created: 0, groups: 3, exercises }, newId)
  for (const { id: group } of session.groups)
    for (const name of ['First', 'Second'])
      session = takeSeat(session, { id: newId(), group, name, people: 2, rapporteur: false, handRaised: null, done: [], joined: 0 })
  return session
}

function anybody(session: Session, random: Chance): Person {
  const seat = oneOf(session.seats, random)
  const people: Person[] = [{ is: 'facilitator', name: 'Ann' }, { is: 'plenary', session: session.id }, { is: 'nobody' }]
  if (random() < 0.5 && seat) return { is: 'seat', session: random() < 0.9 ? session.id : 'other', seat: seat.id, group: seat.group }
  return (random() < 0.7 ? people[0] : oneOf(people, random)) ?? { is: 'nobody' }
}

/** A command of one name with values that are there, or with a piece that is not, or nothing like one. */
function anyCommand(session: Session, random: Chance): unknown {
  if (random() < 0.1) return anyValue(random)
  const step =
    oneOf(
      session.agenda.flatMap((item) => item.steps),
      random,
    )?.id ?? ''
  const samples = sampleCommands(step)
  const name = oneOf(Object.keys(samples), random) as keyof typeof samples
  const command: Record<string, unknown> = { do: name, ...samples[name] }
  const there = {
    group: oneOf(session.groups, random)?.id,
    groups: session.groups.map(({ id }) => id).filter(() => random() < 0.5),
    seat: oneOf(session.seats, random)?.id,
    decision: `d${Math.floor(random() * 5)}`,
    minutes: Math.floor(random() * 120) - 60,
    plenary: oneOf(
      [{ shows: 'merged' }, { shows: 'board', group: oneOf(session.groups, random)?.id }, { shows: 'board', group: 'none' }],
      random,
    ),
    what: oneOf<unknown>(
      [
        { act: 'join', keys: ['a:1', 'b:1'] },
        { act: 'split', keys: ['a:1'] },
        { act: 'title', key: 'a:1', text: 'T' },
        { act: 'mark', key: 'a:1' },
        { act: 'place', key: 'a:1', before: random() < 0.5 ? null : 'b:1' },
        { act: 'look' },
      ],
      random,
    ),
    done: random() < 0.5,
    name: random() < 0.5 ? '' : '__proto__',
    from: oneOf(session.seats, random)?.id,
    moves: session.seats.map(({ id }) => ({ seat: id, group: oneOf(session.groups, random)?.id })).slice(0, 1 + Math.floor(random() * 6)),
  }
  if (name === 'open-step' && random() < 0.5) command['groups'] = []
  if (name === 'set-agenda') {
    const inAgenda = session.agenda.map(({ exercise }) => exercise)
    const coming = inAgenda.flatMap((id) => (id.startsWith('spare-') ? id : [id, `spare-${id}`]))
    if (random() < 0.5) command['add'] = [oneOf(coming, random)]
    if (random() < 0.5) command['remove'] = [oneOf(inAgenda, random)]
  }
  for (const [key, value] of Object.entries(there)) if (key in command && random() < 0.8) command[key] = value
  if (random() < 0.25) command[oneOf([...Object.keys(command), 'more'], random) ?? 'do'] = anyValue(random)
  return command
}

/** What must hold of every session, whatever was done to it, and of what each person is shown. */
function brokenIn(session: Session, view: typeof viewFor, random: Chance): string[] {
  const broken: string[] = []
  const steps = session.agenda.flatMap((item) => item.steps)
  const groups = new Set(session.groups.map(({ id }) => id))
  if (JSON.stringify(JSON.parse(JSON.stringify(session))) !== JSON.stringify(session)) broken.push('it is no JSON')
  if (groups.size !== session.groups.length || new Set(session.groups.map(({ letter }) => letter)).size !== groups.size)
    broken.push('two groups are alike')
  if (openSteps(session).some(({ id }) => tablesIn(session, id).length === 0)) broken.push('a step is open where no table is')
  if (steps.some(({ only, material }) => [...(only ?? []), ...Object.keys(material ?? {})].some((one) => !groups.has(one))))
    broken.push('a step knows an unknown group')
  for (const { id } of session.groups)
    if (session.seats.filter((seat) => seat.group === id && seat.rapporteur).length > 1) broken.push('two hand in for one group')
  if (session.seats.some(({ group }) => !groups.has(group))) broken.push('a seat sits at no table')
  if (steps.some(({ locked }) => locked?.length === 0 || new Set(locked).size !== (locked?.length ?? 0)))
    broken.push('a lock is there twice')
  if (session.agenda.length === 0 || new Set(session.agenda.map(({ exercise }) => exercise)).size < session.agenda.length)
    broken.push('no exercise is left, or one is there twice')
  if (stepTwice(session.agenda) !== null) broken.push('two exercises have a step of one name')
  if (session.agenda.some(({ boards }) => session.groups.some(({ id }) => boards[id] === undefined))) broken.push('a group has no board')
  if (steps.some(({ handedIn }) => new Set(handedIn.map(({ group }) => group)).size !== handedIn.length))
    broken.push('a group handed in twice')
  if (steps.some(({ handedIn, extra }) => [...handedIn.map(({ group }) => group), ...Object.keys(extra)].some((one) => !groups.has(one))))
    broken.push('an unknown group')
  const seat = oneOf(session.seats, random)
  if (!seat) return broken
  const shown = JSON.stringify(view({ is: 'seat', session: session.id, seat: seat.id, group: seat.group }, session))
  for (const { boards } of session.agenda)
    for (const [group, board] of Object.entries(boards)) if (group !== seat.group && shown.includes(`"${board}"`)) broken.push('a seat is shown the board of another group') // prettier-ignore
  for (const person of [{ is: 'plenary', session: session.id }, { is: 'nobody' }] as const)
    if (view(person, session).decisions.length + view(person, session).seats.length > 0) broken.push(`${person.is} is shown seats`)
  return broken
}
