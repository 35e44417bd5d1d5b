import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import { ask } from '../../connection/api.ts'

/**
 * Signs the facilitator in by the secret in the address (`/console#SECRET`) or by the cookie of before.
 * Null when it worked. The secret leaves the address at once, so that nobody reads it from the projector. A helper who was
 * invited by name is led to the merge desk.
 */
export async function signIn(): Promise<Refusal | null> {
  const secret = location.hash.slice(1)
  const asked = new URLSearchParams(location.search)
  const name = asked.get('helper')?.slice(0, 60) ?? null
  if (secret !== '') history.replaceState(null, '', location.pathname + location.search)
  const claimed = secret === '' ? null : await ask('POST', '/rt/facilitator/claim', { secret, ...(name === null ? {} : { name }) })
  if (claimed !== null && !isRefusal(claimed)) {
    if (name !== null) location.replace(`/merge?session=${encodeURIComponent(asked.get('session') ?? '')}`)
    return null
  }
  // A link that this very laptop used before: its cookie still counts.
  const known = await ask('GET', '/rt/facilitator/me')
  if (!isRefusal(known)) return null
  return claimed ?? known
}
