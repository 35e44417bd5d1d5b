import { expect, test } from 'vitest'
import { Kept } from '../../client/screens/table/kept.ts'
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

test('whoever looks at the board in the middle of a ballot, without a network, finds the ballot as it was left', () => {
  const { asked, send } = slowServer()
  const ballots = new Kept<OwnBallot>()
  const ballotOf = (seat: string) => ballots.of(`${seat} ${vote.id}`, () => new OwnBallot(vote, send))
  ballotOf('one').give('a:1', 2)
  // The screen goes to the board, which sends what there is, and comes back before anything has arrived.
  ballotOf('one').flush()
  ballotOf('one').give('a:2', 1)
  expect(ballotOf('one').answers).toEqual([{ item: 'a:1', value: 2 }, { item: 'a:2', value: 1 }]) // prettier-ignore
  expect([asked.length, ballotOf('another').answers]).toEqual([1, []])
})
