/**
 * Who may do what on each channel, in tables. Handlers look themselves up here and are refused without a row; the tests are made
 * from it. Commands have their table in `commandAccess`, boards their rule in `boardRights`; both are in shared/session/may.ts.
 */
import { boundariesType } from '../shared/maps/own-boundaries.ts'
import { archiveType } from '../shared/archive/archive.ts'
import { wordType } from '../shared/report/formats.ts'
import type { ClientToServer } from '../shared/protocol/control.ts'
import type { Person } from '../shared/session/session.ts'

export type Role = Person['is']

const anybody: readonly Role[] = ['facilitator', 'seat', 'plenary', 'nobody']
const facilitator: readonly Role[] = ['facilitator']
const seat: readonly Role[] = ['seat']
const plenary: readonly Role[] = ['plenary']

/** A report's row is that of all its variants. */
export const routeAccess = {
  'GET /rt/health': anybody,
  'GET /rt/here': anybody,
  'GET /rt/facilitator/check': facilitator,
  'POST /rt/check/device': anybody,
  'GET /rt/addresses': ['facilitator', 'seat', 'plenary'],
  'POST /rt/facilitator/claim': anybody,
  'POST /rt/facilitator/invite': facilitator,
  'GET /rt/facilitator/me': facilitator,
  'GET /rt/facilitator/sessions': facilitator,
  'POST /rt/facilitator/sessions': facilitator,
  'GET /rt/facilitator/exercises': facilitator,
  'POST /rt/facilitator/exercises': facilitator,
  'POST /rt/facilitator/exercises/remove': facilitator,
  'GET /rt/facilitator/exercises/:exercise.zip': facilitator,
  'POST /rt/facilitator/boundaries': facilitator,
  'POST /rt/facilitator/plenary': facilitator,
  'GET /rt/facilitator/report/:session.html': facilitator,
  'GET /rt/facilitator/report/:session.:format': facilitator,
  'GET /rt/facilitator/writing/:job': facilitator,
  'GET /rt/facilitator/narrative/:session': facilitator,
  'GET /rt/facilitator/template/:session': facilitator,
  'POST /rt/facilitator/template': facilitator,
  'POST /rt/facilitator/template/remove': facilitator,
  'GET /rt/facilitator/archives/:session': facilitator,
  'POST /rt/facilitator/archives': facilitator,
  'POST /rt/facilitator/wipe': facilitator,
  'POST /rt/facilitator/regional': facilitator,
  'POST /rt/facilitator/regional/look': facilitator,
  'GET /rt/facilitator/exercises/:session/:exercise': facilitator,
  'GET /rt/facilitator/merged/:session/:exercise': facilitator,
  'GET /rt/facilitator/worked/:session': facilitator,
  'GET /rt/facilitator/cards/:session': facilitator,
  'GET /rt/facilitator/versions/:session/:exercise/:group': facilitator,
  'GET /rt/facilitator/versions/:session/:exercise/:group/:version': facilitator,
  'GET /rt/seat/exercises/:session/:exercise': seat,
  'GET /rt/plenary/exercises/:session/:exercise': plenary,
  'GET /rt/facilitator/walk/:session/:exercise/:group': facilitator,
  'GET /rt/seat/walk/:session/:exercise/:group': seat,
  'GET /rt/seat/me': seat,
  'POST /rt/seat/look': anybody,
  'POST /rt/seat/join': anybody,
  'GET /rt/seat/elsewhere': seat,
  'POST /rt/seat/move': anybody,
  'GET /rt/plenary/me': plenary,
  'GET /rt/plenary/elsewhere': plenary,
  'POST /rt/plenary/move': anybody,
} as const satisfies Readonly<Record<string, readonly Role[]>>
export type Route = keyof typeof routeAccess

/** Routes that take a file, and of which type; all others take JSON. */
export const fileRoutes: Readonly<Partial<Record<Route, string>>> = {
  'POST /rt/facilitator/exercises': 'application/zip',
  'POST /rt/facilitator/archives': archiveType,
  'POST /rt/facilitator/template': wordType,
  'POST /rt/facilitator/boundaries': boundariesType,
}

/** What a socket may send; `command` is looked up further in `commandAccess`. */
export const eventAccess: Readonly<Record<keyof ClientToServer, readonly Role[]>> = {
  command: ['facilitator', 'seat'],
  clock: ['facilitator', 'seat', 'plenary'],
}

export function mayUseRoute(role: Role, route: Route): boolean {
  return (routeAccess[route] as readonly Role[]).includes(role)
}
