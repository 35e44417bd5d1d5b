import compression from 'compression'
import express, { type Express } from 'express'
import { refuse } from '../../shared/refusals.ts'
import type { ReportWriter } from '../ports.ts'
import { addTemplateRoutes } from './template.ts'
import { addArchiveRoutes } from './archive.ts'
import { addRoute, lastResort, onlyOurPages, readJson, sayNo } from './door.ts'
import { addCardRoutes } from './cards.ts'
import { addCheckRoutes } from './check.ts'
import { addBoundariesRoutes, WaitingBoundaries } from './boundaries.ts'
import { addExerciseRoutes } from './exercises.ts'
import { addFacilitatorRoutes } from './facilitator.ts'
import { pageHeaders } from './headers.ts'
import type { HttpNeeds } from './needs.ts'
import { addMoveRoutes } from './moving.ts'
import { addPages } from './pages.ts'
import { addRegionalRoutes } from './regional.ts'
import { addReportRoutes } from './report.ts'
import { addSeatRoutes } from './seat.ts'
import { addSessionRoutes } from './session-data.ts'
import { addWalkRoutes } from './walk.ts'
import { addVersionRoutes } from './versions.ts'

/** The application as the rest of the server passes it on, without knowing what it is made of. */
export type App = Express

/** Everything that answers over HTTP. */
export function makeApp(needs: HttpNeeds, writer: ReportWriter): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.use(pageHeaders(needs.clientDir, needs.movableAddresses))
  app.use(onlyOurPages(needs.doorkeeper, () => (needs.hasTls ? needs.addresses()[0] : undefined)))
  // An exercise is a quarter of a megabyte of words.
  app.use('/rt', compression())
  app.use(readJson())
  addRoute(app, needs.doorkeeper, 'GET /rt/health', () => Promise.resolve({ ok: true }))
  const waiting = new WaitingBoundaries()
  addBoundariesRoutes(app, needs, waiting)
  addFacilitatorRoutes(app, needs, waiting)
  addExerciseRoutes(app, needs)
  addSeatRoutes(app, needs)
  addSessionRoutes(app, needs)
  addMoveRoutes(app, needs)
  addCardRoutes(app, needs)
  addCheckRoutes(app, needs)
  addVersionRoutes(app, needs)
  addReportRoutes(app, needs, writer)
  addArchiveRoutes(app, needs)
  addTemplateRoutes(app, needs)
  addRegionalRoutes(app, needs)
  addWalkRoutes(app, needs)
  app.use('/rt', (_request, response) => sayNo(response, refuse('not-allowed')))
  if (needs.clientDir !== null) addPages(app, needs.clientDir)
  return app
}

/** Last of all, after whatever serves the pages. */
export function addLastResort(app: Express): void {
  app.use((_request, response) => void response.status(404).type('text').send('Not found'))
  app.use(lastResort)
}
