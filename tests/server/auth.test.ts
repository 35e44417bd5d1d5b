import { expect, test } from 'vitest'
import { eventAccess, type Role } from '../../server/access.ts'
import { doorkeeper } from '../../server/doorkeeper.ts'
import { Hosts } from '../../server/hosts.ts'
import type { Storage, Token } from '../../server/ports.ts'
import { OneTimeLinks, Tokens } from '../../server/tokens.ts'
import { realWorld } from '../../server/world.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { boardRights } from '../../shared/session/may.ts'
import { newSession } from '../../shared/session/new-session.ts'
import type { Person, Session } from '../../shared/session/session.ts'

let count = 0
const session: Session = newSession(
  { id: 's', code: 'ABCDEF', title: '', place: '', created: 0, groups: 2, exercises: [] },
  () => `g${count++}`,
)
const register = {
  session: (id: string) => (id === 's' ? session : null),
  boardPlace: (board: string) => {
    const groups: Readonly<Record<string, string | null>> = { own: 'g0', other: 'g1', narrative: null }
    const group = groups[board]
    return group === undefined ? null : { session: 's', group }
  },
}
const saved = new Map<string, Token>()
const storage = {
  saveToken: (token: Token) => Promise.resolve(void saved.set(token.hash, token)),
  findToken: (hash: string) => Promise.resolve(saved.get(hash) ?? null),
} as unknown as Storage
const tokens = new Tokens(storage, realWorld)
const keeper = doorkeeper(new Hosts([], realWorld.now), tokens, register)

const people: Record<Role, Person> = {
  facilitator: { is: 'facilitator', name: 'Ann' },
  seat: { is: 'seat', session: 's', seat: 'x', group: 'g0' },
  plenary: { is: 'plenary', session: 's' },
  nobody: { is: 'nobody' },
}

test('every person opens exactly the boards that the rule of boards lets them open', () => {
  for (const [role, person] of Object.entries(people) as [Role, Person][]) {
    for (const [board, group] of Object.entries({ own: 'g0', other: 'g1', narrative: null })) {
      const pass = keeper.admit(person, board)
      expect([role, board, isRefusal(pass) ? null : pass.rights]).toEqual([role, board, boardRights(person, group, session)])
    }
    expect([role, isRefusal(keeper.admit(person, 'nosuchboard'))]).toEqual([role, true])
  }
})

test('the facilitator reads the boards of tables and writes the narrative, a seat writes on the board of its table, nobody else opens any', () => {
  const rights = (group: string | null) =>
    Object.fromEntries(Object.entries(people).map(([role, person]) => [role, boardRights(person, group, session)]))
  expect(rights('g0')).toEqual({ facilitator: 'read', seat: 'write', plenary: null, nobody: null })
  expect(rights('g1')).toEqual({ facilitator: 'read', seat: null, plenary: null, nobody: null })
  expect(rights(null)).toEqual({ facilitator: 'write', seat: null, plenary: null, nobody: null })
})

test('the plenary and strangers send no command', () => {
  expect(eventAccess.command).toEqual(['facilitator', 'seat'])
})

test('a cookie is good for its hat only, and only its hash is stored', async () => {
  const secret = await tokens.issue('facilitator', people.facilitator)
  expect(await tokens.personBehind(secret, 'facilitator')).toEqual(people.facilitator)
  for (const hat of ['seat', 'plenary'] as const) expect(await tokens.personBehind(secret, hat)).toEqual({ is: 'nobody' })
  expect(await tokens.personBehind(`${secret.slice(1)}x`, 'facilitator')).toEqual({ is: 'nobody' })
  expect(JSON.stringify([...saved])).not.toContain(secret)
})

test('a cookie in use lasts through the meeting, and no longer than three days', async () => {
  let now = 0
  const world = { ...realWorld, now: () => now }
  const hour = 3_600_000
  const secret = await new Tokens(storage, world).issue('seat', people.seat)
  const who = async () => (await new Tokens(storage, world).personBehind(secret, 'seat')).is
  // From nine to six, home, and back at nine; each time another process, which knows only what is on disk.
  for (const at of [9, 24, 33, 48, 57, 71]) {
    now = at * hour
    expect([at, await who()]).toEqual([at, 'seat'])
  }
  now = 72 * hour
  expect(await who()).toBe('nobody')
})

test('a cookie ends after twenty hours and a link after its minutes', async () => {
  let now = 0
  const world = { ...realWorld, now: () => now }
  const [later, links] = [new Tokens(storage, world), new OneTimeLinks(world)]
  const secret = await later.issue('seat', people.seat)
  const link = links.make(15)
  now = 15 * 60_000 + 1
  expect(await links.use(link, undefined, () => Promise.resolve('used'))).toBeNull()
  expect(await later.personBehind(secret, 'seat')).toEqual(people.seat)
  now = 20 * 3_600_000
  expect(await later.personBehind(secret, 'seat')).toEqual({ is: 'nobody' })
})
