import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atRest } from '../../shared/archive/archive.ts'
import { isRefusal } from '../../shared/refusals.ts'
import type { Command } from '../../shared/session/commands.ts'
import { newSession } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { context } from '../kit/context.ts'

function roomOf(groups: number): Session {
  let count = 0
  const newId = () => `id${String(++count).padStart(4, '0')}`
  return newSession({ id: 'session1', code: 'ABCDEF', title: 'T', place: '', created: 0, groups, exercises: [] }, newId)
}

/** Codes of the facilitator's commands, from a source that repeats itself now and then. */
function carryOut(session: Session, commands: readonly Command[], codes: () => string): Session {
  return commands.reduce((now, command) => {
    const answer = reduce(now, command, context({ newId: () => `n${now.groups.length}`, newCode: codes })) // prettier-ignore
    if (isRefusal(answer)) throw new Error(answer.refused)
    return answer
  }, session)
}

test('no two tables ever have the same code, a code stays with its table, and by codes every table has one', () => {
  const commands = fc.array(
    fc.constantFrom<Command>({ do: 'set-joining', by: 'code' }, { do: 'set-joining', by: 'choice' }, { do: 'add-group' }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), commands, fc.infiniteStream(fc.integer({ min: 0, max: 40 })), (groups, list, stream) => {
      let session = roomOf(groups)
      const next = () => `CODE${stream.next().value}`
      for (const command of list) {
        const before = new Map(session.groups.map(({ id, code }) => [id, code]))
        session = carryOut(session, [command], next)
        const codes = session.groups.flatMap(({ code }) => code ?? [])
        expect(new Set(codes).size).toBe(codes.length)
        for (const { id, code } of session.groups) if (before.get(id) !== undefined) expect(code).toBe(before.get(id))
        if (session.ownCodes) expect(codes).toHaveLength(session.groups.length)
      }
    }),
  )
})

test('codes are for facilitators alone, and no archive has any', () => {
  const session = carryOut(roomOf(2), [{ do: 'set-joining', by: 'code' }], (() => { let at = 0; return () => `SECRET${at++}` })()) // prettier-ignore
  const group = session.groups[0]!.id
  for (const person of [
    { is: 'seat', session: session.id, seat: 's', group },
    { is: 'plenary', session: session.id },
    { is: 'nobody' },
  ] as const)
    // prettier-ignore
    expect(JSON.stringify(viewFor(person, session))).not.toContain('SECRET')
  expect(JSON.stringify(viewFor({ is: 'facilitator', name: 'N' }, session))).toContain('SECRET1')
  expect(JSON.stringify(atRest(session))).not.toMatch(/SECRET|ownCodes/)
})
