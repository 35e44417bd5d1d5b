import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { lookElsewhere, othersThan, patienceMs, roundMs, type Known } from '../../client/connection/look-elsewhere.ts'
import { hereWords, keyWords } from '../../shared/protocol/here.ts'

const at = (...addresses: string[]): Known => ({
  key: 'k',
  seal: 'ours',
  addresses: addresses.map((address) => ({ address, url: `${address}/j#ABCDEF` })),
})
const [lost, first, second] = ['http://10.0.0.1:8080', 'http://10.0.0.2:8080', 'http://10.0.0.3:8080']

const overheard = 'overheard'
const sha256 = (words: string) => createHash('sha256').update(words).digest('hex')

/** A room in which servers answer as told, round by round, each with the seal that it knows or with an answer that was overheard; `rounds` of them are played, and every wait is noted. */
async function play(rounds: readonly Readonly<Record<string, string>>[], known = at(lost, first, second), origin = lost) {
  const asked: string[][] = []
  const waits: number[] = []
  const found: string[] = []
  const keys = new Set<string>()
  let nonces = 0
  await new Promise<void>((resolve) => {
    const stop = lookElsewhere(
      origin,
      known,
      {
        asks: (address, key, nonce) => {
          asked.at(-1)?.push(address)
          keys.add(key)
          const seal = rounds[asked.length - 1]?.[address]
          if (seal === undefined) return Promise.resolve(null)
          return Promise.resolve(seal === overheard ? sha256(hereWords('ours', 'n1')) : sha256(hereWords(seal, nonce)))
        },
        nonce: () => `n${(nonces += 1)}`,
        wait: async (ms) => {
          waits.push(ms)
          // A pause of the round outlasts its answers.
          if (ms === roundMs) {
            asked.push([])
            for (let turn = 0; turn < 20; turn++) await Promise.resolve()
          }
          if (asked.length === rounds.length) {
            stop()
            resolve()
          }
        },
      },
      (address) => found.push(address),
    )
    if (othersThan(origin, known).length === 0) resolve()
  })
  return { asked, waits, found, keys }
}

test('after a while of silence all other addresses are asked together, and again after each round, until one answers', async () => {
  const { asked, waits, found } = await play([{}, {}, { [second]: 'ours' }, {}])
  expect(waits.slice(0, 2)).toEqual([patienceMs, roundMs])
  expect(asked.slice(0, 3).map((round) => round.toSorted())).toEqual([1, 2, 3].map(() => [lost, first, second]))
  expect(found).toEqual([second])
})

test('another server at an announced address is not ours, and an answer that was overheard is none', async () => {
  const { found, keys } = await play([{ [first]: 'theirs' }, { [first]: overheard }, {}])
  expect(found).toEqual([])
  // The key itself is told to nobody.
  expect([...keys]).toEqual([sha256(keyWords('k'))])
  // The control: the same server with the seal.
  expect((await play([{ [first]: 'ours' }, {}])).found).toEqual([first])
})

test('where the own address answers as well the page stays; a stranger there is no answer', async () => {
  expect((await play([{ [lost]: 'ours', [first]: 'ours' }, {}])).found).toEqual([])
  expect((await play([{ [lost]: 'theirs', [first]: 'ours' }, {}])).found).toEqual([first])
})

test('nobody is asked where there is nowhere to go', async () => {
  expect((await play([], at(lost))).waits).toEqual([])
  expect(othersThan('http://localhost:8080', at(lost, first))).toEqual([])
  expect(othersThan('http://127.0.0.1:8080', at(lost, first))).toEqual([])
  expect(othersThan(lost, at('http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'))).toEqual([])
  // A page over HTTPS never goes to plain HTTP, nor the other way round.
  expect(othersThan('https://one.example', at('http://10.0.0.2:8080', 'https://two.example')).map(({ address }) => address)).toEqual([
    'https://two.example',
  ])
})
