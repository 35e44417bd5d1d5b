import { expect, test } from 'vitest'
import { OwnBallot } from '../../client/screens/table/vote/own-ballot.svelte.ts'
import type { Command } from '../../shared/session/commands.ts'
import type { VoteView } from '../../shared/session/vote.ts'

const vote = { id: 'v1', own: null } as VoteView

/** A server that answers when it is told to. */
function slowServer() {
  const asked: { command: Command; answer: (taken: boolean) => void }[] = []
  const send = (command: Command) => new Promise<boolean>((answer) => asked.push({ command, answer }))
  return { asked, send, settled: () => new Promise((resolve) => setImmediate(resolve)) }
}

test('a ballot is in when the server has it on disk; what is given meanwhile follows, the newest last', async () => {
  const { asked, send, settled } = slowServer()
  const ballot = new OwnBallot(vote, send)
  ballot.give('a:1', 2)
  ballot.finish(true)
  expect([asked.length, ballot.unsent]).toEqual([1, true])
  ballot.give('a:1', 3)
  asked[0]!.answer(true)
  await settled()
  expect(asked[1]!.command).toMatchObject({ done: true, answers: [{ item: 'a:1', value: 3 }] })
  expect(ballot.unsent).toBe(true)
  asked[1]!.answer(true)
  await settled()
  expect([asked.length, ballot.unsent, ballot.done]).toEqual([2, false, true])
})

test('a ballot that was refused is never called in: it stays here as it is, and can be given again', async () => {
  const { asked, send, settled } = slowServer()
  const ballot = new OwnBallot(vote, send)
  ballot.give('a:1', 2)
  ballot.finish(true)
  asked[0]!.answer(false)
  await settled()
  expect([ballot.unsent, ballot.done, ballot.valueOf('a:1')]).toEqual([true, false, 2])
  ballot.finish(true)
  asked[1]!.answer(true)
  await settled()
  expect([ballot.unsent, ballot.done]).toEqual([false, true])
})
