import { ownHeader } from '../../../shared/protocol/control.ts'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusals.ts'

/**
 * Signs the facilitator in by the secret in the address (`/console#SECRET`) or by the cookie of before.
 * Null when it worked. The secret leaves the address at once, so that nobody reads it from the projector.
 */
export async function signIn(): Promise<Refusal | null> {
  const secret = location.hash.slice(1)
  if (secret === '') return ask(() => fetch('/rt/facilitator/me'))
  history.replaceState(null, '', location.pathname + location.search)
  const claimed = await ask(() => post('/rt/facilitator/claim', { secret }))
  // A link that was used already by this very laptop: the cookie still counts.
  return claimed === null || (await ask(() => fetch('/rt/facilitator/me'))) === null ? null : claimed
}

/** Sends JSON with the header that a foreign page cannot set. */
export function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', [ownHeader]: '1' }, body: JSON.stringify(body) })
}

/** The refusal in an answer, or null. */
export async function ask(request: () => Promise<Response>): Promise<Refusal | null> {
  try {
    const answer = await request()
    if (answer.ok) return null
    const body: unknown = await answer.json().catch(() => null)
    return isRefusal(body) ? body : refuse('something-broke')
  } catch {
    return refuse('something-broke')
  }
}
