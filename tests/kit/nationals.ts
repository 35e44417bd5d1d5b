import * as Y from 'yjs'
import { archiveText, archiveType, atRest, type ArchivedBoard } from '../../shared/archive/archive.ts'
import { addCard, readBoard } from '../../shared/board/board.ts'
import { restingState } from '../../shared/board/resting.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Decision } from '../../shared/merge/cluster.ts'
import { keyOf } from '../../shared/merge/merge.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { sha256 } from './archives.ts'

/** Opens an archive on a server; the id of its session. */
export async function openArchive({ base, cookie }: { readonly base: string; readonly cookie: string }, file: string): Promise<string> {
  const headers = { cookie, origin: base, 'x-roundtable': '1', 'content-type': archiveType }
  const answer = await fetch(`${base}/rt/facilitator/archives`, { method: 'POST', headers, body: file })
  return ((await answer.json()) as { session: string }).session
}

interface Given {
  readonly title: string
  readonly tables: number
  /** Of which the crime map is worked on. */
  readonly exercises: readonly Exercise[]
  /** Own words of the tables, and how many each has of them. */
  readonly words?: readonly string[]
  readonly each?: number
}

/** What tables of every country say, and what those of each say in their own way. */
const terms = ['HT', 'HS', 'AT'] as const
const own = ['Scam call centres', 'Scam call-centers', 'Колл-центры мошенников', 'Cash couriers', 'Перевозка наличных']

/**
 * The archive of a national seminar that is over: each table put down three markets that all know and two of its own, and the
 * plenary joined the first of these. The same title gives the same file.
 */
export function nationalArchive({ title, tables, exercises, words = own, each = 2 }: Given): string {
  let count = 0
  const word = sha256(title).slice(0, 8)
  const newId = () => `n${word}${String(++count)}`
  const created = Date.UTC(2026, 2, 3 + title.length, 9)
  let session = newSession({ id: newId(), code: '', title, place: `${title}, capital`, created, groups: tables, exercises }, newId)
  for (const { id: group } of session.groups)
    session = takeSeat(session, {
      id: newId(),
      group,
      name: 'Aida',
      people: 4,
      rapporteur: true,
      handRaised: null,
      done: [],
      joined: created,
    })
  const worked = exercises.find(({ id }) => id === 'crime-mapping')!
  const boards = session.agenda.flatMap((item) =>
    session.groups.map(({ id }, table): [string, ArchivedBoard] => {
      const doc = new Y.Doc()
      doc.clientID = 1 + table
      if (item.exercise === worked.id) fill(doc, worked, table + title.length, words, each)
      const exercise = exercises.find((one) => one.id === item.exercise)!
      const state = restingState(Y.encodeStateAsUpdate(doc))
      return [item.boards[id]!, { cards: readBoard(doc, exercise), state: Buffer.from(state).toString('base64'), lastEdit: created }]
    }),
  )
  const steps = worked.steps.filter(({ canvas }) => canvas.kind === 'market').map(({ id }) => id)
  const handedIn = session.groups.map(({ id }) => ({ group: id, at: created + 3_600_000, by: 'Aida' }))
  const joined: Decision = {
    act: 'join',
    keys: session.groups.map(({ id }) => keyOf(id, 'own0')),
    id: newId(),
    at: created + 7_200_000,
    by: 'Ann',
    undone: false,
    exercise: worked.id,
  }
  const done = session.agenda.map((item) => ({
    ...item,
    steps: item.steps.map((step) => (steps.includes(step.id) ? { ...step, state: { is: 'done' as const }, handedIn } : step)),
  }))
  const decisions = tables > 1 ? [joined] : []
  const archived = exercises.map((exercise) => ({ ...exercise, sample: [] }))
  return archiveText(
    { session: atRest({ ...session, agenda: done, decisions }), exercises: archived, boards: Object.fromEntries(boards) },
    sha256,
  )
}

function fill(doc: Y.Doc, exercise: Exercise, from: number, words: readonly string[], each: number): void {
  const kind = exercise.kinds['market']!
  for (const [at, code] of terms.entries())
    addCard(doc, `term${String(at)}`, kind, { name: { code }, scale: 1 + ((from + at) % 5), impact: 1 + ((from * 2 + at) % 5) }, null)
  for (let at = 0; at < each; at++)
    addCard(doc, `own${String(at)}`, kind, { name: { own: words[(from * (each - 1) + at * 2) % words.length]! }, scale: 3 }, null)
}
