import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Storage, Token } from '../../server/ports.ts'
import { takeSeat } from '../../shared/session/new-session.ts'
import { chance } from '../kit/chance.ts'
import { differs, edit, makeSession, openOne, read, refused, textsOf, type Law } from './storage-kit.ts'
import { definitions, facts, versions } from './storage-records.ts'

const order: Law = async (open, dir, seed) => {
  const random = chance(seed)
  let storage = await openOne(open, dir)
  const wanted: string[] = []
  for (let sequence = 1; sequence <= 200;) {
    const some = Array.from({ length: 1 + Math.floor(random() * 5) }, () => edit(sequence++, 'x'.repeat(random() * 300) + sequence))
    wanted.push(...some.map(({ update }) => read(update)))
    const asked = storage.appendEdits(some)
    if (random() < 0.5) await asked
  }
  const before = await textsOf(storage)
  await storage.close()
  storage = await open(dir)
  const { lastSequence, owners } = await storage.loadBoard('one', 'board')
  const after = await textsOf(storage)
  await storage.close()
  const owned = [...owners].filter(([client, seat]) => seat === `seat${client}`).length
  return [
    ...differs('in the order of sequence', before, wanted),
    ...differs('after a new start', after, wanted),
    ...differs('the last and its owners', [lastSequence, owned], [wanted.length, wanted.length]),
  ]
}

const atomic: Law = async (open, dir) => {
  let storage = await openOne(open, dir)
  await storage.createSession(makeSession('two'), [])
  await storage.appendEdits([edit(1), edit(1, 'other', 'board', 'two')])
  const bad = [edit(2), edit(2, 'other 2', 'board', 'two'), edit(1, 'the number is taken')]
  const wrong = (await refused(storage.appendEdits(bad))) === null ? ['a number given twice was accepted'] : []
  await storage.close()
  storage = await open(dir)
  wrong.push(...differs('of a refused batch', [await textsOf(storage), await textsOf(storage, 'board', 'two')], [['edit 1'], ['other']]))
  wrong.push(...differs('its owners', [...(await storage.loadBoard('one', 'board')).owners.keys()], [1]))
  // Together in one flush: whatever was answered with yes is there, whatever was answered with no is not.
  const asked = [edit(2, 'again'), edit(1, 'taken'), edit(3, 'more')]
  const answers = await Promise.all(asked.map((record) => refused(storage.appendEdits([record]))))
  const kept = asked.filter((_, index) => answers[index] === null).map(({ update }) => read(update))
  wrong.push(...differs('of some asked together', await textsOf(storage), ['edit 1', ...kept]))
  await storage.close()
  return wrong
}

const commands: Law = async (open, dir) => {
  let storage = await openOne(open, dir)
  const seat = { id: 's1', group: 'g', name: 'Aida', people: 2, rapporteur: false, handRaised: null, done: [], joined: 1 }
  const next = takeSeat((await storage.sessions())[0]!, seat)
  const entry = { id: 'c1', at: 1, by: 'Ann', command: { do: 'add-group' }, answer: { ok: true, revision: next.revision } } as const
  await storage.appendCommand(next, entry)
  const wrong: string[] = []
  if ((await refused(storage.appendCommand({ ...next, title: 'Changed' }, entry))) === null) wrong.push('a command was taken twice')
  if ((await refused(storage.createSession({ ...next, title: 'Replaced' }, []))) === null) wrong.push('a session was made twice')
  await storage.close()
  storage = await open(dir)
  const found = await storage.loadSession('one')
  wrong.push(...differs('the session', found?.session, next), ...differs('the ledger', [...(found?.ledger ?? [])], [['c1', entry.answer]]))
  wrong.push(...differs('an unknown session', await storage.loadSession('none'), null))
  await storage.close()
  return wrong
}

