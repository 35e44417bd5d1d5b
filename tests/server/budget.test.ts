import { expect, test } from 'vitest'
import { Budget } from '../../server/sync/budget.ts'

const takeAll = (budget: Budget) => {
  let count = 0
  while (budget.take()) count++
  return count
}

test('a budget gives so much at once, and again with time, however long nobody asked', () => {
  let now = 1000
  const budget = new Budget({ atOnce: 20, aSecond: 5 }, () => now)
  expect(takeAll(budget)).toBe(20)
  now += 199
  expect(takeAll(budget)).toBe(0)
  now += 1
  expect(takeAll(budget)).toBe(1)
  now += 2000
  expect(takeAll(budget)).toBe(10)
  now += 3_600_000
  expect(takeAll(budget)).toBe(20)
})

test('a clock that is put back gives nothing and takes nothing for long', () => {
  let now = 3_600_000
  const budget = new Budget({ atOnce: 20, aSecond: 5 }, () => now)
  expect(takeAll(budget)).toBe(20)
  now = 0
  expect(takeAll(budget)).toBe(0)
  now = 1000
  expect(takeAll(budget)).toBe(5)
})
