import type { Express } from 'express'
import * as z from 'zod/mini'
import { isRefusal, refuse } from '../../shared/refusals.ts'
import type { DeviceReport } from '../../shared/room/checks.ts'
import { isSameMachine } from '../safe.ts'
import { idFrom } from '../../shared/ids.ts'
import { addRoute, readBody } from './door.ts'
import type { HttpNeeds } from './needs.ts'
import { qrRows } from './qr.ts'

const mostDevices = 20
const reportSchema = z.strictObject({ key: z.string().check(z.maxLength(40)), sockets: z.boolean(), polls: z.boolean(), now: z.number() })

/** The check of the room: what is known here, and what second devices tell who opened the address that it shows. */
export function addCheckRoutes(app: Express, { doorkeeper, addresses, roomFacts, world }: HttpNeeds): void {
  const devices: DeviceReport[] = []
  // Only who has seen the facilitator's screen may tell; it opens nothing else, and can be typed.
  const key = idFrom(world.bytes(8))

  addRoute(app, doorkeeper, 'GET /rt/facilitator/check', async () => {
    const url = `${addresses()[0] ?? ''}/check#${key}`
    return { facts: { ...(await roomFacts()), devices }, url, qr: qrRows(url) }
  })

  addRoute(app, doorkeeper, 'POST /rt/check/device', (request) => {
    const body = readBody(request, reportSchema)
    if (isRefusal(body)) return Promise.resolve(body)
    if (body.key !== key) return Promise.resolve(refuse('link-used'))
    const { sockets, polls, now } = body
    devices.push({ at: world.now(), isElsewhere: !isSameMachine(request), sockets, polls, offset: now - world.now() })
    devices.splice(0, devices.length - mostDevices)
    return Promise.resolve({ ok: true })
  })
}