const compaction: Law = async (open, dir) => {
  let storage = await openOne(open, dir)
  await storage.appendEdits([1, 2, 3, 4, 5].map((sequence) => edit(sequence)))
  await storage.appendEdits([edit(1, 'elsewhere', 'other')])
  await Promise.all([storage.compactBoard('one', 'board', 3, new TextEncoder().encode('1 to 3')), storage.appendEdits([edit(6)])])
  await storage.close()
  storage = await open(dir)
  const { snapshot, lastSequence, owners } = await storage.loadBoard('one', 'board')
  const wrong = [
    ...differs('the snapshot', snapshot && read(snapshot), '1 to 3'),
    ...differs('later edits', await textsOf(storage), ['edit 4', 'edit 5', 'edit 6']),
    ...differs('the last', lastSequence, 6),
    ...differs('the owners', [...owners.keys()], [1, 2, 3, 4, 5, 6]),
    ...differs('another board', await textsOf(storage, 'other'), ['elsewhere']),
  ]
  await storage.compactBoard('one', 'board', 6, new TextEncoder().encode('all'))
  wrong.push(...differs('the last after all', (await storage.loadBoard('one', 'board')).lastSequence, 6))
  wrong.push(...(await compactedUnderEdits(storage)))
  await storage.close()
  return wrong
}

/** People type on, and the board is compacted all the same: what comes later is no obstacle. */
async function compactedUnderEdits(storage: Storage): Promise<string[]> {
  const wrong: string[] = []
  let [sequence, upTo] = [0, 0]
  // Edits come in turns of their own, as from sockets: a storage may write while it is asked, and nothing else would have its turn.
  const type = async () => {
    await storage.appendEdits([edit(++sequence, `typed ${sequence}`, 'busy')])
    await new Promise((resolve) => setImmediate(resolve))
  }
  await type()
  for (let round = 1; round <= 10; round++) {
    upTo = sequence
    let isUnderway = true
    const compacting = refused(storage.compactBoard('one', 'busy', upTo, new TextEncoder().encode(`1 to ${upTo}`))).finally(
      () => (isUnderway = false),
    )
    while (isUnderway) await type()
    wrong.push(...differs('compacted under edits', await compacting, null))
  }
  const { snapshot, owners } = await storage.loadBoard('one', 'busy')
  const later = Array.from({ length: sequence - upTo }, (_, index) => `typed ${upTo + 1 + index}`)
  return [
    ...wrong,
    ...differs('the snapshot under edits', snapshot && read(snapshot), `1 to ${upTo}`),
    ...differs('edits meanwhile', await textsOf(storage, 'busy'), later),
    ...differs('the owners under edits', owners.size, sequence),
  ]
}

const damage: Law = async (open, dir, seed) => {
  const random = chance(seed)
  const wrong: string[] = []
  let storage = await openOne(open, dir)
  await storage.appendEdits(Array.from({ length: 60 }, (_, index) => edit(index + 1, `edit ${index + 1} ${'y'.repeat(random() * 200)}`)))
  await storage.compactBoard('one', 'board', 10, new TextEncoder().encode('1 to 10'))
  const whole = await textsOf(storage)
  await storage.close()
  const flipped = new Set<number>()
  const file = new DatabaseSync(join(dir, 'sessions', 'one.sqlite'))
  for (let bit = 0; bit < 20; bit++) {
    const sequence = 11 + Math.floor(random() * 50)
    if (flipped.has(sequence)) continue
    flipped.add(sequence)
    const column = random() < 0.8 ? 'data' : 'hash'
    const bytes = file.prepare(`SELECT ${column} AS bytes FROM updates WHERE sequence = ?`).get(sequence)?.['bytes'] as Uint8Array
    bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8)
    file.prepare(`UPDATE updates SET ${column} = ? WHERE sequence = ?`).run(bytes, sequence)
  }
  file.exec("UPDATE snapshots SET data = CAST('1 to 11' AS BLOB)")
  file.close()
  storage = await open(dir)
  const left = whole.filter((text) => !flipped.has(Number(text.split(' ')[1])))
  const { snapshot, lastSequence } = await storage.loadBoard('one', 'board')
  wrong.push(...differs('a damaged snapshot', snapshot, null), ...differs('the last', lastSequence, 60))
  wrong.push(...differs('records that are whole', await textsOf(storage), left))
  await storage.appendEdits([edit(61, 'goes on')])
  wrong.push(...differs('goes on', (await textsOf(storage)).at(-1), 'goes on'))
  await storage.close()
  const after = new DatabaseSync(join(dir, 'sessions', 'one.sqlite'))
  const aside = after.prepare('SELECT name FROM set_aside').all().map((row) => String(row['name'])) // prettier-ignore
  after.close()
  wrong.push(...differs('set aside and named', aside.sort(), [...[...flipped].map((one) => `update ${one}`), 'snapshot 10'].sort()))
  return wrong
}

