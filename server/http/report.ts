import type { Express, Request, Response } from 'express'
import { isId } from '../../shared/ids.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { isEvaluation } from '../../shared/exercise/evaluation.ts'
import type { NarrativePlace, ReportExercise } from '../../shared/protocol/control.ts'
import { isVariant } from '../../shared/report/variants.ts'
import { isEachOwn } from '../../shared/session/delegation.ts'
import type { AgendaItem } from '../../shared/session/session.ts'
import { isLanguage } from '../../shared/i18n/language.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import { narrativeBoard } from '../../shared/report/narrative.ts'
import { isReportFile, wordType, type ReportFile } from '../../shared/report/formats.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import type { ReportWriter } from '../ports.ts'
import { attachAs } from './attach.ts'
import { addRoute } from './door.ts'
import { reportPolicy } from './headers.ts'
import { lateIn } from './late.ts'
import type { HttpNeeds } from './needs.ts'

const mediaTypes: Readonly<Record<ReportFile, string>> = {
  docx: wordType,
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  md: 'text/markdown; charset=utf-8',
  zip: 'application/zip',
}

/** The report as a page and as files. Who goes away before a file is ready stops it. */
export function addReportRoutes(app: Express, needs: HttpNeeds, writer: ReportWriter): void {
  /** How far each file is that is being written, 0 to 1, by the name that the page gave its wish. */
  const shares = new Map<string, number>()

  addRoute(app, needs.doorkeeper, 'GET /rt/facilitator/report/:session.html', async (request, response) => {
    const signal = untilGone(response)
    const input = await inputOf(request, needs)
    if (isRefusal(input)) return input
    const page = await unlessGone(writer.write('html', input, { signal }), signal)
    if (!page) return undefined
    response.setHeader('Content-Security-Policy', reportPolicy)
    response.setHeader('X-Frame-Options', 'SAMEORIGIN')
    response.type('html').send(Buffer.from(page))
    return undefined
  })

  addRoute(app, needs.doorkeeper, 'GET /rt/facilitator/report/:session.:format', async (request, response) => {
    const format = request.params['format']
    if (!isReportFile(format)) return refuse('not-understood')
    const signal = untilGone(response)
    const input = await inputOf(request, needs)
    if (isRefusal(input)) return input
    const job = isId(request.query['job']) ? request.query['job'] : null
    try {
      const told = (share: number) => void (job && shares.set(job, share))
      told(0)
      const template = format === 'docx' ? await needs.templates.of(input.session.id) : null
      const file = await unlessGone(writer.write(format, input, { signal, told, template }), signal)
      if (!file) return undefined
      const { session, variant, language } = input
      const name = translator(language)(`report.file_${variant ?? 'participants'}`, { title: session.title })
      attachAs(response, name, format)
      response.type(mediaTypes[format]).send(Buffer.from(file))
      return undefined
    } finally {
      if (job) shares.delete(job)
    }
  })

  addRoute(app, needs.doorkeeper, 'GET /rt/facilitator/narrative/:session', async (request) => {
    const session = needs.sessions.session(String(request.params['session']))
    const known = session && (await needs.sessions.exercisesOf(session.id))
    if (!session || !known) return refuse('unknown-session')
    const exercises = session.agenda.flatMap(({ exercise }): ReportExercise[] => {
      const found = known.find(({ id }) => id === exercise)
      return found ? [{ id: found.id, title: found.title, isEvaluation: isEvaluation(found) }] : []
    })
    await needs.sessions.startNarrative(session.id, exercises)
    return { board: narrativeBoard(session.id), exercises } satisfies NarrativePlace
  })

  addRoute(app, needs.doorkeeper, 'GET /rt/facilitator/writing/:job', (request) => {
    const job = request.params['job']
    return Promise.resolve(isId(job) ? { share: shares.get(job) ?? null } : refuse('not-understood'))
  })
}

/** Aborted when the laptop that asked is gone before it has its answer. */
function untilGone(response: Response): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => response.writableEnded || gone.abort())
  return gone.signal
}

/** Null when nobody waits for it any longer. */
function unlessGone(file: Promise<Uint8Array>, signal: AbortSignal): Promise<Uint8Array | null> {
  return file.catch((error: unknown) => {
    if (signal.aborted) return null
    throw error
  })
}

interface Read {
  readonly item: AgendaItem
  readonly exercise: Exercise
  readonly boards: readonly GroupCards[]
}

async function inputOf(request: Request, { sessions, world }: HttpNeeds): Promise<ReportInput | Refusal> {
  const variant = request.query['variant'] ?? 'participants'
  if (!isVariant(variant)) return refuse('not-understood')
  const session = sessions.session(String(request.params['session']))
  const exercises = session && (await sessions.exercisesOf(session.id))
  if (!session || !exercises) return refuse('unknown-session')
  const language = isLanguage(request.query['lang']) ? request.query['lang'] : 'en'
  // All at once: one exercise is not told as it was before a minute's work, and the next as it is after it.
  const read = session.agenda.map(async (item): Promise<Read[]> => {
    const exercise = exercises.find((one) => one.id === item.exercise)
    return exercise ? [{ item, exercise, boards: await sessions.cards(session, item, exercise) }] : []
  })
  const writing = isEachOwn(session) ? sessions.writers(session) : Promise.resolve(undefined)
  const [narrative, writers, ...told] = await Promise.all([sessions.narrative(session.id), writing, ...read])
  const boards = Object.fromEntries(told.flat().map((one) => [one.item.exercise, one.boards]))
  // What was handed in does not change any more: it may be read after the boards.
  const late = await Promise.all(told.flat().map((one) => lateIn(session, one.item, one.exercise, one.boards, sessions)))
  const known = { session, exercises, boards, late: late.flat(), language, now: world.now(), narrative, variant }
  return writers ? { ...known, writers } : known
}
