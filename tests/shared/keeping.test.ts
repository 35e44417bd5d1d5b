import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepingOf, mayEnd } from '../../shared/session/keeping.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { sampleReport } from '../kit/report-sample.ts'
import { context } from '../kit/context.ts'

const { session } = sampleReport('en')
const day = 86_400_000
const now = Date.UTC(2026, 5, 1, 12)
const ann = { is: 'facilitator', name: 'Ann' } as const
const keep = (until: number | null, of: Session = session) =>
  reduce(of, { do: 'keep-until', until }, context({ now, person: ann, name: 'Ann' })) as Session

test('without a date a session is kept; a date can be set, changed and taken away, and one that is over is refused', () => {
  expect(keepingOf(session, now + 10_000 * day)).toEqual({ is: 'kept' })
  const dated = keep(now + 30 * day)
  expect(keepingOf(dated, now)).toEqual({ is: 'dated', until: now + 30 * day })
  expect(keepingOf(keep(null, dated), now)).toEqual({ is: 'kept' })
  expect(keep(null, dated)).not.toHaveProperty('keepUntil')
  expect(keep(now)).toMatchObject({ refused: 'keep-date-over' })
})

test('the console reminds for the last seven days, and of a date that is over', () => {
  const dated = keep(now + 30 * day)
  expect(keepingOf(dated, now + 23 * day - 1).is).toBe('dated')
  expect(keepingOf(dated, now + 23 * day)).toMatchObject({ is: 'soon', days: 7 })
  expect(keepingOf(dated, now + 30 * day - 1)).toMatchObject({ is: 'soon', days: 1 })
  expect(keepingOf(dated, now + 30 * day).is).toBe('over')
})

test('only the facilitator sees the date', () => {
  const dated = keep(now + day)
  const [seat] = dated.seats
  expect(viewFor(ann, dated).keepUntil).toBe(now + day)
  expect(viewFor({ is: 'plenary', session: dated.id }, dated).keepUntil).toBeNull()
  expect(viewFor({ is: 'seat', session: dated.id, seat: seat!.id, group: seat!.group }, dated).keepUntil).toBeNull()
})

test('C7: a clock that is wrong by a day ends nothing before its date; what runs is never ended', () => {
  const dated = keep(now + 30 * day)
  const wrong = fc.integer({ min: -day, max: day })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 * day }), wrong, (passed, error) => {
      if (mayEnd(dated, now + passed + error)) expect(passed).toBeGreaterThanOrEqual(30 * day)
    }),
  )
  expect(mayEnd(dated, now + 31 * day - 1)).toBe(false)
  expect(mayEnd(dated, now + 31 * day)).toBe(true)
  const open = reduce(dated, { do: 'open-step', step: 'choose' }, context({ now: now + 40 * day, person: ann, name: 'Ann' }))
  expect(mayEnd(open as Session, now + 40 * day)).toBe(false)
  expect(mayEnd(session, now + 4000 * day)).toBe(false)
})
