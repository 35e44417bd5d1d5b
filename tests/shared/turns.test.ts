import { expect, test } from 'vitest'
import { Turns } from '../../client/connection/turns.ts'
import { rules } from '../../server/control/rules.ts'
import type { Answer } from '../../shared/protocol/control.ts'
import { isRefusal } from '../../shared/refusals.ts'
import type { Command } from '../../shared/session/commands.ts'
import { newSession } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Session } from '../../shared/session/session.ts'
import { context } from '../kit/context.ts'

/** A room with the server's own rules; its answers wait until they are let go. */
function roomWith(start: Session) {
  let session = start
  const waiting: (() => void)[] = []
  return {
    get session() {
      return session
    },
    carryOut(command: Command, turn: number): Answer {
      const late = rules.tooLate(command, turn, session)
      if (late) return { ok: false, ...late }
      const next = reduce(session, command, context())
      if (isRefusal(next)) return { ok: false, ...next }
      session = next
      return { ok: true, revision: session.revision }
    },
    async slowly(command: Command, turn: number): Promise<Answer> {
      await new Promise<void>((resolve) => waiting.push(resolve))
      return this.carryOut(command, turn)
    },
    async letGo(): Promise<void> {
      while (waiting.length > 0) {
        waiting.shift()?.()
        for (let turns = 0; turns < 5; turns++) await Promise.resolve()
      }
    },
  }
}

const exercise = { id: 'e', steps: [{ id: 'choose', minutes: 20 }] } as never
let ids = 0
const made = () =>
  newSession({ id: 's', code: 'ABCDEF', title: '', place: '', created: 0, groups: 1, exercises: [exercise] }, () => `g${ids++}`)
const fiveMore: Command = { do: 'extend-step', step: 'choose', minutes: 5, group: null }

test('two clicks on +5 before the first is answered give ten minutes', async () => {
  const room = roomWith(made())
  const turns = new Turns()
  await turns.send(0, (turn) => Promise.resolve(room.carryOut({ do: 'open-step', step: 'choose' }, turn)))
  const seen = room.session.turn
  const both = [1, 2].map(() => turns.send(seen, (turn) => room.slowly(fiveMore, turn)))
  await Promise.resolve()
  await room.letGo()
  expect((await Promise.all(both)).map((answer) => answer.ok)).toEqual([true, true])
  expect(room.session.agenda[0]?.steps[0]?.state).toMatchObject({ until: 30 * 60_000 })
})

test('who was slower than another facilitator is still told so', async () => {
  const room = roomWith(made())
  const [ann, ben] = [new Turns(), new Turns()]
  const open: Command = { do: 'open-step', step: 'choose' }
  expect((await ann.send(0, (turn) => Promise.resolve(room.carryOut(open, turn)))).ok).toBe(true)
  expect(await ben.send(0, (turn) => Promise.resolve(room.carryOut(fiveMore, turn)))).toMatchObject({ refused: 'somebody-was-faster' })
  const seen = room.session.turn
  expect((await ben.send(seen, (turn) => Promise.resolve(room.carryOut(fiveMore, turn)))).ok).toBe(true)
  expect((await ann.send(seen, (turn) => Promise.resolve(room.carryOut(fiveMore, turn)))).ok).toBe(false)
})

test('a page that has steered goes on steering on a server that is behind it, for it went on from a copy', async () => {
  const turns = new Turns()
  const carried: number[] = []
  const carry = (turn: number) => {
    carried.push(turn)
    return Promise.resolve<Answer>({ ok: true, revision: 1 })
  }
  await turns.send(7, carry)
  await turns.send(7, carry)
  // The control: without the server's word it counts on from its own.
  await turns.send(3, carry)
  turns.forget()
  await turns.send(3, carry)
  expect(carried).toEqual([7, 8, 9, 3])
})
