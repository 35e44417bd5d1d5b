import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { chance } from '../../kit/chance.ts'
import { sized } from '../../kit/size.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import type { Laptop } from '../kit/people.ts'
import { startProcess, type ServerProcess } from '../kit/process.ts'
import type { SessionView } from '../../../shared/session/view.ts'
import type { Answer } from '../../../shared/protocol/control.ts'
import type { Defence } from '../kit/weak.ts'

const kills = Number(process.env['KILLS'] ?? sized(3, 200))
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const dirs: string[] = []
afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))))

interface Promised {
  readonly cards: string[]
  readonly answers: Map<string, Answer>
}

/** Kills the server again and again while people type and steer. Returns what was promised and is gone. The law: nothing. */
async function whatIsLost(rounds: number, without?: Defence): Promise<string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-d1-'))
  dirs.push(dataDir)
  const random = chance(seed)
  const options = { dataDir, ...(without ? { without } : {}) }
  let server = await startProcess(options)
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const seat = await server.seat(session.code, 0, 'Aida')
  const lost: string[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const promised = await workUntilKilled(server, ann, seat, session.id, round, 20 + random() * 250)
      if (server.ended() !== 'SIGKILL') lost.push(`round ${round}: the server ended by itself with ${server.ended()}`)
      server = await startProcess(options)
      lost.push(...(await whatIsMissing(server, ann, seat, session.id, promised, round)))
    }
  } finally {
    await server.kill()
  }
  return lost
}

async function workUntilKilled(
  server: ServerProcess,
  ann: Laptop,
  seat: Laptop,
  id: string,
  round: number,
  afterMs: number,
): Promise<Promised> {
  const link = await ann.at(server.port).connect('facilitator', id)
  const view = await viewOf(seat.at(server.port), id)
  const socket = await new BoardSocket(seat.at(server.port), 'seat', boardOf(view)).settled()
  const cards: string[] = []
  const promised: Promised = { cards: [], answers: new Map() }
  const before = socket.sent
  const typing = setInterval(() => {
    const card = `r${round}-${cards.length}`
    cards.push(card)
    socket.add(card)
    const command = { id: `r${round}-${cards.length}`, turn: null, command: { do: 'name-group', group: view.groups[0]?.id, name: card } }
    link.send(command).then(
      (answer) => promised.answers.set(command.id, answer),
      () => undefined,
    )
  }, 4)
  await waitFor(() => socket.saved > before && promised.answers.size > 0)
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  await server.kill()
  clearInterval(typing)
  await waitFor(() => socket.code !== 0)
  promised.cards.push(...cards.slice(0, Math.max(0, socket.saved - before)))
  link.socket.close()
  return promised
}

async function whatIsMissing(server: ServerProcess, ann: Laptop, seat: Laptop, id: string, { cards, answers }: Promised, round: number) {
  const missing: string[] = []
  const view = await viewOf(seat.at(server.port), id)
  const socket = await new BoardSocket(seat.at(server.port), 'seat', boardOf(view)).settled()
  const kept = new Set(socket.cards())
  for (const card of cards) if (!kept.has(card)) missing.push(`round ${round}: card ${card}`)
  if (cards.length === 0) missing.push(`round ${round}: nothing was promised, so nothing was tried`)
  socket.leave()
  const link = await ann.at(server.port).connect('facilitator', id)
  const revision = link.view.revision
  for (const [command, answer] of answers) {
    if (answer.ok && answer.revision > revision) missing.push(`round ${round}: command ${command}`)
    // A retry of the last ones gets the answer that was given, and is not carried out again.
    if (Number(command.split('-')[1]) % 20 !== 0) continue
    const again = await link.send({ id: command, turn: null, command: { do: 'name-group', group: view.groups[0]?.id, name: 'again' } })
    if (JSON.stringify(again) !== JSON.stringify(answer)) missing.push(`round ${round}: the answer to ${command}`)
  }
  link.socket.close()
  return missing
}

async function viewOf(laptop: Laptop, session: string): Promise<SessionView> {
  const link = await laptop.connect('seat', session)
  link.socket.close()
  return link.view
}

const boardOf = ({ agenda }: SessionView) => Object.values(agenda[0]?.boards ?? {})[0] ?? ''

test(`D1: ${kills} kills at any moment lose no acknowledged edit and no answered command (seed ${seed})`, async () => {
  expect(await whatIsLost(kills)).toEqual([])
})

// What is lost depends on the moment of the kill: cards, commands, or the very cookie or seat with which somebody comes back.
test('D1, control: a storage that answers before it writes is found out', async () => {
  const lost = await whatIsLost(4, 'flush').then(
    (missing) => missing.join('\n'),
    (error: unknown) => String(error),
  )
  expect(lost).toMatch(/card r\d-|command r\d-|not-signed-in|closed before the view/)
})
