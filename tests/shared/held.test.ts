import { describe, expect, test } from 'vitest'
import { atRest } from '../../shared/archive/archive.ts'
import { sessionShape } from '../../shared/archive/session-shape.ts'
import { readNarrative } from '../../shared/report/narrative.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { isRefusal } from '../../shared/refusals.ts'
import type { Command } from '../../shared/session/commands.ts'
import { heldOf } from '../../shared/session/held.ts'
import { newSession } from '../../shared/session/new-session.ts'
import { reduce, timeIsOver } from '../../shared/session/reduce.ts'
import type { Session } from '../../shared/session/session.ts'
import { sampleExercise, sampleReport } from '../kit/report-sample.ts'
import { context } from '../kit/context.ts'

/** In local time, in which the report tells days. */
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime()
const person = { is: 'facilitator', name: 'F' } as const

function made(): Session {
  let count = 0
  const plan = { id: 's', code: 'ABCDEF', title: 'T', place: '', created: at(20, 18), groups: 2, exercises: [sampleExercise] }
  return newSession(plan, () => `id${String(count++)}`)
}
function after(session: Session, ...deeds: readonly (readonly [now: number, command: Command])[]): Session {
  return deeds.reduce((before, [now, command]) => {
    const next = reduce(before, command, context({ now, person }))
    if (isRefusal(next)) throw new Error(next.refused)
    return next
  }, session)
}
const open = (step: string, minutes = 600) => ({ do: 'open-step', step, minutes }) as const
const close = (step: string) => ({ do: 'close-step', step }) as const

function datesIn(session: Session, extra: object = {}): string {
  const { blocks } = assembleReport({ ...sampleReport('en'), session, ...extra })
  const cover = blocks.find((block) => block.is === 'cover')
  return (cover?.is === 'cover' && cover.lines.find((line) => line.startsWith('Dates'))) || ''
}

describe('the dates of a report', () => {
  test('are the days on which steps were worked on, not the day on which the session was made', () => {
    const worked = after(made(), [at(26, 9), open('choose')], [at(26, 17), close('choose')], [at(27, 10), open('rate')], [at(27, 11), close('rate')]) // prettier-ignore
    expect(datesIn(worked)).toBe('Dates: 26\u2009–\u200927 November 2026')
    expect(heldOf(worked)).toEqual({ from: at(26, 9), until: at(27, 11) })
  })

  test('are the day on which the session was made as long as nothing was opened, also where an opening was taken back', () => {
    expect(datesIn(made())).toBe('Dates: 20 November 2026')
    const undone = after(made(), [at(25, 20), open('choose')], [at(25, 20) + 1, { do: 'undo-open', step: 'choose' }])
    expect(datesIn(undone)).toBe('Dates: 20 November 2026')
    expect(datesIn(after(undone, [at(26, 9), open('choose')]))).toBe('Dates: 26 November 2026')
  })

  test('are those of the room’s calendar, wherever the report is written', () => {
    // 09:00 in Tashkent is the evening before in New York.
    const [from, until] = [Date.UTC(2026, 10, 26, 4), Date.UTC(2026, 10, 26, 12)]
    const worked = after(made(), [from, open('choose')], [until, close('choose')])
    expect(datesIn({ ...worked, zone: 'Asia/Tashkent' })).toBe('Dates: 26 November 2026')
    expect(datesIn({ ...worked, zone: 'America/New_York' })).toBe('Dates: 25\u2009–\u200926 November 2026')
    const archived = atRest(worked)
    const isRead = (zone: string) => sessionShape.safeParse({ ...archived, zone }).success
    expect([isRead('Asia/Tashkent'), isRead('Asia/Nowhere')]).toEqual([true, false])
  })

  test('stay when a step is opened by mistake days later and that is taken back', () => {
    const worked = after(made(), [at(26, 9), open('choose')], [at(26, 17), close('choose')])
    const undone = after(worked, [at(30, 9), open('choose')], [at(30, 10), { do: 'undo-open', step: 'choose' }])
    expect(heldOf(undone)).toEqual({ from: at(26, 9), until: at(26, 17) })
  })

  test('end with the clock of the last step, though the server was off and closed it later, and in an archive as well', () => {
    const opened = after(made(), [at(26, 17), open('choose', 30)])
    const held = { from: at(26, 17), until: at(26, 17) + 30 * 60_000 }
    expect(heldOf(timeIsOver(opened, 'choose', at(28, 8)))).toEqual(held)
    expect(heldOf(atRest(opened))).toEqual(held)
  })

  test('count a step that was opened twice from its first opening to its last closing', () => {
    const worked = after(made(), [at(26, 9), open('choose')], [at(26, 10), close('choose')], [at(27, 9), open('choose')])
    expect(heldOf(worked)).toEqual({ from: at(26, 9), until: at(27, 9) })
    expect(heldOf(after(worked, [at(27, 12), close('choose')]))).toEqual({ from: at(26, 9), until: at(27, 12) })
  })

  test('are those of the last closing where an earlier one was taken back', () => {
    const closed = after(made(), [at(26, 9), open('choose')], [at(26, 10), close('choose')])
    const reopened = after(closed, [at(26, 11), { do: 'undo-close', step: 'choose' }])
    expect(heldOf(after(reopened, [at(26, 12), close('choose')]))).toEqual({ from: at(26, 9), until: at(26, 12) })
  })

  test('are guessed as before of a session that kept no times: from when it was made to the last hand-in', () => {
    const worked = after(made(), [at(26, 9), open('choose')], [at(26, 17), close('choose')])
    const agenda = worked.agenda.map((item) => ({
      ...item,
      steps: item.steps.map(({ begun: _, ended: __, ...step }) => ({ ...step, ...(step.id === 'choose' ? { handedIn: [{ group: 'id0', at: at(26, 16), by: '' }] } : {}) })),
    })) // prettier-ignore
    expect(heldOf({ ...worked, agenda })).toEqual({ from: at(20, 18), until: at(26, 16) })
  })

  test('are what the organiser writes, where somebody writes any', () => {
    const narrative = readNarrative([{ id: 'cover', kind: 'cover', order: 0, fields: { name: 'cover', dates: ' 1 and 2 December ' } }])
    expect(datesIn(made(), { narrative })).toBe('Dates: 1 and 2 December')
  })

  test('are those of the sessions that one brings together, with its own', () => {
    const source = { id: 'n', title: 'N', place: '', created: at(1, 9), laptops: 0, people: 0 }
    const sources = [{ ...source, held: { from: at(3, 9), until: at(4, 16) } }, source]
    expect(heldOf({ ...made(), sources })).toEqual({ from: at(1, 9), until: at(20, 18) })
    expect(heldOf({ ...made(), sources: sources.slice(0, 1) })).toEqual({ from: at(3, 9), until: at(20, 18) })
  })
})
