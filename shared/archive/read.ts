import * as z from 'zod/mini'
import type { Exercise } from '../exercise/exercise.ts'
import { narrativeBoard } from '../report/narrative.ts'
import { isRefusal, refuse, type Refusal } from '../refusals.ts'
import { maxExercises } from '../session/new-session.ts'
import { archiveFormat, archiveVersion, type Archive, type ArchivedSession } from './archive.ts'
import { canonical } from './canonical.ts'
import { checkUsed, exerciseShape } from './exercise-shape.ts'
import { sessionShape } from './session-shape.ts'
import { byId, count, id, many, text, time } from './shapes.ts'

const head = z.object({ format: z.literal(archiveFormat), version: z.int(), hash: z.string(), content: z.unknown() })
const card = z.strictObject({ id, kind: id, order: z.number(), fields: byId(z.unknown()), told: z.optional(count) })
const board = z.strictObject({
  cards: many(card, 20_000),
  state: text(16_000_000),
  lastEdit: z.nullable(time),
  writers: z.optional(byId(id)),
})
const content = z.strictObject({
  session: sessionShape,
  exercises: z.array(exerciseShape).check(z.minLength(1), z.maxLength(maxExercises)),
  boards: byId(board),
})

/** An archive whose every part agrees with the others, or why it cannot be opened. Whether its documents hold boards is asked elsewhere. */
export function readArchive(
  file: string,
  hashOf: (text: string) => string,
): { readonly archive: Archive; readonly hash: string } | Refusal {
  try {
    const read = head.safeParse(JSON.parse(file))
    if (!read.success) return refuse('not-an-archive')
    if (read.data.version > archiveVersion) return refuse('archive-too-new')
    const { hash, content: inside } = read.data
    if (hashOf(canonical(inside)) !== hash) return refuse('archive-changed')
    const archive = shaped(inside)
    return isRefusal(archive) ? archive : { archive, hash }
  } catch {
    // No JSON, or nested deeper than a program can follow.
    return refuse('not-an-archive')
  }
}

function shaped(inside: unknown): Archive | Refusal {
  const parsed = content.safeParse(inside)
  if (!parsed.success) return wrongAt(parsed.error.issues[0]?.path.map(String).join('.') ?? '')
  const exercises: Exercise[] = []
  for (const [index, one] of parsed.data.exercises.entries()) {
    const checked = checkUsed(one)
    if (!('id' in checked)) return wrongAt(`exercises.${String(index)}.${String(checked[0]?.says.args['where'] ?? '')}`)
    exercises.push(checked)
  }
  const archive = { ...parsed.data, exercises } as unknown as Archive
  const where = contradictionIn(archive)
  return where === null ? archive : wrongAt(where)
}

const wrongAt = (where: string) => refuse('archive-wrong', { where: where.replace(/\.$/, '').slice(0, 200) })

/** The first place where two parts do not fit; null where all do. */
function contradictionIn({ session, exercises, boards }: Archive): string | null {
  const { groups, seats, agenda } = session
  const ids = groups.map((group) => group.id)
  const isGroup = (group: string) => ids.includes(group)
  const steps = agenda.flatMap((item) => item.steps.map((step) => step.id))
  if (areTwice(ids) || areTwice(groups.map((group) => group.letter))) return 'session.groups'
  const sources = (session.sources ?? []).map((source) => source.id)
  if (areTwice(sources) || !groups.every(({ from }) => from === undefined || sources.includes(from))) return 'session.sources'
  if (areTwice(seats.map((seat) => seat.id)) || !seats.every((seat) => isGroup(seat.group))) return 'session.seats'
  if (areTwice(steps) || areTwice(agenda.map((item) => item.exercise)) || exercises.length !== agenda.length) return 'session.agenda'
  for (const [index, item] of agenda.entries()) {
    const exercise = exercises.find((one) => one.id === item.exercise)
    const fits = exercise && exercise.steps.length === item.steps.length && item.steps.every((run, at) => exercise.steps[at]?.id === run.id)
    const tables = Object.keys(item.boards)
    if (!fits || tables.length !== ids.length || !tables.every(isGroup)) return `session.agenda.${String(index)}`
    const named = item.steps.flatMap(({ handedIn, extra }) => [...handedIn.map(({ group }) => group), ...Object.keys(extra)])
    if (!named.every(isGroup)) return `session.agenda.${String(index)}.steps`
  }
  const expected = agenda.flatMap((item) => Object.values(item.boards))
  const there = Object.keys(boards).filter((name) => name !== narrativeBoard(session.id))
  if (areTwice(expected) || there.length !== expected.length || !expected.every((name) => Object.hasOwn(boards, name))) return 'boards'
  return contradictionAround(session, isGroup)
}

function contradictionAround(session: ArchivedSession, isGroup: (group: string) => boolean): string | null {
  const isExercise = (name: string) => session.agenda.some((item) => item.exercise === name)
  const parts = {
    blind: (session.blind ?? []).every(({ group }) => isGroup(group)),
    votes: (session.votes ?? []).every(({ exercise }) => isExercise(exercise)) && !areTwice((session.votes ?? []).map((one) => one.id)),
    consents: (session.consents ?? []).every(({ exercise, group }) => isExercise(exercise) && isGroup(group)),
    walks: (session.walks ?? []).every(({ exercise }) => isExercise(exercise)),
    comments: (session.comments ?? []).every(({ exercise, group, from }) => isExercise(exercise) && isGroup(group) && isGroup(from)),
  }
  const wrong = Object.entries(parts).find(([, fits]) => !fits)
  return wrong ? `session.${wrong[0]}` : null
}

const areTwice = (names: readonly string[]) => new Set(names).size !== names.length
