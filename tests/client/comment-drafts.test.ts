import { expect, test } from 'vitest'
import { Drafts } from '../../client/board/drafts.svelte.ts'
import { Kept } from '../../client/screens/table/kept.ts'
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
  const first = drafts.say('b', null, give)
  // A second click, while the network is slow.
  await drafts.say('b', null, give)
  expect([said, drafts.isUnderway('b')]).toEqual([['Is it growing?'], true])
  drafts.write('c', 'And here?')
  answer(true)
  await first
  expect([drafts.of('b'), drafts.of('c'), drafts.latest]).toEqual(['', 'And here?', 'c'])

  const refused = drafts.say('c', null, give)
  answer(false)
  await refused
  expect(drafts.of('c')).toBe('And here?')
  const slow = drafts.say('c', null, give)
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

test('a comment that is under way is not said again by whoever comes back to the walk, and nowhere becomes a second one', () => {
  const here = new Drafts()
  const kept = new Kept<CommentDrafts>()
  const drafts = () => kept.of('crime-mapping', () => new CommentDrafts('crime-mapping', here))
  const said: [string, string][] = []
  const give = (text: string, id: string) => {
    said.push([text, id])
    return new Promise<boolean>(() => undefined)
  }
  drafts().write('b', 'Is it growing?')
  void drafts().say('b', null, give)
  // From the walk to the board and back, while the server does not answer.
  expect(drafts().isUnderway('b')).toBe(true)
  void drafts().say('b', null, give)
  expect(said.length).toBe(1)
  // At another address, where what was under way is sent again, the words are there too.
  const there = new Drafts()
  there.takeUp(here.all)
  const moved = () => new CommentDrafts('crime-mapping', there)
  expect([moved().of('b'), moved().latest]).toEqual(['Is it growing?', 'b'])
  void moved().say('b', null, give)
  expect(said[1]).toEqual(said[0])
  // About something else, or in other words, it is another comment.
  void moved().say('b', 'card', give)
  moved().write('b', 'Is it growing fast?')
  void moved().say('b', 'card', give)
  expect(new Set(said.map(([, id]) => id)).size).toBe(3)
})
