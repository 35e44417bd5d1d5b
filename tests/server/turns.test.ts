import { expect, test } from 'vitest'
import { Turns } from '../../server/turns.ts'

test('work begins when all that was asked before is over, in the order of the calls', async () => {
  const turns = new Turns()
  const told: string[] = []
  const work = (name: string) => async () => {
    told.push(`${name} begins`)
    await new Promise(setImmediate)
    told.push(`${name} ends`)
    return name
  }
  const asked = [turns.take(work('one')), turns.take(work('two'))]
  expect(told).toEqual([])
  expect(await Promise.all(asked)).toEqual(['one', 'two'])
  expect(told).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
})

test('what fails is told to whoever asked for it, and the next one has its turn all the same', async () => {
  const turns = new Turns()
  const fails = turns.take(() => Promise.reject(new Error('broken')))
  const throws = turns.take(() => {
    throw new Error('broken at once')
  })
  const next = turns.take(() => 'done')
  await expect(fails).rejects.toThrow('broken')
  await expect(throws).rejects.toThrow('broken at once')
  expect(await next).toBe('done')
})

test('idle waits for what is asked meanwhile too', async () => {
  const turns = new Turns()
  let done = 0
  const again = async () => {
    await new Promise(setImmediate)
    if (++done < 3) void turns.take(again)
  }
  void turns.take(again)
  await turns.idle()
  expect(done).toBe(3)
})
