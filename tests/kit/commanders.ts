import type { Command } from '../../shared/session/commands.ts'
import type { ControlLine } from './control-line.ts'
import type { SimulatedPerson } from './people.ts'
import { pause, until } from './waiting.ts'

/** Between two commands of one laptop; the server allows ten in a second. */
const restMs = 250

/**
 * The facilitator and one laptop of each table send commands until it is over, each after the answer to the one before.
 * Each command says a new number, so that one which is lost or done twice shows.
 */
export async function workControls(
  console: ControlLine,
  people: readonly SimulatedPerson[],
  life: { readonly isOver: boolean },
): Promise<void> {
  const isOver = () => life.isOver
  const tables = new Map(people.map((person) => [person.group, person]))
  const seats = [...tables.values()].map((person) => sendAll(person.control, (number) => ofSeat(person, number), isOver))
  await Promise.all([sendAll(console, (number) => ofFacilitator(console, number), isOver), ...seats])
}

async function sendAll(line: ControlLine, make: (number: number) => Command, isOver: () => boolean): Promise<void> {
  for (let number = 0; !isOver(); number++) {
    await line.send(make(number))
    await pause(restMs)
  }
}

function ofSeat({ name }: SimulatedPerson, number: number): Command {
  if (number % 3 === 1) return { do: 'raise-hand' }
  if (number % 3 === 2) return { do: 'done', step: 'choose', done: number % 2 === 0 }
  return { do: 'set-seat', name: `${name} ${number}`, people: 1 + (number % 20) }
}

function ofFacilitator(console: ControlLine, number: number): Command {
  const group = console.view?.groups[number % 6]?.id ?? ''
  if (number % 3 === 1) return { do: 'name-group', group, name: `Table ${number}` }
  if (number % 3 === 2) return { do: 'show', plenary: number % 2 === 0 ? { shows: 'join' } : { shows: 'board', group } }
  return { do: 'decide', decision: `decision-${number}`, what: { act: 'title', key: 'none:none', text: `Title ${number}` } }
}

/** A sentence for each command that was answered and is lost or was done twice. Nobody may send any more. */
export async function checkCommands(console: ControlLine, people: readonly SimulatedPerson[]): Promise<string[]> {
  const lines = [console, ...people.map(({ control }) => control)]
  const revisions = lines.flatMap((line) => line.done.map(({ revision }) => revision))
  const last = Math.max(...revisions)
  await until(() => (console.view?.revision ?? 0) >= last, '', 5000).catch(() => undefined)
  const { view } = console
  if (!view) return ['the facilitator has no view of the session']
  const wrong: string[] = []
  // Whoever came before the first command took a revision as well: the session's own and one for each seat.
  const expected = 1 + people.length + revisions.length
  if (view.revision !== expected) wrong.push(`the session has changed ${view.revision} times instead of ${expected}`)
  if (new Set(revisions).size !== revisions.length) wrong.push('two commands were answered with the same revision')
  for (const { command } of console.done) {
    const times = command.do === 'decide' ? view.decisions.filter(({ id }) => id === command.decision).length : 1
    if (times !== 1) wrong.push(`a decision that was answered is there ${times} times`)
  }
  for (const { control, name } of people) {
    const command = control.done.map((one) => one.command).findLast((one) => one.do === 'set-seat')
    if (command?.do === 'set-seat' && !view.seats.some((seat) => seat.name === command.name)) wrong.push(`the last name of ${name} is lost`)
  }
  return wrong
}
