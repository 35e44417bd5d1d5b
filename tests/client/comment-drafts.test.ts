import { expect, test } from 'vitest'
import { Drafts } from '../../client/board/drafts.svelte.ts'
import { CommentDrafts } from '../../client/screens/table/walk/comment-drafts.svelte.ts'

test('a comment is said once, about the table that it was written for, and no word is lost that was not taken', async () => {
  const drafts = new CommentDrafts('crime-mapping', new Drafts())
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

test('what is half-written on a walk stands among all words that go along, finds its place again, and is of that walk alone', () => {
  const [here, there] = [new Drafts(), new Drafts()]
  const drafts = new CommentDrafts('crime-mapping', here)
  here.keep('board', 'market', 'half a word')
  drafts.write('b', 'Is it')
  drafts.write('c', 'And here')
  drafts.write('b', 'Is it growing?')
  there.takeUp(here.all)
  const again = new CommentDrafts('crime-mapping', there)
  expect([again.of('b'), again.of('c'), again.latest]).toEqual(['Is it growing?', 'And here', 'b'])
  expect(new CommentDrafts('priorities', there).latest).toBeNull()
  again.forget()
  expect([again.latest, there.all]).toEqual([null, [['board market', 'half a word']]])
})
