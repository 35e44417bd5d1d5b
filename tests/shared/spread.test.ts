import { describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Command } from '../../shared/session/commands.ts'
import { fits } from '../../shared/session/fits.ts'
import type { Seat, StepRun } from '../../shared/session/session.ts'
import type { BlindRound } from '../../shared/session/blind-shapes.ts'
import { isOpposed, isRatedAlone, spreadOf } from '../../shared/session/spread.ts'

const values = (...given: (number | 'unknown')[]) =>
  given.map((value, index) => ({ seat: `s${index}`, rated: true, answers: [{ card: 'c1', field: 'scale', value }] }))
const seats = (...people: number[]) => people.map((count, index) => ({ id: `s${index}`, people: count })) as unknown as Seat[]

describe('what laptops said alone', () => {
  test.each([
    { said: [4, 4, 5], median: 4, proposes: [4] },
    { said: [3, 4], median: 3.5, proposes: [3, 4] },
    { said: [1, 5], median: 3, proposes: [3] },
    { said: ['unknown', 2], median: 2, proposes: [2] },
    { said: ['unknown', 'unknown'], median: null, proposes: ['unknown'] },
    { said: [], median: null, proposes: [] },
  ] as const)('$said has the median $median and offers $proposes', ({ said, median, proposes }) => {
    const spread = spreadOf(values(...said), seats(1, 1, 1), 'c1', 'scale')
    expect(spread).toMatchObject({ median, proposes: [...proposes] })
    expect(spread.dots).toHaveLength(said.length)
  })

  test('a laptop counts for its people', () => {
    expect(spreadOf(values(2, 5, 5), seats(7, 1, 2), 'c1', 'scale').median).toBe(2)
  })

  test('what was said of a card that is gone, or of another field, is not counted', () => {
    expect(spreadOf(values(4), seats(1), 'c2', 'scale').dots).toEqual([])
    expect(spreadOf(values(4), seats(1), 'c1', 'impact').dots).toEqual([])
  })

  test('two ends of the scale are more than a spread', () => {
    const of = (...said: number[]) => isOpposed(spreadOf(values(...said), seats(1, 1, 1), 'c1', 'scale'), 5)
    expect([of(2, 4), of(1, 5, 5), of(3, 5), of(1, 3), of(2, 3)]).toEqual([true, true, false, false, false])
  })
})

describe('who rates alone', () => {
  const run: StepRun = { id: 'rate', minutes: 5, state: { is: 'open', since: 0, until: 1 }, extra: {}, handedIn: [], blind: true }
  const card = (scale: number | null): Card => ({ id: 'c1', kind: 'market', order: 1, fields: { scale } })
  const table = { seats: 2, cards: [card(null)], fields: [{ id: 'scale' }] }
  const round: BlindRound = { step: 'rate', group: 'a', round: 1, sheets: [], revealed: null }

  test('a table of two laptops with cards that nobody rated does', () => {
    expect(isRatedAlone(run, undefined, table)).toBe(true)
    expect(isRatedAlone(run, round, table)).toBe(true)
  })

  test('one laptop, no card, values on the board, values shown, a closed step or a step like others do not', () => {
    expect(isRatedAlone(run, undefined, { ...table, seats: 1 })).toBe(false)
    expect(isRatedAlone(run, undefined, { ...table, cards: [] })).toBe(false)
    expect(isRatedAlone(run, undefined, { ...table, cards: [card(3)] })).toBe(false)
    expect(isRatedAlone(run, { ...round, revealed: 0 }, table)).toBe(false)
    expect(isRatedAlone({ ...run, state: { is: 'closed' } }, round, table)).toBe(false)
    const { blind: _, ...plain } = run
    expect(isRatedAlone(plain, undefined, table)).toBe(false)
  })

  test('a second round is rated alone though the first agreed on values', () => {
    expect(isRatedAlone(run, { ...round, round: 2 }, { ...table, cards: [card(3)] })).toBe(true)
  })
})

test('a sheet may hold only the ratings that its step asks for, up to the end of their scale', async () => {
  const { exercises } = await loadExercises('exercises')
  const known = new Map(exercises.map((exercise) => [exercise.id, exercise]))
  const sheet = (field: string, value: number | 'unknown', step = 'rate'): Command => ({
    do: 'rate',
    step,
    round: 1,
    rated: false,
    answers: [{ card: 'c1', field, value }],
  })
  expect(fits(sheet('scale', 5), known, [])).toBe(true)
  expect(fits(sheet('impact', 'unknown'), known, [])).toBe(true)
  for (const wrong of [sheet('scale', 6), sheet('confidence', 1), sheet('scale', 1, 'nosuchstep')])
    expect(fits(wrong, known, [])).toBe(false)
})
