import { expect, test } from 'vitest'
import { Drafts } from '../../client/screens/table/walk/drafts.svelte.ts'

test('a comment is said once, about the table that it was written for, and no word is lost that was not taken', async () => {
  const drafts = new Drafts()
  const said: string[] = []
  let answer: (taken: boolean) => void = () => undefined
  const give = (text: string) => {
    said.push(text)
    return new Promise<boolean>((resolve) => (answer = resolve))
  }
  drafts.write('b', 'Is it growing? ')
  expect([drafts.of('c'), drafts.latest]).toEqual(['', 'b'])
  const first = drafts.say('b', give)
  // A second click, while the network is slow.
  await drafts.say('b', give)
  expect([said, drafts.isUnderway('b')]).toEqual([['Is it growing?'], true])
  drafts.write('c', 'And here?')
  answer(true)
  await first
  expect([drafts.of('b'), drafts.of('c'), drafts.latest]).toEqual(['', 'And here?', 'c'])

  const refused = drafts.say('c', give)
  answer(false)
  await refused
  expect(drafts.of('c')).toBe('And here?')
  const slow = drafts.say('c', give)
  drafts.write('c', 'And here? Yes')
  answer(true)
  await slow
  expect(drafts.of('c')).toBe('And here? Yes')
})
