import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import { ask, askAgain } from '../../connection/api.ts'
import { newId } from '../../connection/new-id.ts'

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
  // The link is good once, so a lost answer is asked for again by the same key instead of losing the room.
  const claim = { secret, key: newId(), ...(name === null ? {} : { name }) }
  const claimed = secret === '' ? null : await askAgain(() => undefined, 'POST', '/rt/facilitator/claim', claim)
  if (claimed !== null && !isRefusal(claimed)) {
    if (name !== null) location.replace(`/merge?session=${encodeURIComponent(asked.get('session') ?? '')}`)
    return null
  }
  // A link that this very laptop used before: its cookie still counts.
  const known = await ask('GET', '/rt/facilitator/me')
  if (!isRefusal(known)) return null
  return claimed ?? known
}
