import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import { askAgain } from '../../connection/api.ts'
import { newId } from '../../connection/new-id.ts'

/** Where this tab keeps a link that has not been answered: a page that is loaded again meanwhile goes on with it. */
const kept = 'roundtable-claim'

interface Claim {
  readonly secret: string
  /** The link is good once, so a lost answer is asked for again by the same key instead of losing the room. */
  readonly key: string
  readonly name?: string
}

/**
 * Signs the facilitator in by the secret in the address (`/console#SECRET`) or by the cookie of before.
 * Null when it worked. The secret leaves the address at once, so that nobody reads it from the projector. A helper who was
 * invited by name is led to the merge desk. `waiting` is told each time that the server cannot be reached.
 */
export async function signIn(waiting: (refusal: Refusal) => void): Promise<Refusal | null> {
  const asked = new URLSearchParams(location.search)
  const claim = claimOf(asked.get('helper')?.slice(0, 60) ?? null)
  const claimed = claim && (await askAgain(waiting, 'POST', '/rt/facilitator/claim', claim))
  if (!isRefusal(claimed) || claimed.refused !== 'something-broke') sessionStorage.removeItem(kept)
  if (claimed !== null && !isRefusal(claimed)) {
    if (claim?.name !== undefined) location.replace(`/merge?session=${encodeURIComponent(asked.get('session') ?? '')}`)
    return null
  }
  // A link that this very laptop used before: its cookie still counts.
  const known = await askAgain(waiting, 'GET', '/rt/facilitator/me')
  if (!isRefusal(known)) return null
  return claimed ?? known
}

function claimOf(name: string | null): Claim | null {
  const secret = location.hash.slice(1)
  if (secret === '') return JSON.parse(sessionStorage.getItem(kept) ?? 'null') as Claim | null
  const claim = { secret, key: newId(), ...(name === null ? {} : { name }) }
  sessionStorage.setItem(kept, JSON.stringify(claim))
  history.replaceState(null, '', location.pathname + location.search)
  return claim
}
