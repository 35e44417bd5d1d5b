import type { Express } from 'express'
import { refuse } from '../../shared/refusals.ts'
import type { Session } from '../../shared/session/session.ts'
import { addRoute } from './door.ts'
import type { HttpNeeds } from './needs.ts'
import { qrRows } from './qr.ts'

/** What cards on tables say: where each table joins, at every address of this server. */
export function addCardRoutes(app: Express, { doorkeeper, sessions, addresses }: HttpNeeds): void {
  addRoute(app, doorkeeper, 'GET /rt/facilitator/cards/:session', async (request) => {
    const session = sessions.session(String(request.params['session']))
    if (!session) return refuse('unknown-session')
    const { title, place, ownCodes = false } = session
    return { title, place, ownCodes, addresses: addresses().map((address) => ({ address, cards: cardsAt(address, session) })) }
  })
}

/** With codes of their own the link leads to its table alone; else it leads to the choice, with the table chosen. */
function cardsAt(address: string, { groups, code, ownCodes }: Session) {
  return groups.map((group) => {
    const own = ownCodes ? group.code : undefined
    const url = `${address}/j#${own ?? `${code}/${group.letter}`}`
    return { letter: group.letter, name: group.name, delegation: group.delegation ?? '', code: own ?? code, url, qr: qrRows(url) }
  })
}
