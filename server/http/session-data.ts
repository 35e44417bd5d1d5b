import type { Express, Request, Response } from 'express'
import { create as makeQr } from 'qrcode'
import { assembleReport } from '../../shared/report/assemble.ts'
import { isLanguage } from '../../shared/i18n/language.ts'
import { hats, type WorkDone } from '../../shared/protocol/control.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import { addRoute } from './door.ts'
import { reportPolicy } from './headers.ts'
import type { HttpNeeds } from './needs.ts'
import type { Report } from '../../shared/report/blocks.ts'

/** Writes a report in one format. The writers are given, so that HTTP does not know them. */
export interface ReportWriters {
  renderHtml(report: Report): Promise<string>
  renderDocx(report: Report): Promise<Uint8Array>
}

/** What pages fetch about a session beside the control channel: exercises, addresses, the report. */
export function addSessionRoutes(app: Express, needs: HttpNeeds, writers: ReportWriters): void {
  const { doorkeeper, sessions } = needs
  for (const hat of hats) {
    addRoute(app, doorkeeper, `GET /rt/${hat}/exercises/:session/:exercise`, async (request, _response, person) => {
      const { session, exercise } = paramsOf(request)
      if (person.is !== 'facilitator' && (person.is === 'nobody' || person.session !== session)) return refuse('not-allowed')
      const frozen = await sessions.exercisesOf(session)
      if (!frozen) return refuse('unknown-session')
      return frozen.find((one) => one.id === exercise) ?? refuse('unknown-exercise')
    })
  }

  addRoute(app, doorkeeper, 'GET /rt/facilitator/merged/:session/:exercise', async (request) => {
    const { session: id, exercise: name } = paramsOf(request)
    const session = sessions.session(id)
    const exercise = (await sessions.exercisesOf(id))?.find((one) => one.id === name)
    const item = session?.agenda.find((one) => one.exercise === name)
    if (!session || !exercise || !item) return refuse(session ? 'unknown-exercise' : 'unknown-session')
    return { merged: mergeGroups(await sessions.cards(session, item, exercise), exercise, session.decisions) }
  })

  addRoute(app, doorkeeper, 'GET /rt/facilitator/worked/:session', async (request) => {
    const { session: id } = paramsOf(request)
    const session = sessions.session(id)
    if (!session) return refuse('unknown-session')
    const exercises = (await sessions.exercisesOf(id)) ?? []
    const worked = session.agenda.map(async (item): Promise<WorkDone> => {
      const exercise = exercises.find((one) => one.id === item.exercise)
      const boards = exercise ? await sessions.cards(session, item, exercise) : []
      return { exercise: item.exercise, contributions: boards.reduce((sum, { cards }) => sum + cards.length, 0) }
    })
    return { worked: await Promise.all(worked) }
  })

  addRoute(app, doorkeeper, 'GET /rt/addresses', async (request, _response, person) => {
    const id = person.is === 'plenary' ? person.session : request.query['session']
    const session = typeof id === 'string' ? sessions.session(id) : null
    return { code: session?.code ?? null, addresses: needs.addresses().map((address) => joinAddress(address, session?.code ?? '')) }
  })

  addRoute(app, doorkeeper, 'GET /rt/facilitator/report/:session.html', async (request, response) => {
    const report = await reportOf(request, needs)
    if (isRefusal(report)) return report
    response.setHeader('Content-Security-Policy', reportPolicy)
    response.setHeader('X-Frame-Options', 'SAMEORIGIN')
    response.type('html').send(await writers.renderHtml(report))
    return undefined
  })

  addRoute(app, doorkeeper, 'GET /rt/facilitator/report/:session.docx', async (request, response) => {
    const report = await reportOf(request, needs)
    if (isRefusal(report)) return report
    sendDocx(response, report.title, await writers.renderDocx(report))
    return undefined
  })
}

function paramsOf(request: Request): { session: string; exercise: string } {
  return { session: String(request.params['session']), exercise: String(request.params['exercise']) }
}

/** The picture is sent as rows of 0 and 1, so that a page draws it without making a picture from text. */
function joinAddress(address: string, code: string) {
  const url = code === '' ? address : `${address}/j#${code}`
  const { modules } = makeQr(url, { errorCorrectionLevel: 'M' })
  const rows = Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => (modules.get(row, column) ? '1' : '0')).join(''),
  )
  return { address, url, qr: rows }
}

async function reportOf(request: Request, { sessions, world }: HttpNeeds): Promise<Report | Refusal> {
  const session = sessions.session(paramsOf(request).session)
  const exercises = session && (await sessions.exercisesOf(session.id))
  if (!session || !exercises) return refuse('unknown-session')
  const language = isLanguage(request.query['lang']) ? request.query['lang'] : 'en'
  const boards: Record<string, readonly GroupCards[]> = {}
  for (const item of session.agenda) {
    const exercise = exercises.find((one) => one.id === item.exercise)
    if (exercise) boards[item.exercise] = await sessions.cards(session, item, exercise)
  }
  return assembleReport({ session, exercises, boards, language, now: world.now() })
}

/** RFC 6266: an ASCII name for old programs, the real one in UTF-8 beside it. */
function sendDocx(response: Response, title: string, bytes: Uint8Array): void {
  const name = `${title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim() || 'report'}.docx`
  const plain = name.replace(/[^\x20-\x7e]/g, '_')
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  response.setHeader('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${utf8}`)
  response.type('application/vnd.openxmlformats-officedocument.wordprocessingml.document').send(Buffer.from(bytes))
}