const oddIds = ['', '..', '../x', 'a/b', 'a\\b', 'a\0b', 'x'.repeat(200), 'ё', '.', 'one.sqlite', 'a b', 'C:', 'aux\n']
const ids: Law = async (open, dir) => {
  const storage = await openOne(open, dir)
  const wrong: string[] = []
  for (const id of oddIds) {
    const session = makeSession(id)
    const entry = { id: 'c', at: 1, by: '', command: { do: 'add-group' }, answer: { ok: true, revision: 1 } } as const
    const asked = {
      createSession: storage.createSession(session, []),
      loadSession: storage.loadSession(id),
      appendEdits: storage.appendEdits([edit(1, 'odd', 'board', id)]),
      appendCommand: storage.appendCommand(session, entry),
      loadBoard: storage.loadBoard(id, 'board'),
      compactBoard: storage.compactBoard(id, 'board', 1, new Uint8Array()),
      tryWriting: storage.tryWriting(id),
      versions: storage.versions(id, 'board'),
      loadVersion: storage.loadVersion(id, 'board', 1),
      keepVersion: storage.keepVersion(id, 'board', { at: 1, why: 'hand-in', state: new Uint8Array() }),
    }
    for (const [name, answer] of Object.entries(asked)) if ((await refused(answer)) === null) wrong.push(`${name} of ${JSON.stringify(id)}`)
  }
  wrong.push(...differs('sessions', (await storage.sessions()).map((one) => one.id), ['one'])) // prettier-ignore
  // Boards are values and no names of files: whatever they are called, they keep apart.
  for (const board of ['__proto__', "x'; DROP TABLE updates; --", ...oddIds]) await storage.appendEdits([edit(1, `of ${board}`, board)])
  for (const board of ['__proto__', "x'; DROP TABLE updates; --", ...oddIds])
    wrong.push(...differs(`the board ${JSON.stringify(board)}`, await textsOf(storage, board), [`of ${board}`]))
  await storage.close()
  const made = readdirSync(join(dir, 'sessions')).filter((name) => !/^one\.sqlite/.test(name))
  if (made.length > 0 || existsSync(join(dir, 'x.sqlite'))) wrong.push(`files were made: ${made.join()}`)
  return wrong
}

const tokens: Law = async (open, dir) => {
  let storage = await open(dir)
  const token: Token = { hash: 'h1', hat: 'seat', person: { is: 'plenary', session: 'one' }, created: 1, expires: 2, revoked: false }
  await storage.saveToken(token)
  await storage.saveToken({ ...token, hash: 'h2' })
  await storage.saveToken({ ...token, revoked: true })
  await storage.close()
  storage = await open(dir)
  const found = [await storage.findToken('h1'), await storage.findToken('h2'), await storage.findToken('h3')]
  await storage.close()
  return differs('tokens', found, [{ ...token, revoked: true }, { ...token, hash: 'h2' }, null])
}

const alone: Law = async (open, dir) => {
  const storage = await open(dir)
  const second = await open(dir).then(
    async (other) => {
      await other.close()
      return 'a second one was let in'
    },
    (error: Error) => (/Another Roundtable is running/.test(error.message) ? null : error.message),
  )
  await storage.close()
  const third = await refused(open(dir).then((other) => other.close()))
  const late = await refused(storage.appendEdits([edit(1)]))
  return [second, third, late === null ? 'a closed one took an edit' : null].filter((one) => one !== null)
}

/** By the promise that each looks at. */
export const laws = {
  order,
  atomic,
  commands,
  definitions,
  compaction,
  damage,
  facts,
  versions,
  ids,
  tokens,
  alone,
} as const satisfies Record<string, Law>
